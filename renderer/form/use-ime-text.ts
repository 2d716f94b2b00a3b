import { type ChangeEvent, type CompositionEvent, useEffect, useRef, useState } from 'react'

type Editable = HTMLInputElement | HTMLTextAreaElement

/** Text that is handed on only when the input method has finished a word: half-typed pinyin is never saved or printed. */
export function useImeText(value: string, onText: (text: string) => void) {
  const [text, setText] = useState(value)
  const composing = useRef(false)
  const latest = useRef(value)

  useEffect(() => {
    // What comes back from outside (a conflict, 撤销) replaces the text, never in the middle of a word.
    if (composing.current || value === latest.current) return
    latest.current = value
    setText(value)
  }, [value])

  const handOn = (next: string) => {
    latest.current = next
    onText(next)
  }
  return {
    value: text,
    onChange: (event: ChangeEvent<Editable>) => {
      setText(event.target.value)
      if (!composing.current) handOn(event.target.value)
    },
    onCompositionStart: () => {
      composing.current = true
    },
    onCompositionEnd: (event: CompositionEvent<Editable>) => {
      composing.current = false
      setText(event.currentTarget.value)
      handOn(event.currentTarget.value)
    },
  }
}
