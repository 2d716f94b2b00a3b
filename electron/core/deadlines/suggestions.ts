import { suggestedDue } from '../../../shared/domain/deadlines.ts'
import type { WorkCalendar } from '../../../shared/domain/workdays.ts'
import type { Deliverable, NoticePack } from '../../../shared/notice/pack.ts'
import { officeCalendar } from '../calendar/office-calendar.ts'
import type { HandlerContext } from '../handlers/context.ts'
import { addresseeFor, type Sender } from '../notices/routing.ts'
import { readDeskSettings } from './desk-settings.ts'

export interface Suggestions {
  readonly calendar: WorkCalendar
  /** Our own date by the office's habit; null for what does not concern us, is a sample, or is past. */
  dueFor(pack: NoticePack, item: Deliverable, ownDueAt: string | null): string | null
}

/** @param own null before the office is named */
export async function suggestions(ctx: HandlerContext, own: Sender | null): Promise<Suggestions> {
  const calendar = await officeCalendar(ctx)
  const { leadDays } = await readDeskSettings(ctx.db)
  const now = ctx.now().getTime()
  return {
    calendar,
    dueFor: (pack, item, ownDueAt) =>
      // A date set by hand stands; nothing is suggested beside it.
      ownDueAt !== null || pack.historical || !addresseeFor(pack, own)
        ? null
        : suggestedDue(item, leadDays, now, calendar),
  }
}
