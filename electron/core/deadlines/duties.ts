/** What the notices ask of us, with the dates that hold for us and how far we are. */
import type { DueItem } from '../../../shared/api/desk.ts'
import type { RecordSummary } from '../../../shared/api/records.ts'
import { isChased } from '../../../shared/domain/duty-progress.ts'
import type { WorkCalendar } from '../../../shared/domain/workdays.ts'
import { dutyForms } from '../../../shared/notice/pack.ts'
import type { HandlerContext } from '../handlers/context.ts'
import { deliverableStatus, ownDueDates } from '../handlers/notices.ts'
import { addresseeFor, deliverablesFor } from '../notices/routing.ts'
import { findOwnOffice } from '../offices/own-office.ts'
import { suggestions } from './suggestions.ts'

/** @param ours records of this office @param noticeId null: of every notice */
export async function dutiesOf(
  ctx: HandlerContext,
  ours: readonly RecordSummary[],
  noticeId: string | null = null,
): Promise<{ duties: DueItem[]; calendar: WorkCalendar }> {
  const own = await findOwnOffice(ctx.db)
  const dates = await ownDueDates(ctx)
  const { calendar, dueFor } = await suggestions(ctx, own)
  const duties: DueItem[] = []
  for (const { pack } of ctx.notices.all()) {
    if ((noticeId !== null && pack.id !== noticeId) || !addresseeFor(pack, own)) continue
    const answers = ours.filter((record) => record.noticeId === pack.id)
    for (const item of deliverablesFor(pack, own)) {
      const status = deliverableStatus(item, answers, dates(pack.id, item.id))
      const { state, ownDueAt, recordIds } = status
      const { title, dueWording, dueAt, stamped, formId, kept } = item
      const chased = isChased({ ...item, state })
      const forms = dutyForms(item)
      duties.push({
        noticeId: pack.id,
        noticeShortTitle: pack.shortTitle,
        deliverableId: item.id,
        title,
        dueWording,
        dueAt,
        ownDueAt,
        suggestedDueAt: chased ? dueFor(pack, item, ownDueAt) : null,
        historical: pack.historical,
        chased,
        kept,
        stamped,
        state,
        waiting: answers.filter((record) => forms.includes(record.formId) && record.state === state).length,
        formId,
        recordIds,
      })
    }
  }
  return { duties, calendar }
}
