import { useEffect, useRef } from 'react'

export type QueueKeys = {
  step: (by: 1 | -1) => void
  accept: () => void
  giveBack: () => void
  /** The phrase with this number, from 1. */
  phrase: (number: number) => void
  leave: () => void
  undo: () => void
}

const typing = 'input, textarea, select, [contenteditable="true"], [role="listbox"], .ant-modal, .ant-select-dropdown'
/** Where the arrows scroll. */
const scrolling = '[data-scrolls]'

/**
 * J and K walk, A accepts, R returns, digits give phrases, Esc leaves. By the place of the key and not by its letter: an
 * input method that is switched on makes no difference.
 */
export function useQueueKeys(keys: QueueKeys): void {
  const latest = useRef(keys)
  latest.current = keys
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.altKey || event.isComposing) return
      const target = event.target instanceof Element ? event.target : null
      const list = target?.closest('.queue-list') != null
      if (!list && target?.closest(typing)) return
      const { step, accept, giveBack, phrase, leave, undo } = latest.current
      const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1]
      if (event.ctrlKey || event.metaKey) {
        if (event.code !== 'KeyZ' || event.shiftKey) return
        undo()
      } else if (event.shiftKey) return
      else if (event.code === 'KeyJ') step(1)
      else if (event.code === 'KeyK') step(-1)
      else if (event.code === 'ArrowDown' && !target?.closest(scrolling)) step(1)
      else if (event.code === 'ArrowUp' && !target?.closest(scrolling)) step(-1)
      else if (event.code === 'KeyA') accept()
      else if (event.code === 'KeyR') giveBack()
      else if (digit !== undefined) phrase(Number(digit))
      else if (event.code === 'Escape') leave()
      else return
      event.preventDefault()
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [])
}
