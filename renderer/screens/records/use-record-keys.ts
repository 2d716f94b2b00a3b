import { useEffect, useRef } from 'react'

type Keys = { toFirst: () => void; toggleSide: () => void; print: () => void }

/** Alt+J to the first open point, Ctrl+\ hides the paper, Ctrl+P (also in the menu) prints. */
export function useRecordKeys(keys: Keys): void {
  const latest = useRef(keys)
  latest.current = keys
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.isComposing) return
      const key = event.key.toLowerCase()
      if (event.altKey && !event.ctrlKey && key === 'j') latest.current.toFirst()
      else if (event.ctrlKey && (event.key === '\\' || event.code === 'Backslash')) latest.current.toggleSide()
      else if (event.ctrlKey && !event.shiftKey && key === 'p') latest.current.print()
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
