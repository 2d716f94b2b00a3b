import { useEffect } from 'react'
import { pressed } from '../../../shared/domain/shortcuts.ts'
import { closeHelp, helpOnScreen, openManual, useHelp } from './help.ts'

/** F1 opens the page of what is on screen, in every window that has a core; a second F1 puts it away. */
export function useHelpKey(): void {
  useEffect(() => {
    const turn = () => {
      if (useHelp.getState().place) closeHelp()
      else void helpOnScreen()
    }
    const press = (event: KeyboardEvent) => {
      if (!pressed(event, 'help')) return
      event.preventDefault()
      turn()
    }
    window.addEventListener('keydown', press, { capture: true })
    const endMenu = window.kexie.onMenu((command) => {
      if (command === 'help') turn()
      if (command === 'manual') openManual(null)
      if (command === 'changelog') openManual({ pageId: 'changelog', section: null })
    })
    return () => {
      window.removeEventListener('keydown', press, { capture: true })
      endMenu()
    }
  }, [])
}
