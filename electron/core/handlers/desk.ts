import { inboxCounts } from '../../../db/queries/delivery.ts'
import type { DueItem } from '../../../shared/api/desk.ts'
import type { RecordSummary } from '../../../shared/api/records.ts'
import { effectiveDue } from '../../../shared/domain/deadlines.ts'
import { readDeskSettings, saveDeskSettings } from '../deadlines/desk-settings.ts'
import { dutiesOf } from '../deadlines/duties.ts'
import { keepChoice } from '../offices/kept-choices.ts'
import { recordSummaries } from '../records/view.ts'
import { changed, type Handlers } from './context.ts'

const recentRows = 10

export const deskHandlers = {
  'desk.overview': async (_input, ctx) => {
    // Of the many that came from others only the last are shown.
    const ours = await recordSummaries(ctx, null, { own: true })
    const recent = await recordSummaries(ctx, null, { limit: recentRows })
    const { duties } = await dutiesOf(ctx, ours)
    const { toDecide, held } = await inboxCounts(ctx.db)
    return {
      due: duties.sort(byDue),
      stuck: ours.filter(isStuck),
      recent,
      inboxToDecide: toDecide,
      heldPackages: held,
    }
  },

  'desk.settings': async (_input, ctx) => readDeskSettings(ctx.db),

  'desk.keep': async (choice, ctx) => {
    await ctx.write((trx) => keepChoice(trx, choice))
    return null
  },

  'desk.saveSettings': async (settings, ctx) => {
    await ctx.write((trx) => saveDeskSettings(trx, settings))
    // Other days mean other suggested dates.
    changed(ctx, 'notices')
    return settings
  },
} satisfies Partial<Handlers>

const isStuck = (record: RecordSummary): boolean =>
  !record.purged &&
  (record.state === 'returned' || record.state === 'to-stamp' || (record.state === 'draft' && record.blocking > 0))

/** Duties of this year before those of past ones, then by date; those without a date come last. */
function byDue(a: DueItem, b: DueItem): number {
  if (a.historical !== b.historical) return a.historical ? 1 : -1
  return dueMs(a) - dueMs(b)
}

function dueMs(item: DueItem): number {
  const due = effectiveDue(item.dueAt, item.ownDueAt ?? item.suggestedDueAt)
  return due === null ? Number.MAX_SAFE_INTEGER : Date.parse(due)
}
