import { type FocusEvent, type KeyboardEvent, type RefObject, useRef, useState } from 'react'

/** A list behind a button, as the keyboard knows it: arrows, Home and End walk, Escape gives the focus back. */
export function useMenu<Place extends HTMLElement>(): {
  open: boolean
  setOpen: (open: boolean) => void
  /** Around button and list. */
  place: RefObject<Place | null>
  list: RefObject<HTMLDivElement | null>
  close: () => void
  /** Of the place: closed once the focus has left it. */
  onBlur: (event: FocusEvent<Place>) => void
  /** Of the list. */
  onKeyDown: (event: KeyboardEvent) => void
} {
  const [open, setOpen] = useState(false)
  const place = useRef<Place>(null)
  const list = useRef<HTMLDivElement>(null)
  const close = () => {
    setOpen(false)
    place.current?.querySelector('button')?.focus()
  }
  const onBlur = (event: FocusEvent<Place>) => {
    if (!event.currentTarget.contains(event.relatedTarget)) setOpen(false)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const items = [...(list.current?.querySelectorAll<HTMLElement>('button:not(:disabled)') ?? [])]
    const at = items.findIndex((item) => item.matches(':focus'))
    const last = items.length - 1
    const next = { ArrowDown: at === last ? 0 : at + 1, ArrowUp: at <= 0 ? last : at - 1, Home: 0, End: last }[
      event.key
    ]
    if (next !== undefined) items[next]?.focus()
    else if (event.key === 'Escape') close()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return { open, setOpen, place, list, close, onBlur, onKeyDown }
}
