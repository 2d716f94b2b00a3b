import { useEffect } from 'react'
import { pressed } from '../../../shared/domain/shortcuts.ts'
import { setCollect, useCollect } from './collect-state.ts'
import { nextQuestion, viewsOf } from './collected.ts'

const inText = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest('input, textarea, [contenteditable], .ant-select') !== null

/** Goes to the next question of all tables, after the last to the first again. False: nothing is open. */
export function goToQuestion(step: 1 | -1): boolean {
  const { tables, place, current } = useCollect.getState()
  const views = viewsOf(tables)
  const from = place ?? (current === null ? null : { key: current, row: -1, column: -2 })
  const next = nextQuestion(tables, views, from, step) ?? nextQuestion(tables, views, null, step)
  if (next === null) return false
  setCollect({ place: { ...next }, current: next.key, correcting: false, filter: 'all' })
  return true
}

/** F8 and N: the next question; with Shift the one before. */
export function useQuestionKeys(): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (!pressed(event, 'question')) return
      // A letter that somebody types is a letter.
      if (event.key.length === 1 && inText(event.target)) return
      if (document.querySelector('[role="dialog"]')) return
      if (goToQuestion(event.shiftKey ? -1 : 1)) event.preventDefault()
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [])
}
