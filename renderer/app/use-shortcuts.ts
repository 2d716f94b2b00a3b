import { useEffect } from 'react'
import { useUpstreamDesk } from './app-state.ts'
import { navigate } from './route.ts'
import { shownScreens } from './screens.tsx'

function nextRegion(backwards: boolean): void {
  const regions = [...document.querySelectorAll<HTMLElement>('[data-region]')]
  const at = regions.findIndex((region) => region.contains(document.activeElement))
  const target = regions[(at + (backwards ? -1 : 1) + regions.length) % regions.length]
  const inside = target?.querySelector<HTMLElement>('[aria-current="page"], button, input, a[href]')
  ;(target?.id === 'main' ? target : (inside ?? target))?.focus()
}

/** Alt+1… opens a screen, Ctrl+K the search, F6 goes from region to region; the menu and clicked notifications come in here too. */
export function useShortcuts(find: () => void): void {
  const upstreamDesk = useUpstreamDesk()
  useEffect(() => {
    const shown = shownScreens(upstreamDesk)
    const press = (event: KeyboardEvent) => {
      const screen = /^Digit\d$/.test(event.code)
        ? shown.find(({ digit }) => digit === Number(event.code.slice(5)))
        : undefined
      if (event.altKey && !event.ctrlKey && screen) void navigate(screen.route)
      else if (event.ctrlKey && event.key.toLowerCase() === 'k') find()
      else if (event.key === 'F6') nextRegion(event.shiftKey)
      else return
      event.preventDefault()
    }
    window.addEventListener('keydown', press)
    const endMenu = window.kexie.onMenu((command) => {
      if (command === 'search') find()
      if (command === 'settings') void navigate({ screen: 'settings' })
    })
    const endDuties = window.kexie.onOpenDuty((duty) => {
      if (duty === null) void navigate({ screen: 'desk' })
      else if (duty.recordId === null) void navigate({ screen: 'notices', noticeId: duty.noticeId })
      else void navigate({ screen: 'record', recordId: duty.recordId, field: null })
    })
    return () => {
      window.removeEventListener('keydown', press)
      endMenu()
      endDuties()
    }
  }, [find, upstreamDesk])
}
