/** 报送了什么: per duty every revision that left, when, how and to whom, what came back, what is missing, what changed since. */

import { listHandovers } from '../../../db/queries/handovers.ts'
import { listOutbox } from '../../../db/queries/outbox.ts'
import { record as findRecord, listRecords } from '../../../db/queries/records.ts'
import { revision as findRevision } from '../../../db/queries/revisions.ts'
import { sentRecordIds } from '../../../db/queries/sent.ts'
import type {
  Handover,
  SentDeliverable,
  SentEntry,
  SentPage,
  SentRecord,
  SentStep,
} from '../../../shared/api/handovers.ts'
import { type Deliverable, dutyForms } from '../../../shared/notice/pack.ts'
import { Problem } from '../../../shared/problems.ts'
import { eventWords } from '../../../shared/wording/handovers.ts'
import type { HandlerContext } from '../handlers/context.ts'
import { deliverablesFor } from '../notices/routing.ts'
import { findOwnOffice } from '../offices/own-office.ts'
import { revisionCode } from '../package/canonical.ts'
import { asValues, recordTitle } from '../records/content.ts'
import { frozenValues, isFrozenSound } from '../records/frozen.ts'
import { formOf } from '../records/load.ts'
import { ownVerdicts } from '../records/own-verdicts.ts'
import { recordSummaries } from '../records/view.ts'
import { allSendings, changesSinceSent } from './changes.ts'
import { handoverInfo } from './entries.ts'

/** @throws Problem notice.unknown, office.missing */
export async function sentPage(ctx: HandlerContext, noticeId: string): Promise<SentPage> {
  const { pack } = ctx.notices.get(noticeId)
  const own = await findOwnOffice(ctx.db)
  if (!own) throw new Problem('office.missing', {})
  const facts = await knownFacts(ctx, noticeId)
  const records: (SentRecord & { formId: string })[] = []
  for (const summary of await recordSummaries(ctx, noticeId, { own: true })) {
    const { recordId, formId, title, state } = summary
    records.push({ recordId, formId, title, state, ...(await sentFacts(ctx, facts, recordId)) })
  }
  records.push(...(await discardedRecords(ctx, facts, noticeId)))
  const duties = deliverablesFor(pack, own).filter((duty) => !duty.kept)
  const deliverables = duties.map((duty) => {
    const forms = dutyForms(duty)
    return deliverableOf(
      duty,
      records.filter(({ formId }) => forms.includes(formId)),
    )
  })
  const named = new Set(duties.flatMap(dutyForms))
  const others = records.filter(({ formId, entries }) => entries.length > 0 && !named.has(formId))
  const rest = { deliverableId: '', title: '通知以外的材料', wording: '', dueWording: '', missing: null }
  return {
    noticeId,
    noticeTitle: pack.title,
    noticeShortTitle: pack.shortTitle,
    officeName: own.name,
    at: ctx.now().toISOString(),
    deliverables: others.length === 0 ? deliverables : [...deliverables, { ...rest, records: others.map(plain) }],
  }
}

const plain = ({ formId: _formId, ...record }: SentRecord & { formId: string }): SentRecord => record

function deliverableOf(duty: Deliverable, records: readonly (SentRecord & { formId: string })[]): SentDeliverable {
  const { id, title, wording, dueWording } = duty
  return {
    deliverableId: id,
    title,
    wording,
    dueWording,
    missing: missingWords(duty, records),
    records: records.map(plain),
  }
}

function missingWords(duty: Deliverable, records: readonly (SentRecord & { formId: string })[]): string | null {
  const { formId, quantity, optional } = duty
  if (formId === null) return '没有固定表格，程序里没有登记，请自行核对'
  if (records.length === 0) return optional ? null : '还没有填写'
  const sent = records.filter(({ entries }) => entries.some((entry) => !entry.withdrawn))
  if (sent.length === 0) return '填了，还没有报出'
  if (sent.some(({ entries }) => wasReturned(entries))) return '退回了，还没有重新报送'
  const forms = dutyForms(duty)
  const filled = sent.filter((record) => record.formId === formId).length
  if (quantity && filled < quantity.min) return `通知要 ${quantity.wording}，报出 ${filled} 份`
  const absent = forms.filter((id) => !sent.some((record) => record.formId === id)).length
  if (absent > 0) return `要 ${forms.length} 种表，还有 ${absent} 种没有报出`
  const unsent = records.length - sent.length
  return unsent > 0 ? `还有 ${unsent} 份没有报出` : null
}

/** The last word on what left last. */
function wasReturned(entries: readonly SentEntry[]): boolean {
  const last = entries.find((entry) => !entry.withdrawn)
  return last?.steps.findLast((step) => !step.undone)?.kind === 'returned'
}

interface Known {
  readonly handovers: ReadonlyMap<string, Handover>
  readonly packages: ReadonlyMap<string, { group: string; files: { name: string; bytes: number; sha256: string }[] }>
}

async function knownFacts(ctx: HandlerContext, noticeId: string): Promise<Known> {
  const handovers = new Map<string, Handover>()
  for (const row of await listHandovers(ctx.db, noticeId)) handovers.set(row.handover_id, await handoverInfo(ctx, row))
  const rows = (await listOutbox(ctx.db)).filter((row) => row.state === 'written')
  const packages = new Map(
    rows.map((row) => {
      const group = row.group_id ?? row.package_id
      const files = rows
        .filter((one) => (one.group_id ?? one.package_id) === group)
        .map((one) => ({ name: one.file_name, bytes: one.bytes, sha256: one.sha256 ?? '' }))
      return [row.package_id, { group, files }]
    }),
  )
  return { handovers, packages }
}

async function sentFacts(
  ctx: HandlerContext,
  known: Known,
  recordId: string,
): Promise<Pick<SentRecord, 'entries' | 'since'>> {
  const entries = [...(await packageEntries(ctx, known, recordId)), ...folderEntries(known, recordId)]
  entries.sort((a, b) => b.writtenAt.localeCompare(a.writtenAt) || b.revision - a.revision)
  return { entries, since: await changesSinceSent(ctx, recordId) }
}

async function packageEntries(ctx: HandlerContext, known: Known, recordId: string): Promise<SentEntry[]> {
  const entries = new Map<string, SentEntry>()
  for (const sending of await allSendings(ctx, recordId)) {
    const facts = known.packages.get(sending.package_id)
    const row = await findRevision(ctx.db, recordId, sending.revision)
    if (sending.by !== 'package' || !facts || !row) continue
    entries.set(`${facts.group}-${row.revision}`, {
      id: facts.group,
      by: 'package',
      revision: row.revision,
      code: revisionCode(row.digest),
      digest: row.digest,
      writtenAt: sending.written_at ?? '',
      recipientName: sending.recipient_name ?? '',
      masked: false,
      withdrawn: false,
      files: facts.files,
      steps: [],
    })
  }
  // A receipt speaks of a revision: it stands beside the last package that carried it.
  const found = [...entries.values()]
  for (const verdict of await ownVerdicts(ctx.db, recordId)) {
    if (verdict.by === 'folder') continue
    const entry = found.findLast((one) => one.revision === verdict.revision)
    const readable = verdict.reasons_sealed !== null && ctx.vault.state !== 'locked'
    const reasons = readable
      ? (JSON.parse(ctx.vault.openField(verdict.label, verdict.reasons_sealed as Buffer)) as string[])
      : []
    const step: SentStep = {
      kind: verdict.state,
      at: verdict.at,
      // Reasons are sentences of their own.
      words: [verdict.by === 'phone' ? '电话' : '回执', reasons.join(' ')].filter((part) => part !== '').join('：'),
      undone: false,
    }
    entry?.steps.push(step)
  }
  return found
}

function folderEntries({ handovers }: Known, recordId: string): SentEntry[] {
  return [...handovers.values()].flatMap((handover) =>
    handover.records
      .filter((record) => record.recordId === recordId)
      .map(
        ({ revision, code }): SentEntry => ({
          id: handover.handoverId,
          by: 'folder',
          revision,
          code,
          digest: '',
          writtenAt: handover.writtenAt,
          recipientName: handover.recipientName,
          masked: handover.masked,
          withdrawn: handover.state === 'withdrawn',
          files: handover.files
            .filter((file) => file.recordId === recordId)
            .map(({ name, bytes, sha256 }) => ({ name, bytes, sha256 })),
          steps: handover.events.map((event) => ({
            kind: event.kind,
            at: event.at,
            words: eventWords(event),
            undone: event.undone,
          })),
        }),
      ),
  )
}

/** Thrown away after it was sent: what left the office is still told. */
async function discardedRecords(
  ctx: HandlerContext,
  known: Known,
  noticeId: string,
): Promise<(SentRecord & { formId: string })[]> {
  const shown = new Set((await listRecords(ctx.db, { noticeId })).map((row) => row.record_id))
  const found: (SentRecord & { formId: string })[] = []
  for (const recordId of await sentRecordIds(ctx.db, noticeId)) {
    const row = await findRecord(ctx.db, recordId)
    if (shown.has(recordId) || row?.own !== 1) continue
    const facts = await sentFacts(ctx, known, recordId)
    const last = facts.entries[0] && (await findRevision(ctx.db, recordId, facts.entries[0].revision))
    const values = last && isFrozenSound(last) ? asValues(frozenValues(last)) : {}
    const title = `${recordTitle(await formOf(ctx.db, row), values)}（填报记录已删除）`
    found.push({
      recordId,
      formId: row.form_id,
      title,
      state: 'sent',
      entries: facts.entries,
      since: { sent: null, changes: [] },
    })
  }
  return found
}
