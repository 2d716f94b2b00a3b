import { useEffect } from 'react'
import { create } from 'zustand'
import { pressed } from '../../shared/domain/shortcuts.ts'

export const useSheet = create<{ open: boolean }>(() => ({ open: false }))
export const showSheet = (open: boolean): void => useSheet.setState({ open })

const typing = 'input:not([type="checkbox"]):not([type="radio"]), textarea, select, [contenteditable="true"]'

/** Ctrl+/ anywhere, “?” where nobody types, and the menu. */
export function useShortcutSheetKey(): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (!pressed(event, 'sheet')) return
      if (!event.ctrlKey && event.target instanceof Element && event.target.closest(typing)) return
      event.preventDefault()
      showSheet(!useSheet.getState().open)
    }
    window.addEventListener('keydown', press)
    const endMenu = window.kexie.onMenu((command) => {
      if (command === 'shortcuts') showSheet(true)
    })
    return () => {
      window.removeEventListener('keydown', press)
      endMenu()
    }
  }, [])
}
