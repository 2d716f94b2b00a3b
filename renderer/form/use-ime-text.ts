import { type ChangeEvent, type CompositionEvent, useRef, useState } from 'react'
import { useHandedOn } from './use-handed-on.ts'

type Editable = HTMLInputElement | HTMLTextAreaElement

/** Text that is handed on only when the input method has finished a word: half-typed pinyin is never saved or printed. */
export function useImeText(value: string, onText: (text: string) => void) {
  const [text, setText] = useState(value)
  const composing = useRef(false)
  const handOn = useHandedOn(value, onText, setText, () => composing.current)
  const put = (next: string) => {
    setText(next)
    handOn(next)
  }
  return {
    /** For the element itself. */
    props: {
      value: text,
      onChange: (event: ChangeEvent<Editable>) => {
        if (composing.current) setText(event.target.value)
        else put(event.target.value)
      },
      onCompositionStart: () => {
        composing.current = true
      },
      onCompositionEnd: (event: CompositionEvent<Editable>) => {
        composing.current = false
        put(event.currentTarget.value)
      },
    },
  }
}
