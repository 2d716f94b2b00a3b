/** Calendar dates of China as plain numbers; no clock, no time zone of the machine. */
export interface Day {
  readonly year: number
  /** 1 to 12. */
  readonly month: number
  /** 1 to 31. */
  readonly day: number
}

export function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate()
}

export function isDay({ year, month, day }: Day): boolean {
  return month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month)
}

function two(value: number): string {
  return String(value).padStart(2, '0')
}

/** YYYY-MM-DD. */
function isoDay({ year, month, day }: Day): string {
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`
}

/** The day `by` days later. */
export function addDays({ year, month, day }: Day, by: number): Day {
  const moved = new Date(Date.UTC(year, month - 1, day + by))
  return { year: moved.getUTCFullYear(), month: moved.getUTCMonth() + 1, day: moved.getUTCDate() }
}

/** 0 Sunday to 6 Saturday. */
export function weekdayOf({ year, month, day }: Day): number {
  return new Date(Date.UTC(year, month - 1, day)).getUTCDay()
}

/** ISO 8601 +08:00; `minutes` counts from midnight, 24:00 is written as 23:59 so that the day stays the named one. */
export function isoAt(day: Day, minutes: number): string {
  const kept = Math.min(minutes, endOfDay)
  return `${isoDay(day)}T${two(Math.floor(kept / 60))}:${two(kept % 60)}:00+08:00`
}

export const endOfDay = 23 * 60 + 59

/** A YYYY-MM-DD that exists, else null. */
export function readIsoDay(words: string | null | undefined): Day | null {
  const found = /^(\d{4})-(\d{2})-(\d{2})/.exec(words ?? '')
  if (!found) return null
  const day = { year: Number(found[1]), month: Number(found[2]), day: Number(found[3]) }
  return isDay(day) ? day : null
}

/** 5月15日. */
export function dayName({ month, day }: Day): string {
  return `${month}月${day}日`
}
