import { useEffect } from 'react'
import { pressed, pressedDigit } from '../../shared/domain/shortcuts.ts'
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
      const number = pressedDigit(event, 'screen')
      const screen = number === null ? undefined : shown.find(({ digit }) => digit === number)
      if (screen) void navigate(screen.route)
      else if (pressed(event, 'find')) find()
      else if (pressed(event, 'region')) nextRegion(event.shiftKey)
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
