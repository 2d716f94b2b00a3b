import { useEffect, useRef } from 'react'
import { pressed, pressedDigit } from '../../../shared/domain/shortcuts.ts'

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
      if (event.defaultPrevented || event.altKey) return
      const target = event.target instanceof Element ? event.target : null
      const list = target?.closest('.queue-list') != null
      if (!list && target?.closest(typing)) return
      const { step, accept, giveBack, phrase, leave, undo } = latest.current
      const number = pressedDigit(event, 'queuePhrase')
      const scrolls = event.key.startsWith('Arrow') && target?.closest(scrolling) != null
      if (pressed(event, 'queueUndo')) undo()
      else if (pressed(event, 'queueNext') && !scrolls) step(1)
      else if (pressed(event, 'queueBack') && !scrolls) step(-1)
      else if (pressed(event, 'queueAccept')) accept()
      else if (pressed(event, 'queueReturn')) giveBack()
      else if (number !== null) phrase(number)
      else if (pressed(event, 'close')) leave()
      else return
      event.preventDefault()
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [])
}
