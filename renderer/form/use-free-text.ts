import { type ChangeEvent, type CompositionEvent, useRef, useState } from 'react'
import { useHandedOn } from './use-handed-on.ts'

const plain = (text: string): string => text

/**
 * As use-ime-text.ts for one line: the element keeps its own text, so that a key draws nothing but the letter.
 * @param shown how the text stands while nobody types in it
 */
export function useFreeText(value: string, onText: (text: string) => void, shown: (text: string) => string = plain) {
  const element = useRef<HTMLInputElement>(null)
  const text = useRef(value)
  const [first] = useState(() => shown(value))
  const composing = useRef(false)
  const write = (next: string) => {
    if (element.current && element.current.value !== next) element.current.value = next
  }
  const handOn = useHandedOn(
    value,
    onText,
    (outer) => {
      text.current = outer
      write(document.activeElement === element.current ? outer : shown(outer))
    },
    () => composing.current,
  )
  const put = (next: string) => {
    text.current = next
    handOn(next)
  }
  return {
    /** For the element itself. */
    props: {
      ref: element,
      defaultValue: first,
      onChange: (event: ChangeEvent<HTMLInputElement>) => {
        if (!composing.current) put(event.target.value)
      },
      onCompositionStart: () => {
        composing.current = true
      },
      onCompositionEnd: (event: CompositionEvent<HTMLInputElement>) => {
        composing.current = false
        put(event.currentTarget.value)
      },
      onFocus: () => write(text.current),
    },
    /** On leaving: puts the text into its tidy form (１ ２００ → 1200) and shows it as it is read. */
    settle: (tidy: (text: string) => string) => {
      composing.current = false
      const next = tidy(text.current)
      if (next !== text.current) put(next)
      write(shown(next))
    },
  }
}
