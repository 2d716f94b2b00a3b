import type { Queryable } from '../../../db/connection.ts'
import { ownDates, passedOnNotices, saveOwnDate, savePassedOn } from '../../../db/queries/notices.ts'
import { ownNotice, updateOwnNotice } from '../../../db/queries/own-notices.ts'
import { keepPassedOnVersion } from '../../../db/queries/published-notices.ts'
import type { DeliverableStatus, NoticeSummary } from '../../../shared/api/notices.ts'
import type { OwnOffice } from '../../../shared/api/offices.ts'
import type { RecordSummary } from '../../../shared/api/records.ts'
import { effectiveDue } from '../../../shared/domain/deadlines.ts'
import { isChased } from '../../../shared/domain/duty-progress.ts'
import { deliverableState } from '../../../shared/domain/record-state.ts'
import { levelBelow } from '../../../shared/notice/office-levels.ts'
import { ownNoticeDraft } from '../../../shared/notice/own-draft.ts'
import { type Deliverable, dutyForms, noticePack } from '../../../shared/notice/pack.ts'
import { Problem } from '../../../shared/problems.ts'
import { suggestions } from '../deadlines/suggestions.ts'
import type { ShelvedNotice } from '../notices/notice-shelf.ts'
import { addresseeFor, deliverablesFor, derivedId, derivePack } from '../notices/routing.ts'
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
    const { dueFor } = await suggestions(ctx, own)
    const records = await recordSummaries(ctx, noticeId, { own: true })
    const duties = deliverablesFor(pack, own)
    // Two kinds of senders may answer with the same form: ours is what our own duty asks for.
    const ours = new Set(duties.flatMap(dutyForms))
    const answersOf = (item: Deliverable) =>
      duties.includes(item) ? records : records.filter(({ formId }) => !ours.has(formId))
    const reportsTo = addresseeFor(pack, own)?.reportsTo
    return {
      pack,
      summary: noticeSummary(ctx, notice, own, dates),
      status: pack.deliverables.map((item) => {
        const ownDueAt = dates(noticeId, item.id)
        const status = deliverableStatus(item, answersOf(item), ownDueAt)
        const chased = isChased({ ...item, state: status.state })
        return {
          ...status,
          owed: duties.includes(item),
          suggestedDueAt: chased ? dueFor(pack, item, ownDueAt) : null,
        }
      }),
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
    await ctx.write(async (trx) => {
      const before = (await passedOnNotices(trx)).find((one) => one.notice_id === id)
      // Records that were written with it still name it.
      if (before && earlier)
        await keepPassedOnVersion(trx, { notice_id: id, version: earlier.pack.version, pack_json: before.pack_json })
      await savePassedOn(trx, row)
    })
    await ctx.notices.refresh(ctx.db)
    changed(ctx, 'notices')
    return noticeSummary(ctx, ctx.notices.get(id), own, await ownDueDates(ctx))
  },

  'notices.setOwnDate': async ({ noticeId, deliverableId, ownDueAt }, ctx) => {
    const { pack, source } = ctx.notices.get(noticeId)
    if (!pack.deliverables.some((item) => item.id === deliverableId)) {
      const issues = [{ path: 'deliverableId', message: 'no such deliverable' }]
      throw new Problem('input.invalid', { method: 'notices.setOwnDate', issues })
    }
    await ctx.write(async (trx) => {
      await saveOwnDate(trx, noticeId, deliverableId, ownDueAt)
      if (source === 'own') await keepInDraft(trx, noticeId, deliverableId, ownDueAt)
    })
    changed(ctx, 'notices')
    return null
  },
} satisfies Partial<Handlers>

/** A date set by hand is in the draft too: the next 生效 must not change it. */
async function keepInDraft(trx: Queryable, noticeId: string, id: string, ownDueAt: string | null): Promise<void> {
  const row = await ownNotice(trx, noticeId)
  if (!row) return
  const draft = ownNoticeDraft.parse(JSON.parse(row.draft_json))
  const deliverables = draft.deliverables.map((item) => (item.id === id ? { ...item, ownDueAt } : item))
  await updateOwnNotice(trx, noticeId, { draft_json: JSON.stringify({ ...draft, deliverables }) })
}

export type OwnDueDates = (noticeId: string, deliverableId: string) => string | null

export async function ownDueDates(ctx: HandlerContext): Promise<OwnDueDates> {
  const dates = new Map(
    (await ownDates(ctx.db)).map((row) => [`${row.notice_id}\n${row.deliverable_id}`, row.own_due_at]),
  )
  return (noticeId, deliverableId) => dates.get(`${noticeId}\n${deliverableId}`) ?? null
}

/** State of one duty from our own records that answer it; a form that goes with it and is not there holds it back. */
export function deliverableStatus(
  item: Deliverable,
  records: readonly RecordSummary[],
  ownDueAt: string | null,
): Pick<DeliverableStatus, 'id' | 'state' | 'ownDueAt' | 'recordIds'> {
  const forms = dutyForms(item)
  const answers = records.filter((record) => forms.includes(record.formId))
  const lacks = answers.length > 0 && forms.some((id) => !answers.some((record) => record.formId === id))
  const states = answers.map((record) => record.state)
  return {
    id: item.id,
    state: deliverableState(lacks ? [...states, 'draft'] : states),
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
    .map((item) => effectiveDue(pack.historical || item.kept ? null : item.dueAt, dates(pack.id, item.id)))
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
