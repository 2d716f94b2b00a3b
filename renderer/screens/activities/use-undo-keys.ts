import { useEffect } from 'react'
import { pressed } from '../../../shared/domain/shortcuts.ts'
import type { ActivityActions } from './use-activity-actions.ts'

const inText = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    target instanceof HTMLTextAreaElement ||
    (target instanceof HTMLInputElement && !['checkbox', 'radio', 'button'].includes(target.type)))

/** A dialog that was closed may stay in the page, hidden. */
const dialogIsOpen = (): boolean =>
  [...document.querySelectorAll('[role="dialog"]')].some((dialog) => dialog.getClientRects().length > 0)

/** Ctrl+Z takes the last step back, Ctrl+Y does it again. In a text field they belong to the text. */
export function useUndoKeys({ undoLast, redoLast }: Pick<ActivityActions, 'undoLast' | 'redoLast'>): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (inText(event.target) || dialogIsOpen()) return
      if (pressed(event, 'undo')) void undoLast()
      else if (pressed(event, 'redo')) void redoLast()
      else return
      event.preventDefault()
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [undoLast, redoLast])
}
