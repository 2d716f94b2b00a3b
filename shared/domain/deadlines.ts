/** Due dates as offices count them: calendar days in China (+08:00 all year). Instants are ISO 8601 with offset or Z. */
import { chinaDate, type WorkCalendar, workdaysBefore } from './workdays.ts'

const chinaOffsetMs = 8 * 3_600_000
const dayMs = 86_400_000

/** The date that holds for us: the earlier of the notice's and our own; null when neither names one. */
export function effectiveDue(dueAt: string | null, ownDueAt: string | null): string | null {
  if (dueAt === null || ownDueAt === null) return ownDueAt ?? dueAt
  return Date.parse(ownDueAt) <= Date.parse(dueAt) ? ownDueAt : dueAt
}

/** Number of the calendar day in China since 1970-01-01. */
export function chinaDay(epochMs: number): number {
  return Math.floor((epochMs + chinaOffsetMs) / dayMs)
}

/** 2022年5月13日17时30分, in China's time. */
export function chinaMoment(at: string): string {
  const local = new Date(Date.parse(at) + chinaOffsetMs)
  const minutes = local.getUTCMinutes()
  const day = `${local.getUTCFullYear()}年${local.getUTCMonth() + 1}月${local.getUTCDate()}日`
  return `${day}${local.getUTCHours()}时${minutes === 0 ? '' : `${minutes}分`}`
}

/** Calendar days from today to the due day: 0 today, negative once it has passed. */
export function daysLeft(dueAt: string, nowMs: number): number {
  return chinaDay(Date.parse(dueAt)) - chinaDay(nowMs)
}

/** `past`: of a pack of a past year, which is never overdue. */
export type DueState = 'none' | 'past' | 'overdue' | 'today' | 'soon' | 'later'

/** A person has to hurry from three days before. */
const soonDays = 3

export function dueState(dueAt: string | null, nowMs: number, historical: boolean): DueState {
  if (dueAt === null) return 'none'
  const passed = Date.parse(dueAt) < nowMs
  if (historical) return passed ? 'past' : 'later'
  if (passed) return 'overdue'
  const days = daysLeft(dueAt, nowMs)
  if (days === 0) return 'today'
  return days <= soonDays ? 'soon' : 'later'
}

/** Workdays kept free before a due date: for the seal where there is one, and for the way. */
export interface LeadDays {
  readonly stampDays: number
  readonly travelDays: number
}

/** For an office that has not said otherwise. */
export const usualLeadDays: LeadDays = { stampDays: 1, travelDays: 1 }

/**
 * Our own date: `days` workdays before the day of the notice's, at 17:00 in China. Null where that is past already, or
 * where no days are kept.
 */
export function leadDate(dueAt: string, days: number, nowMs: number, calendar: WorkCalendar): string | null {
  if (days === 0) return null
  const at = `${workdaysBefore(chinaDate(Date.parse(dueAt)), days, calendar)}T17:00:00+08:00`
  return Date.parse(at) <= nowMs ? null : at
}

/** The own date by the office's habit; the days for the seal count only where there is one. */
export function suggestedDue(
  item: { readonly dueAt: string | null; readonly stamped: boolean },
  lead: LeadDays,
  nowMs: number,
  calendar: WorkCalendar,
): string | null {
  if (item.dueAt === null) return null
  return leadDate(item.dueAt, (item.stamped ? lead.stampDays : 0) + lead.travelDays, nowMs, calendar)
}
