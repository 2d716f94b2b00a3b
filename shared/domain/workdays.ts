/**
 * Workdays as offices in China count them: Monday to Friday, but for what the State Council shifts each year (调休).
 * Dates are YYYY-MM-DD in China; nothing here looks at the clock or the zone of the machine.
 */

export type DayKind = 'off' | 'work'
/** One day that is not what its weekday says, or that belongs to a holiday. */
export interface CalendarDay {
  readonly date: string
  readonly kind: DayKind
  /** The holiday that it belongs to, e.g. 劳动节. */
  readonly name: string
}

export interface WorkCalendar {
  /** Years whose arrangement is known; in any other only weekends count. */
  readonly years: ReadonlySet<number>
  readonly days: ReadonlyMap<string, CalendarDay>
}

export function workCalendar(years: Iterable<number>, days: Iterable<CalendarDay>): WorkCalendar {
  return { years: new Set(years), days: new Map([...days].map((day) => [day.date, day])) }
}

/** Nothing is known but the weekdays. */
export const weekendsOnly: WorkCalendar = workCalendar([], [])

const dayMs = 86_400_000
const chinaOffsetMs = 8 * 3_600_000

/** Days since 1970-01-01. @throws RangeError when it is no date */
export function dayNumber(date: string): number {
  const ms = Date.parse(`${date}T00:00:00Z`)
  if (Number.isNaN(ms)) throw new RangeError(`no date: ${date}`)
  return ms / dayMs
}

export const dateOfDay = (day: number): string => new Date(day * dayMs).toISOString().slice(0, 10)

/** The date in China at an instant in milliseconds. */
export const chinaDate = (epochMs: number): string => new Date(epochMs + chinaOffsetMs).toISOString().slice(0, 10)

/** @param days may be negative */
export const addDays = (date: string, days: number): string => dateOfDay(dayNumber(date) + days)

/** 0 is Sunday. */
export function weekdayOf(date: string): number {
  // 1970-01-01 was a Thursday.
  return (((dayNumber(date) + 4) % 7) + 7) % 7
}

export function isWorkday(date: string, calendar: WorkCalendar): boolean {
  const known = calendar.days.get(date)
  if (known) return known.kind === 'work'
  const weekday = weekdayOf(date)
  return weekday !== 0 && weekday !== 6
}

/** The day itself where it is a workday, otherwise the last one before it. */
export function workdayOnOrBefore(date: string, calendar: WorkCalendar): string {
  return isWorkday(date, calendar) ? date : workdaysBefore(date, 1, calendar)
}

/** The `count`-th workday before a date, which itself does not count; the date itself for 0. */
export function workdaysBefore(date: string, count: number, calendar: WorkCalendar): string {
  let day = date
  for (let left = count; left > 0; ) {
    day = addDays(day, -1)
    if (isWorkday(day, calendar)) left -= 1
  }
  return day
}

/** The `count`-th workday after a date, which itself does not count; the date itself for 0. */
export function workdaysAfter(date: string, count: number, calendar: WorkCalendar): string {
  let day = date
  for (let left = count; left > 0; ) {
    day = addDays(day, 1)
    if (isWorkday(day, calendar)) left -= 1
  }
  return day
}

/** Workdays after `from` up to and with `to`: what is left of them at the end of `from`. 0 when `to` is not later. */
export function workdaysBetween(from: string, to: string, calendar: WorkCalendar): number {
  const last = dayNumber(to)
  let count = 0
  for (let day = dayNumber(from) + 1; day <= last; day++) if (isWorkday(dateOfDay(day), calendar)) count += 1
  return count
}

/** Years from one date to another whose arrangement is not known: there only weekends were counted. */
export function unknownYears(from: string, to: string, calendar: WorkCalendar): number[] {
  const years: number[] = []
  for (let year = Number(from.slice(0, 4)); year <= Number(to.slice(0, 4)); year++)
    if (!calendar.years.has(year)) years.push(year)
  return years
}
