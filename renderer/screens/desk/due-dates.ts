/** Which date of a duty counts on the desk, and how near it is. */
import type { DueItem } from '../../../shared/api/desk.ts'
import { effectiveDue } from '../../../shared/domain/deadlines.ts'
import { isOpenState } from '../../../shared/domain/duty-progress.ts'
import { dueText } from '../../text/dates.ts'

export const isOpen = (item: DueItem): boolean => isOpenState(item.state)

/** Our own date, set or suggested, where it comes before the notice's. */
export const ownDate = (item: DueItem): string | null => item.ownDueAt ?? item.suggestedDueAt

export const countedDate = (item: DueItem): string | null => effectiveDue(item.dueAt, ownDate(item))

export type Tone = 'overdue' | 'soon' | 'calm' | 'none'

export function toneOf(item: DueItem, now: number): Tone {
  const due = countedDate(item)
  return item.historical || !isOpen(item) || due === null || isLapsed(item, now) ? 'none' : dueText(due, now).tone
}

/** What nobody asks after: a chance that has passed is no debt. */
export function isLapsed(item: DueItem, now: number): boolean {
  const due = countedDate(item)
  return !item.chased && due !== null && Date.parse(due) < now
}

export const dutyKey = (item: DueItem): string => `${item.noticeId}/${item.deliverableId}`

/** Where the marks of the timeline lead to. */
export const dutyElementId = (item: DueItem): string => `duty-${dutyKey(item)}`
