import { type KeyboardEvent, type RefObject, useEffect, useRef } from 'react'

const all = (box: HTMLElement | null): HTMLElement[] => [
  ...(box?.querySelectorAll<HTMLElement>('button:not(:disabled)') ?? []),
]

/** One stop of Tab for a row or a list of buttons; arrows, Home and End go from one to the next. */
export function useRoving<T extends HTMLElement>(): {
  ref: RefObject<T | null>
  onKeyDown: (event: KeyboardEvent<T>) => void
} {
  const ref = useRef<T>(null)
  // After every render: buttons come and go.
  useEffect(() => {
    const buttons = all(ref.current)
    if (buttons.some((button) => button === document.activeElement)) return
    const stop = buttons.find((button) => button.getAttribute('aria-current') === 'true') ?? buttons[0]
    for (const button of buttons) button.tabIndex = button === stop ? 0 : -1
  })
  const onKeyDown = (event: KeyboardEvent<T>) => {
    const buttons = all(ref.current)
    const at = buttons.findIndex((button) => button.matches(':focus'))
    if (at < 0 || event.altKey || event.ctrlKey) return
    const next = {
      ArrowRight: at + 1,
      ArrowDown: at + 1,
      ArrowLeft: at - 1,
      ArrowUp: at - 1,
      Home: 0,
      End: buttons.length - 1,
    }[event.key]
    const target = next === undefined ? undefined : buttons[(next + buttons.length) % buttons.length]
    if (!target) return
    for (const button of buttons) button.tabIndex = button === target ? 0 : -1
    target.focus()
    event.preventDefault()
  }
  return { ref, onKeyDown }
}
