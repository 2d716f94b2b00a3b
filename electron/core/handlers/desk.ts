import { inboxCounts } from '../../../db/queries/delivery.ts'
import type { DueItem } from '../../../shared/api/desk.ts'
import type { RecordSummary } from '../../../shared/api/records.ts'
import { effectiveDue } from '../../../shared/domain/deadlines.ts'
import { addresseeFor, deliverablesFor } from '../notices/routing.ts'
import { findOwnOffice } from '../offices/own-office.ts'
import { recordSummaries } from '../records/view.ts'
import type { Handlers } from './context.ts'
import { deliverableStatus, ownDueDates } from './notices.ts'

const recentRows = 10

export const deskHandlers = {
  'desk.overview': async (_input, ctx) => {
    const own = await findOwnOffice(ctx.db)
    const dates = await ownDueDates(ctx)
    const all = await recordSummaries(ctx, null)
    const ours = all.filter((record) => record.own)
    const due: DueItem[] = []
    for (const { pack } of ctx.notices.all()) {
      if (!addresseeFor(pack, own)) continue
      const answers = ours.filter((record) => record.noticeId === pack.id)
      for (const item of deliverablesFor(pack, own)) {
        const { state, ownDueAt, recordIds } = deliverableStatus(item, answers, dates(pack.id, item.id))
        const { title, dueWording, dueAt, formId } = item
        const { id: noticeId, shortTitle: noticeShortTitle, historical } = pack
        due.push({
          noticeId,
          noticeShortTitle,
          deliverableId: item.id,
          title,
          dueWording,
          dueAt,
          ownDueAt,
          historical,
          state,
          formId,
          recordIds,
        })
      }
    }
    const { toDecide, held } = await inboxCounts(ctx.db)
    return {
      due: due.sort(byDue),
      stuck: ours.filter(isStuck),
      recent: all.slice(0, recentRows),
      inboxToDecide: toDecide,
      heldPackages: held,
    }
  },
} satisfies Partial<Handlers>

const isStuck = (record: RecordSummary): boolean =>
  record.state === 'returned' || record.state === 'to-stamp' || (record.state === 'draft' && record.blocking > 0)

/** Duties of this year before those of past ones, then by date; those without a date come last. */
function byDue(a: DueItem, b: DueItem): number {
  if (a.historical !== b.historical) return a.historical ? 1 : -1
  return dueMs(a) - dueMs(b)
}

function dueMs(item: DueItem): number {
  const due = effectiveDue(item.dueAt, item.ownDueAt)
  return due === null ? Number.MAX_SAFE_INTEGER : Date.parse(due)
}
