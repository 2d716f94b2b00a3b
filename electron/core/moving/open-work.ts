/** Everything that is begun or owed and not done: what one clerk tells the next. Of other years' notices only what was begun. */
import { inboxCounts } from '../../../db/queries/delivery.ts'
import { type CustodyItem, type OpenWork, openWorkKinds } from '../../../shared/api/moving.ts'
import type { RecordSummary } from '../../../shared/api/records.ts'
import { effectiveDue } from '../../../shared/domain/deadlines.ts'
import { dutiesOf } from '../deadlines/duties.ts'
import type { HandlerContext } from '../handlers/context.ts'
import { heldList } from '../intake/held-list.ts'
import { purgeCandidates } from '../personal/candidates.ts'
import { recordSummaries } from '../records/view.ts'
import { reviewList } from '../reviews/view.ts'
import { outboxItems } from '../submission/lists.ts'
import { listEntries } from '../videos/entry-view.ts'

const ofState: Partial<Record<RecordSummary['state'], OpenWork>> = {
  returned: 'returned',
  draft: 'draft',
  'to-stamp': 'to-stamp',
  'to-send': 'to-send',
}

/** By kind, then by date. */
export async function openWork(ctx: HandlerContext): Promise<CustodyItem[]> {
  const parts = [ownPapers, sentPackages, arrived, letters, reviews, purges]
  const items: CustodyItem[] = []
  for (const part of parts) items.push(...(await part(ctx)))
  const order = (item: CustodyItem) => openWorkKinds.indexOf(item.what)
  const due = (item: CustodyItem) => (item.due === null ? Number.MAX_SAFE_INTEGER : Date.parse(item.due))
  return items.sort((a, b) => order(a) - order(b) || due(a) - due(b) || byName.compare(a.title, b.title))
}

const byName = new Intl.Collator('zh-CN', { numeric: true })
const item = (what: OpenWork, title: string, facts: Partial<CustodyItem> = {}): CustodyItem => ({
  what,
  title,
  note: '',
  due: null,
  recordId: null,
  noticeId: null,
  ...facts,
})

async function ownPapers(ctx: HandlerContext): Promise<CustodyItem[]> {
  const ours = (await recordSummaries(ctx, null, { own: true })).filter((record) => !record.purged)
  const { duties } = await dutiesOf(ctx, ours)
  const dues = new Map<string, string | null>()
  const owed: CustodyItem[] = []
  for (const duty of duties) {
    const due = effectiveDue(duty.dueAt, duty.ownDueAt)
    for (const recordId of duty.recordIds) if (!duty.historical) dues.set(recordId, due)
    if (duty.state === 'not-started' && duty.chased && !duty.historical)
      owed.push(item('duty', duty.title, { note: duty.noticeShortTitle, due, noticeId: duty.noticeId }))
  }
  const begun = ours.flatMap((record) => {
    const what = ofState[record.state]
    if (!what) return []
    const { recordId, noticeId, noticeShortTitle: note, title, formShortName } = record
    const called = title === formShortName ? title : `${formShortName}：${title}`
    return [item(what, called, { note, due: dues.get(recordId) ?? null, recordId, noticeId })]
  })
  return [...owed, ...begun]
}

async function sentPackages(ctx: HandlerContext): Promise<CustodyItem[]> {
  return (await outboxItems(ctx)).flatMap((one) => {
    if (one.kind !== 'submission' || (one.state !== 'written' && one.state !== 'frozen')) return []
    const title = `第 ${one.sequence} 号报送包${one.recipientName === null ? '' : `，报${one.recipientName}`}`
    return [item(one.state === 'frozen' ? 'unwritten' : 'receipt', title, { note: one.noticeShortTitle ?? '' })]
  })
}

async function arrived(ctx: HandlerContext): Promise<CustodyItem[]> {
  const held = (await heldList(ctx)).map((one) => item('held', one.fileName, { note: one.senderName }))
  const { toDecide } = await inboxCounts(ctx.db)
  return toDecide === 0 ? held : [...held, item('to-decide', `${toDecide} 份下级报来的材料`)]
}

async function letters(ctx: HandlerContext): Promise<CustodyItem[]> {
  return (await listEntries(ctx, null)).flatMap((entry) => {
    const { of, signed, exceptions } = entry.consents
    const open = of - signed - exceptions
    if (!entry.own || entry.purged || entry.state === 'accepted' || open <= 0) return []
    const { entryId: recordId, noticeId, noticeShortTitle: note } = entry
    return [item('letters', `${entry.title || '还没有名称的作品'}：还差 ${open} 人`, { note, recordId, noticeId })]
  })
}

async function reviews(ctx: HandlerContext): Promise<CustodyItem[]> {
  return (await reviewList(ctx)).flatMap((one) =>
    one.state === 'open'
      ? [
          item('review', `${one.deliverableTitle}（${one.entries} 部作品）`, {
            note: one.noticeShortTitle,
            noticeId: one.noticeId,
          }),
        ]
      : [],
  )
}

/** One line a notice: a list of people's records does not belong on a paper that many read. */
async function purges(ctx: HandlerContext): Promise<CustodyItem[]> {
  const due = (await purgeCandidates(ctx, null)).filter((one) => one.due && one.purgedAt === null)
  return [...Map.groupBy(due, (one) => one.noticeId)].map(([noticeId, rows]) =>
    item('purge', `${rows.length} 份记录`, { note: rows[0]?.noticeShortTitle ?? '', noticeId }),
  )
}
