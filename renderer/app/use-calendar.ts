/** The workdays that hold for this office: read once for all rows of a list. */
import { useEffect } from 'react'
import { create } from 'zustand'
import { type WorkCalendar, workCalendar } from '../../shared/domain/workdays.ts'
import { call, subscribe } from '../api.ts'

const useHeld = create<{ calendar: WorkCalendar | null }>(() => ({ calendar: null }))
let asked = false

async function read(): Promise<void> {
  try {
    const { years, days } = await call('calendar.show', {})
    const known = years.map(({ year }) => year)
    useHeld.setState({ calendar: workCalendar(known, days) })
  } catch {
    // The next reader asks again; meanwhile no workdays are named.
    asked = false
  }
}

/** Null until it is read: a count of workdays without it would be wrong. */
export function useCalendar(): WorkCalendar | null {
  useEffect(() => {
    if (asked) return
    asked = true
    void read()
  }, [])
  return useHeld((held) => held.calendar)
}

// A notice may bring days along.
subscribe('data.changed', ({ domain }) => {
  if (asked && (domain === 'calendar' || domain === 'notices')) void read()
})
