import { ownDates, saveOwnDate, savePassedOn } from '../../../db/queries/notices.ts'
import type { DeliverableStatus, NoticeSummary } from '../../../shared/api/notices.ts'
import type { OwnOffice } from '../../../shared/api/offices.ts'
import type { RecordSummary } from '../../../shared/api/records.ts'
import { effectiveDue } from '../../../shared/domain/deadlines.ts'
import { deliverableState } from '../../../shared/domain/record-state.ts'
import { type Deliverable, noticePack } from '../../../shared/notice/pack.ts'
import { Problem } from '../../../shared/problems.ts'
import type { ShelvedNotice } from '../notices/notice-shelf.ts'
import { addresseeFor, deliverablesFor, derivedId, derivePack, levelBelow } from '../notices/routing.ts'
import { findOwnOffice } from '../offices/own-office.ts'
import { canonicalJson } from '../package/canonical.ts'
import { recordSummaries } from '../records/view.ts'
import { changed, type HandlerContext, type Handlers } from './context.ts'

export const noticesHandlers = {
  'notices.list': async (_input, ctx) => {
    const own = await findOwnOffice(ctx.db)
    const dates = await ownDueDates(ctx)
    return ctx.notices.all().map((notice) => noticeSummary(ctx, notice, own, dates))
  },

  'notices.show': async ({ noticeId }, ctx) => {
    const notice = ctx.notices.get(noticeId)
    const { pack } = notice
    const own = await findOwnOffice(ctx.db)
    const dates = await ownDueDates(ctx)
    const records = (await recordSummaries(ctx, noticeId)).filter((record) => record.own)
    const reportsTo = addresseeFor(pack, own)?.reportsTo
    return {
      pack,
      summary: noticeSummary(ctx, notice, own, dates),
      status: pack.deliverables.map((item) => deliverableStatus(item, records, dates(noticeId, item.id))),
      reportsTo: recipientFacts(pack.recipients.find((recipient) => recipient.id === reportsTo)),
    }
  },

  'notices.passOn': async (request, ctx) => {
    const { pack: original } = ctx.notices.get(request.noticeId)
    const own = await findOwnOffice(ctx.db)
    if (!own) throw new Problem('office.missing', {})
    const unknown = Object.keys(request.dueAt).filter((id) => !original.deliverables.some((item) => item.id === id))
    if (unknown.length > 0) {
      const issues = unknown.map((id) => ({ path: `dueAt.${id}`, message: 'no such deliverable' }))
      throw new Problem('input.invalid', { method: 'notices.passOn', issues })
    }
    const id = derivedId(original.id, request.direction === 'take' ? own.level : levelBelow(own.level))
    const at = ctx.now().toISOString()
    // Records name the version that they answer, so a notice passed on anew counts on.
    const earlier = ctx.notices.find(id)
    const version = earlier ? String(Number(earlier.pack.version) + 1) : '1'
    const pack = noticePack.parse(derivePack(original, request, own, version, chinaDate(ctx.now())))
    const row = {
      notice_id: id,
      direction: request.direction,
      pack_json: canonicalJson(pack),
      created_at: at,
      updated_at: at,
    }
    await ctx.write((trx) => savePassedOn(trx, row))
    await ctx.notices.refresh(ctx.db)
    changed(ctx, 'notices')
    return noticeSummary(ctx, ctx.notices.get(id), own, await ownDueDates(ctx))
  },

  'notices.setOwnDate': async ({ noticeId, deliverableId, ownDueAt }, ctx) => {
    const { pack } = ctx.notices.get(noticeId)
    if (!pack.deliverables.some((item) => item.id === deliverableId)) {
      const issues = [{ path: 'deliverableId', message: 'no such deliverable' }]
      throw new Problem('input.invalid', { method: 'notices.setOwnDate', issues })
    }
    await ctx.write((trx) => saveOwnDate(trx, noticeId, deliverableId, ownDueAt))
    changed(ctx, 'notices')
    return null
  },
} satisfies Partial<Handlers>

export type OwnDueDates = (noticeId: string, deliverableId: string) => string | null

export async function ownDueDates(ctx: HandlerContext): Promise<OwnDueDates> {
  const dates = new Map(
    (await ownDates(ctx.db)).map((row) => [`${row.notice_id}\n${row.deliverable_id}`, row.own_due_at]),
  )
  return (noticeId, deliverableId) => dates.get(`${noticeId}\n${deliverableId}`) ?? null
}

/** State of one duty from our own records that answer it. */
export function deliverableStatus(
  item: Deliverable,
  records: readonly RecordSummary[],
  ownDueAt: string | null,
): DeliverableStatus {
  const answers = item.formId === null ? [] : records.filter((record) => record.formId === item.formId)
  return {
    id: item.id,
    state: deliverableState(answers.map((record) => record.state)),
    ownDueAt,
    recordIds: answers.map((record) => record.recordId),
  }
}

function noticeSummary(
  ctx: HandlerContext,
  notice: ShelvedNotice,
  own: OwnOffice | null,
  dates: OwnDueDates,
): NoticeSummary {
  const { pack, source } = notice
  const duties = deliverablesFor(pack, own)
  const now = ctx.now().getTime()
  const due = duties
    // A sample's own dates are never in force, not even where the clock stands in its year.
    .map((item) => effectiveDue(pack.historical ? null : item.dueAt, dates(pack.id, item.id)))
    .filter((at): at is string => at !== null && Date.parse(at) >= now)
    .sort((a, b) => Date.parse(a) - Date.parse(b))
  const { id, version, title, shortTitle, issuer, issuedOn, theme, historical, passedOnFrom } = pack
  return {
    id,
    version,
    title,
    shortTitle,
    issuer,
    issuedOn,
    theme,
    historical,
    source,
    passedOnFrom: passedOnFrom && { id: passedOnFrom.id, title: passedOnFrom.title, by: passedOnFrom.by },
    addressed: addresseeFor(pack, own) !== null,
    deliverables: duties.length,
    nextDueAt: due[0] ?? null,
  }
}

type Recipient = ShelvedNotice['pack']['recipients'][number]

function recipientFacts(recipient: Recipient | undefined) {
  if (!recipient) return null
  const { unit, phone, email, address, postcode } = recipient
  return { unit, phone, email, address, postcode }
}

const chinaDate = (now: Date): string => new Date(now.getTime() + 8 * 3_600_000).toISOString().slice(0, 10)
