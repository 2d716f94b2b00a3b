/** Days of a month as a grid of weeks, and which activities stand on which day. Days are YYYY-MM-DD. */
import type { ActivityRow } from '../../../../shared/api/activities.ts'
import { addDays, dayNumber, weekdayOf } from '../../../../shared/domain/workdays.ts'

/** Longer ones would fill the whole month: they stand on the first day that is in sight. */
const longestDrawn = 7

export const monthOf = (day: string): string => `${day.slice(0, 7)}-01`

/** @param by months, also negative */
export function shiftMonth(month: string, by: number): string {
  const months = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 + by
  return `${String(Math.floor(months / 12)).padStart(4, '0')}-${String((months % 12) + 1).padStart(2, '0')}-01`
}

/** Whole weeks from Monday to Sunday that hold the month. */
export function weeksOf(month: string): string[][] {
  const first = addDays(month, -((weekdayOf(month) + 6) % 7))
  const last = addDays(shiftMonth(month, 1), -1)
  const count = Math.ceil((dayNumber(last) - dayNumber(first) + 1) / 7)
  return Array.from({ length: count }, (_, week) =>
    Array.from({ length: 7 }, (_, day) => addDays(first, week * 7 + day)),
  )
}

/** Days of the grid on which an activity is drawn. */
export function drawnDays({ from, to }: Pick<ActivityRow, 'from' | 'to'>, first: string, last: string): string[] {
  if (from === null) return []
  const end = to ?? from
  if (end < first || from > last) return []
  const start = from < first ? first : from
  const days = dayNumber(end) - dayNumber(from) + 1
  if (days > longestDrawn) return [start]
  const stop = end > last ? last : end
  return Array.from({ length: dayNumber(stop) - dayNumber(start) + 1 }, (_, index) => addDays(start, index))
}

export function byDay(rows: readonly ActivityRow[], first: string, last: string): Map<string, ActivityRow[]> {
  const days = new Map<string, ActivityRow[]>()
  for (const row of rows)
    for (const day of drawnDays(row, first, last)) {
      const held = days.get(day)
      if (held) held.push(row)
      else days.set(day, [row])
    }
  return days
}
