/** Which records of a notice go into a submission, and why the others do not. Needs no key: without one, only what letters lack is not told. */
import { office as findOffice } from '../../../db/queries/offices.ts'
import { receiptedRevisions } from '../../../db/queries/receipts.ts'
import { draftAttachments } from '../../../db/queries/records.ts'
import { phoneReturns } from '../../../db/queries/returns.ts'
import { latestRevision, revisionAttachments } from '../../../db/queries/revisions.ts'
import { ownRecordIds } from '../../../db/queries/submissions.ts'
import type { SubmissionItem, SubmissionPreview } from '../../../shared/api/packages.ts'
import type { RecordSummary } from '../../../shared/api/records.ts'
import { type Deliverable, dutyForms, type NoticePack } from '../../../shared/notice/pack.ts'
import { letterLacks } from '../authorizations/letter-lacks.ts'
import { consentsChanged } from '../authorizations/travel.ts'
import type { HandlerContext } from '../handlers/context.ts'
import { deliverablesFor } from '../notices/routing.ts'
import { findOwnOffice } from '../offices/own-office.ts'
import { frozenRevision } from '../package/schema.ts'
import { frozenText } from '../records/frozen.ts'
import { recordSummary } from '../records/view.ts'
import { provingScans } from '../scans/sum.ts'
import type { Candidate } from './candidate.ts'
import { holds, lastReceipt, newsOf } from './send-facts.ts'

/** All own records of the notice that are to be handed in. @param recipientOfficeId whose receipts count, or null for nobody's */
export async function candidates(
  ctx: HandlerContext,
  noticeId: string,
  recipientOfficeId: string | null,
): Promise<Candidate[]> {
  const receipted = new Set(
    (await receiptedRevisions(ctx.db))
      .filter((row) => row.issuer_office_id === recipientOfficeId)
      .map((row) => `${row.record_id}-${row.revision}`),
  )
  // What came back by telephone waits for its next revision, as after a receipt.
  for (const row of await phoneReturns(ctx.db, null)) receipted.add(`${row.record_id}-${row.revision}`)
  // Who has signed since is something new to send.
  const isDelivered = async (recordId: string, revision: number): Promise<boolean> =>
    recipientOfficeId !== null &&
    receipted.has(`${recordId}-${revision}`) &&
    !(await consentsChanged(ctx.db, recordId, recipientOfficeId))
  const found: Candidate[] = []
  const kept = keptForms(ctx.notices.find(noticeId)?.pack)
  for (const recordId of await ownRecordIds(ctx.db, noticeId)) {
    const summary = await recordSummary(ctx, recordId)
    if (kept.has(summary.formId)) continue
    const latest = (await latestRevision(ctx.db, recordId)) ?? null
    // 填写中 means: no revision yet, or the draft differs from it.
    const unfrozen = latest === null || summary.state === 'draft'
    const files =
      unfrozen || latest === null
        ? await draftAttachments(ctx.db, recordId)
        : await revisionAttachments(ctx.db, recordId, latest.revision)
    found.push({
      summary,
      state: stateOf(summary, unfrozen, latest !== null && (await isDelivered(recordId, latest.revision))),
      latest,
      attachments: files.length,
      files: files.map(({ title, bytes }) => ({ title, bytes })),
      proofs: unfrozen || latest === null ? [] : await provingScans(ctx, recordId, latest.revision),
      bytes: bytesOf(files),
      personalParts: latest && frozenRevision.parse(JSON.parse(frozenText(latest))).personalCommitment !== null ? 1 : 0,
    })
  }
  return found
}

/** What a notice asks to have ready, not to hand in, never leaves by itself. */
function keptForms(pack: NoticePack | undefined): ReadonlySet<string> {
  const duties = pack?.deliverables ?? []
  const handedIn = new Set(duties.filter((item) => !item.kept).flatMap(dutyForms))
  return new Set(duties.flatMap(dutyForms).filter((id) => !handedIn.has(id)))
}

function stateOf(summary: RecordSummary, unfrozen: boolean, receipted: boolean): Candidate['state'] {
  // Nothing of it can leave any more, and the others need not wait for it.
  if (summary.purged) return 'delivered'
  if (unfrozen) return summary.blocking > 0 ? 'blocked' : 'unfrozen'
  return receipted ? 'delivered' : 'ready'
}

/** Purged before it was sent: to be done anew. */
const isLost = ({ purged, state }: RecordSummary): boolean =>
  purged && state !== 'sent' && state !== 'received' && state !== 'accepted'

/** @throws Problem notice.unknown */
export async function previewSubmission(
  ctx: HandlerContext,
  { noticeId, to, out }: { noticeId: string; to: string | null; out: string | null },
): Promise<SubmissionPreview> {
  const { pack } = ctx.notices.get(noticeId)
  const own = await findOwnOffice(ctx.db)
  const recipient = to === null ? undefined : await findOffice(ctx.db, to)
  const found = await candidates(ctx, noticeId, to)
  const newsFor = await newsOf(ctx, to)
  const going = found.filter((candidate) => candidate.state === 'ready' || candidate.state === 'unfrozen')
  const lacks = await letterLacks(
    ctx,
    pack,
    going.map(({ summary }) => summary),
  )
  const items = deliverablesFor(pack, own)
    .filter((deliverable) => deliverable.formId !== null && !deliverable.kept)
    .flatMap((deliverable): SubmissionItem[] => {
      const base = { deliverableId: deliverable.id, title: deliverable.title }
      const forms = dutyForms(deliverable)
      const mine = found.filter(({ summary }) => forms.includes(summary.formId) && !isLost(summary))
      // What may be left undone is not missing; once begun, the forms that go with it are.
      if (mine.length === 0) return deliverable.optional ? [] : [{ ...base, ...nothingYet }]
      const absent = forms.filter((id) => !mine.some((candidate) => candidate.summary.formId === id))
      const there = mine.map((candidate) =>
        itemOf(deliverable, candidate, newsFor(candidate), lacks.get(candidate.summary.recordId) ?? null),
      )
      const lacking = absent.map((id) => ({ ...base, title: `${base.title}：${formName(pack, id)}`, ...nothingYet }))
      return [...there, ...lacking]
    })
  const bytes = going.reduce((sum, candidate) => sum + candidate.bytes + bytesOf(candidate.proofs), 0)
  return {
    items,
    lastReceipt: await lastReceipt(ctx, to, noticeId),
    bytes,
    ...(await holds(going, bytes, out)),
    personalParts: going.filter(
      (candidate) => candidate.personalParts > 0 || formHasPersonal(ctx, noticeId, candidate.summary.formId),
    ).length,
    recipient:
      recipient && recipient.own === 0
        ? { officeId: recipient.office_id, name: recipient.name, trusted: recipient.trusted_at !== null }
        : null,
    keysSetUp: ctx.vault.state !== 'open',
  }
}

function itemOf(
  duty: Deliverable,
  candidate: Candidate,
  news: SubmissionItem['news'],
  people: SubmissionItem['people'],
): SubmissionItem {
  const { summary, state, latest, attachments, proofs, bytes } = candidate
  const settled = state === 'ready' || state === 'delivered'
  return {
    deliverableId: duty.id,
    title: paperTitle(duty, summary.formShortName),
    recordId: summary.recordId,
    recordTitle: summary.title,
    revision: settled ? (latest?.revision ?? null) : null,
    code: settled ? summary.code : null,
    state,
    news,
    findings: summary.blocking,
    stamped: latest?.stamped_at != null,
    attachments: attachments + proofs.length,
    bytes: bytes + bytesOf(proofs),
    people,
  }
}

const bytesOf = (files: readonly { bytes: number }[]): number => files.reduce((sum, file) => sum + file.bytes, 0)

/** The duty's name; with the form's where a duty has several: two papers of one work carry the same title. */
export const paperTitle = (duty: Deliverable, form: string): string =>
  dutyForms(duty).length > 1 ? `${duty.title}（${form}）` : duty.title

const formName = (pack: NoticePack, formId: string): string =>
  pack.forms.find((form) => form.id === formId)?.shortName ?? formId

const nothingYet = {
  recordId: null,
  recordTitle: null,
  revision: null,
  code: null,
  state: 'missing',
  news: null,
  findings: 0,
  stamped: false,
  attachments: 0,
  bytes: 0,
  people: null,
} as const

function formHasPersonal(ctx: HandlerContext, noticeId: string, formId: string): boolean {
  const form = ctx.notices.get(noticeId).pack.forms.find((candidate) => candidate.id === formId)
  return form?.fields.some((field) => field.personal) ?? false
}
