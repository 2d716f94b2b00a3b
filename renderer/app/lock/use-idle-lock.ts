/** Watches over a desk that nobody sits at. */
import { useEffect } from 'react'
import { useMethod } from '../use-method.ts'
import { isTimeToLock } from './idle.ts'
import { lockDesk } from './lock-desk.ts'

const lookMs = 15_000
/** Something was still running or being saved. */
const againMs = 1000
const activities = ['keydown', 'pointerdown', 'pointermove', 'wheel', 'compositionupdate'] as const

export function useIdleLock(): void {
  const minutes = useMethod('desk.settings', {}, ['notices']).value?.lockAfterMinutes ?? 0

  useEffect(() => {
    let last = Date.now()
    let again: ReturnType<typeof setTimeout> | undefined
    /** The system locked its screen or fell asleep, or time is up, and something still ran: locked once that is over. */
    let due = false
    const active = () => {
      last = Date.now()
      due = false
    }
    const look = async () => {
      const system = await window.kexie.idleSeconds().catch(() => null)
      const facts = {
        windowMs: Date.now() - last,
        focused: document.hasFocus(),
        systemMs: system === null ? null : system * 1000,
      }
      if (!due && !isTimeToLock(facts, minutes)) return
      due = (await lockDesk()) === 'later'
      clearTimeout(again)
      if (due) again = setTimeout(() => void look(), againMs)
    }
    for (const name of activities) window.addEventListener(name, active, { capture: true, passive: true })
    const timer = setInterval(() => void look(), lookMs)
    const endWanted = window.kexie.onLockWanted(() => {
      if (minutes === 0) return
      due = true
      void look()
    })
    return () => {
      for (const name of activities) window.removeEventListener(name, active, { capture: true })
      clearInterval(timer)
      clearTimeout(again)
      endWanted()
    }
  }, [minutes])
}
