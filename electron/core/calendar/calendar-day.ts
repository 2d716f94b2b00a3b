/** One day of a calendar file, with the line that it stands on. */
import type { CalendarDay } from '../../../shared/domain/workdays.ts'
import { calendarDay } from '../../../shared/notice/calendar.ts'
import type { CalendarFault } from '../../../shared/problems.ts'

/** A fault of the file; the caller knows the file's name. */
export class CalendarError extends Error {
  readonly fault: CalendarFault
  readonly line: number
  readonly found: string
  /** @param line from 1 */
  constructor(fault: CalendarFault, line: number, found = '') {
    super(fault)
    this.fault = fault
    this.line = line
    this.found = found.slice(0, 60)
  }
}

/** A day with the line that it stands on. */
export type ReadDay = CalendarDay & { readonly line: number }

export function words(value: unknown): string {
  try {
    return (typeof value === 'string' ? value : JSON.stringify(value)) ?? ''
  } catch {
    // Nested deeper than the stack.
    return ''
  }
}

export const isDate = (value: string): boolean => calendarDay.shape.date.safeParse(value).success

export function checkedDay(date: unknown, kind: unknown, name: unknown, line: number): ReadDay {
  if (typeof date !== 'string' || !isDate(date)) throw new CalendarError('date', line, words(date))
  if (kind !== 'off' && kind !== 'work') throw new CalendarError('kind', line, words(kind))
  const called = calendarDay.shape.name.safeParse(name)
  if (!called.success) throw new CalendarError('name', line, words(name))
  return { date, kind, name: called.data, line }
}
