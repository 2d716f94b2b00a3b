/** What a person is reminded of, and when: a function of the duties, the clock and what was told already. Pure. */
import { isOpenState } from './duty-progress.ts'
import type { RecordState } from './states.ts'
import { chinaDate, type WorkCalendar, workdaysBefore, workdaysBetween } from './workdays.ts'

export interface ReminderDuty {
  readonly noticeId: string
  readonly deliverableId: string
  readonly title: string
  readonly noticeShortTitle: string
  readonly dueAt: string | null
  /** Set by hand. */
  readonly ownDueAt: string | null
  /** By the office's habit; null once it is past. */
  readonly suggestedDueAt: string | null
  readonly historical: boolean
  readonly state: RecordState
  readonly recordIds: readonly string[]
}

/** `ahead`: three workdays before; `today`: on the morning of the day; `overdue`: once it has passed. */
export type ReminderKind = 'ahead' | 'today' | 'overdue'

export interface Reminder {
  /** The same reminder has the same key; another date makes another one. */
  readonly key: string
  readonly noticeId: string
  readonly deliverableId: string
  readonly kind: ReminderKind
  /** The date that is meant. */
  readonly at: string
  /** It is our own date, not the notice's. */
  readonly own: boolean
  readonly title: string
  readonly noticeShortTitle: string
  /** Workdays after today up to the day of `at`. */
  readonly workdays: number
  /** The record to open, where there is exactly one. */
  readonly recordId: string | null
}

const aheadWorkdays = 3
/** Nobody is told anything before eight in the morning, in China. */
const morningHour = 8

export function remindersDue(
  duties: readonly ReminderDuty[],
  nowMs: number,
  told: ReadonlySet<string>,
  calendar: WorkCalendar,
): Reminder[] {
  if (new Date(nowMs + 8 * 3_600_000).getUTCHours() < morningHour) return []
  return duties.flatMap((duty) => {
    const stage = stageOf(duty, nowMs, calendar)
    if (!stage) return []
    const key = `${duty.noticeId}/${duty.deliverableId}/${stage.kind}/${stage.at}`
    if (told.has(key)) return []
    const { noticeId, deliverableId, title, noticeShortTitle, recordIds } = duty
    return {
      key,
      noticeId,
      deliverableId,
      ...stage,
      title,
      noticeShortTitle,
      workdays: workdaysBetween(chinaDate(nowMs), chinaDate(Date.parse(stage.at)), calendar),
      recordId: recordIds.length === 1 ? (recordIds[0] ?? null) : null,
    }
  })
}

type Stage = Pick<Reminder, 'kind' | 'at' | 'own'>

/** The one thing to say of a duty now. Once our own date has passed, the notice's day is still told of. */
function stageOf(duty: ReminderDuty, nowMs: number, calendar: WorkCalendar): Stage | null {
  if (duty.historical || !isOpenState(duty.state)) return null
  const { dueAt } = duty
  const own = earlier(duty.ownDueAt ?? duty.suggestedDueAt, dueAt)
  if (dueAt !== null && Date.parse(dueAt) < nowMs) return { kind: 'overdue', at: dueAt, own: false }
  const today = chinaDate(nowMs)
  if (own !== null && Date.parse(own) < nowMs) {
    if (dueAt !== null && chinaDate(Date.parse(dueAt)) === today) return { kind: 'today', at: dueAt, own: false }
    return { kind: 'overdue', at: own, own: true }
  }
  const at = own ?? dueAt
  if (at === null) return null
  const day = chinaDate(Date.parse(at))
  if (day === today) return { kind: 'today', at, own: own !== null }
  return today >= workdaysBefore(day, aheadWorkdays, calendar) ? { kind: 'ahead', at, own: own !== null } : null
}

/** Our own date where it comes before the notice's. */
function earlier(own: string | null, dueAt: string | null): string | null {
  if (own === null || dueAt === null) return own
  return Date.parse(own) < Date.parse(dueAt) ? own : null
}
