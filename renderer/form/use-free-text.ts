import { type ChangeEvent, type CompositionEvent, useCallback, useLayoutEffect, useRef, useState } from 'react'
import { useHandedOn } from './use-handed-on.ts'

const plain = (text: string): string => text
const never = (): boolean => false

/**
 * As use-ime-text.ts for one line: the element keeps its own text, so that a key draws nothing but the letter.
 * @param shown how the text stands while nobody types in it
 * @param hidden true: it stands so while the cursor is in it too; what is typed then takes its place as a whole
 */
export function useFreeText(
  value: string,
  onText: (text: string) => void,
  shown: (text: string) => string = plain,
  hidden: (text: string) => boolean = never,
) {
  const element = useRef<HTMLInputElement>(null)
  const text = useRef(value)
  const [first] = useState(() => shown(value))
  const composing = useRef(false)
  const write = useCallback((next: string) => {
    if (element.current && element.current.value !== next) element.current.value = next
  }, [])
  const handOn = useHandedOn(
    value,
    onText,
    (outer) => {
      text.current = outer
      write(document.activeElement === element.current && !hidden(outer) ? outer : shown(outer))
    },
    () => composing.current,
  )
  // Somebody may look at it now, or no more.
  const standing = shown(value)
  useLayoutEffect(() => {
    if (document.activeElement !== element.current && text.current === value) write(standing)
  }, [standing, value, write])
  const put = (next: string) => {
    // A covered number is replaced as a whole: half of it can be neither read nor changed.
    if (hidden(text.current) && next.includes('*')) {
      write(shown(text.current))
      element.current?.select()
      return
    }
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
      onFocus: () => {
        if (!hidden(text.current)) return write(text.current)
        write(shown(text.current))
        element.current?.select()
      },
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
