import { chinaDate, type WorkCalendar, workdaysBetween } from '../../shared/domain/workdays.ts'

/** Dates in a clerk's words. Offices keep Beijing time whatever the machine says. */
const beijing = 8 * 60 * 60 * 1000
const day = 24 * 60 * 60 * 1000

type Parts = { year: number; month: number; day: number; hour: number; minute: number }

function partsOf(milliseconds: number): Parts {
  const date = new Date(milliseconds + beijing)
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
  }
}

const two = (n: number) => String(n).padStart(2, '0')

/** 14:32 */
export function clockText(instant: string): string {
  const parts = partsOf(Date.parse(instant))
  return `${two(parts.hour)}:${two(parts.minute)}`
}

/** 5月15日; with the year where it is not this one. `now` in milliseconds. */
export function dayText(instant: string, now: number): string {
  const parts = partsOf(Date.parse(instant))
  const year = parts.year === partsOf(now).year ? '' : `${parts.year}年`
  return `${year}${parts.month}月${parts.day}日`
}

/** 2022年5月15日 23:59 */
export function fullDateText(instant: string): string {
  const parts = partsOf(Date.parse(instant))
  return `${parts.year}年${parts.month}月${parts.day}日 ${two(parts.hour)}:${two(parts.minute)}`
}

/** 今天 14:32, 昨天 09:10, 5月3日 16:20. */
export function momentText(instant: string, now: number): string {
  const days = daysBetween(now, Date.parse(instant))
  const when = days === 0 ? '今天' : days === -1 ? '昨天' : dayText(instant, now)
  return `${when} ${clockText(instant)}`
}

/** Whole calendar days from one instant to another, in Beijing time. */
export function daysBetween(from: number, to: number): number {
  return Math.floor((to + beijing) / day) - Math.floor((from + beijing) / day)
}

export type DueText = { text: string; tone: 'overdue' | 'soon' | 'calm' }

/** Days left in words; `soon` from three days before. */
export function dueText(instant: string, now: number): DueText {
  const due = Date.parse(instant)
  const days = daysBetween(now, due)
  if (due < now) return { text: days === 0 ? '今天已过时' : `已过期 ${-days} 天`, tone: 'overdue' }
  if (days === 0) return { text: '今天到期', tone: 'soon' }
  if (days === 1) return { text: '明天到期', tone: 'soon' }
  return { text: `还有 ${days} 天`, tone: days <= 3 ? 'soon' : 'calm' }
}

/** 3 个工作日, of the days that are left; '' from the day itself on. */
export function workdaysText(instant: string, now: number, calendar: WorkCalendar): string {
  const due = Date.parse(instant)
  if (due < now || daysBetween(now, due) === 0) return ''
  const count = workdaysBetween(chinaDate(now), chinaDate(due), calendar)
  return count === 0 ? '中间没有工作日' : `${count} 个工作日`
}

/** 2022-05-15 23:59, for a date picker without time zones. */
export function wallClock(instant: string): string {
  const parts = partsOf(Date.parse(instant))
  return `${parts.year}-${two(parts.month)}-${two(parts.day)} ${two(parts.hour)}:${two(parts.minute)}`
}

/** The inverse of `wallClock`. */
export function instantOf(wall: string): string {
  return `${wall.replace(' ', 'T')}:00+08:00`
}
