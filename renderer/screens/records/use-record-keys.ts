import { useEffect, useRef } from 'react'
import { pressed } from '../../../shared/domain/shortcuts.ts'

type Keys = { toFirst: () => void; toggleSide: () => void; print: () => void }

/** Alt+J to the first open point, Ctrl+\ hides the paper, Ctrl+P (also in the menu) prints. */
export function useRecordKeys(keys: Keys): void {
  const latest = useRef(keys)
  latest.current = keys
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (pressed(event, 'toOpenPoint')) latest.current.toFirst()
      else if (pressed(event, 'paper')) latest.current.toggleSide()
      else if (pressed(event, 'print')) latest.current.print()
      else return
      event.preventDefault()
    }
    window.addEventListener('keydown', press)
    const endMenu = window.kexie.onMenu((command) => {
      if (command === 'print') latest.current.print()
    })
    return () => {
      window.removeEventListener('keydown', press)
      endMenu()
    }
  }, [])
}
