/** A submission: chosen, frozen, composed, numbered, written, reread (bundle-format.md §3–4). */

import { stat } from 'node:fs/promises'
import { noteSentConsents } from '../../../db/queries/consents.ts'
import { office as findOffice, type OfficeRow } from '../../../db/queries/offices.ts'
import { type OutboxRow, outboxGroup, outboxRecords } from '../../../db/queries/outbox.ts'
import { revision as findRevision, type RevisionRow, revisionAttachments } from '../../../db/queries/revisions.ts'
import type { ExportedPackage } from '../../../shared/api/packages.ts'
import { isBlocking } from '../../../shared/form/validate.ts'
import { Problem } from '../../../shared/problems.ts'
import { consentDigests, consentsFile, earlierLetters, sameConsents } from '../authorizations/travel.ts'
import { ensurePdf, findPdf, type RevisionPdf } from '../documents/pdf.ts'
import { fileTitle } from '../example/file-title.ts'
import type { Call, HandlerContext } from '../handlers/context.ts'
import { revisionCode } from '../package/canonical.ts'
import type { ComposeAttachment, ComposeInput, ComposeRecord, FileFacts } from '../package/compose.ts'
import { weakest } from '../package/read-back.ts'
import { type FrozenRevision, scanField } from '../package/schema.ts'
import { recordTitle, refuseLost, revisionContent } from '../records/content.ts'
import { freezeRecord } from '../records/freeze.ts'
import { changedTitle, isFrozenSound } from '../records/frozen.ts'
import { formOfRevision, needRecord } from '../records/load.ts'
import { recordDetail } from '../records/view.ts'
import { provingScans } from '../scans/sum.ts'
import { videoExtensions } from '../videos/video-files.ts'
import type { Candidate } from './candidate.ts'
import { candidates } from './choose.ts'
import { freezePackage } from './freeze-plan.ts'
import { needProtectedKeys, ownSigner } from './own-keys.ts'
import { rememberFolder, writeOut } from './write-out.ts'

export interface ExportOrder {
  readonly noticeId: string
  readonly to: string
  readonly out: string
  readonly recordIds: readonly string[] | null
  readonly volumeBytes: number | null
}

/**
 * @throws Problem keys.not-set-up, keys.locked, package.no-recipient, office.not-trusted, notice.unknown,
 *   package.nothing-to-send, record.invalid, package.target-missing, and what writePackage throws
 */
export async function exportSubmission(ctx: HandlerContext, call: Call, order: ExportOrder): Promise<ExportedPackage> {
  needProtectedKeys(ctx)
  const recipient = await needRecipient(ctx, order.to)
  const notice = ctx.notices.get(order.noticeId)
  await needFolder(order.out)
  const revisions = await freezeOwn(ctx, call, await chooseOwn(ctx, order), recipient.office_id)
  const { id, version, shortTitle, title } = notice.pack
  return sendRevisions(ctx, call, order, {
    recipient,
    revisions,
    name: (office) => `报送包_${office}_${shortTitle}`,
    parts: async () => ({
      notice: { id, version, digest: notice.digest, title },
      records: await composeRecords(ctx, call, revisions),
    }),
  })
}

/** 定稿 of our own that go out, with their PDFs; earlier letters with signatures that still count go with them. */
export async function freezeOwn(
  ctx: HandlerContext,
  call: Call,
  chosen: readonly Candidate[],
  recipientOfficeId: string,
): Promise<RevisionRow[]> {
  const revisions: RevisionRow[] = []
  for (const [index, one] of chosen.entries()) {
    call.progress({ phase: 'freeze', done: index, total: chosen.length, unit: 'records' })
    if (call.signal.aborted) throw new Problem('cancelled', {})
    const frozen = await freezeRecord(ctx, one.summary.recordId)
    revisions.push(...(await earlierLetters(ctx, frozen, recipientOfficeId)), frozen)
  }
  await renderAll(ctx, call, revisions)
  return revisions
}

interface Sending {
  readonly recipient: OfficeRow
  readonly revisions: readonly RevisionRow[]
  /** File name without its number. @param office our name */
  readonly name: (office: string) => string
  /** Made once the number is given, and not when the same submission lies there already. @param officeId ours */
  readonly parts: (officeId: string) => Promise<Pick<ComposeInput, 'notice' | 'records'>>
}

/** Frozen revisions, ours or passed on, numbered, sealed and written. @throws Problem what writePackage throws */
export async function sendRevisions(
  ctx: HandlerContext,
  call: Call,
  order: Pick<ExportOrder, 'noticeId' | 'out' | 'volumeBytes'>,
  { recipient, revisions, name, parts }: Sending,
): Promise<ExportedPackage> {
  const signer = await ownSigner(ctx)
  const createdAt = ctx.now().toISOString()
  const rows = await freezePackage(ctx, {
    signal: call.signal,
    stream: { deviceId: signer.deviceId, recipientOfficeId: recipient.office_id },
    noticeId: order.noticeId,
    volumeBytes: order.volumeBytes,
    folder: order.out,
    title: ({ sequence }) => fileTitle(ctx, `${name(signer.office.name)}_第${String(sequence).padStart(4, '0')}号`),
    same: (pending) => sameSubmission(ctx, pending, order.noticeId, revisions),
    also: async (trx, _rows, { packageId }) => {
      const recordIds = revisions.map((row) => row.record_id)
      await noteSentConsents(trx, packageId, await consentDigests(trx, recordIds))
    },
    compose: async () => ({
      kind: 'submission',
      createdAt,
      sender: { officeId: signer.office.office_id, deviceId: signer.deviceId, cardSeq: signer.card.cardSeq },
      senderName: signer.office.name,
      recipient: {
        officeId: recipient.office_id,
        cardSeq: recipient.card_seq,
        name: recipient.name,
        ageRecipient: recipient.age_recipient ?? '',
      },
      card: signer.card,
      ...(await parts(signer.office.office_id)),
      signKey: signer.signKey,
      signal: call.signal,
    }),
  })
  return written(ctx, call, rows, order.out)
}

/** The same bytes once more, e.g. to another stick. @throws Problem package.not-found, package.target-missing, as writePackage */
export async function rewritePackage(
  ctx: HandlerContext,
  call: Call,
  packageId: string,
  out: string,
): Promise<ExportedPackage> {
  const rows = await outboxGroup(ctx.db, packageId)
  if (rows.length === 0 || rows.some((row) => row.state === 'cancelled'))
    throw new Problem('package.not-found', { packageId })
  await needFolder(out)
  return written(ctx, call, rows, out)
}

async function written(
  ctx: HandlerContext,
  call: Call,
  rows: readonly OutboxRow[],
  out: string,
): Promise<ExportedPackage> {
  const files = await writeOut(ctx, call, await rememberFolder(ctx, rows, out), out)
  const records = new Map<string, ExportedPackage['records'][number]>()
  for (const sent of await outboxRecords(
    ctx.db,
    rows.map((row) => row.package_id),
  )) {
    const { record_id: recordId, revision, digest } = sent
    records.set(`${recordId}-${revision}`, {
      recordId,
      revision,
      code: revisionCode(digest),
      title: await revisionTitle(ctx, recordId, revision),
    })
  }
  const first = rows[0]
  return {
    packageId: first?.package_id ?? '',
    sequence: first?.sequence ?? 0,
    files: files.map(({ path, bytes, sha256 }) => ({ path, bytes, sha256 })),
    readBack: weakest(files.map(({ readBack }) => readBack)),
    records: [...records.values()],
  }
}

/** What a frozen revision is called in lists; never personal. */
export async function revisionTitle(
  ctx: Pick<HandlerContext, 'db'>,
  recordId: string,
  revision: number,
): Promise<string> {
  const row = await findRevision(ctx.db, recordId, revision)
  const record = await needRecord(ctx.db, recordId).catch(() => null)
  if (!row || !record) return ''
  if (!isFrozenSound(row)) return changedTitle
  const { values } = JSON.parse(row.frozen_json) as { values: Record<string, string | string[]> }
  return recordTitle(await formOfRevision(ctx.db, record, row), values)
}

export async function needRecipient(ctx: HandlerContext, officeId: string): Promise<OfficeRow> {
  const row = await findOffice(ctx.db, officeId)
  if (!row || row.own === 1 || row.age_recipient === null) throw new Problem('package.no-recipient', { officeId })
  // Nothing is encrypted to a card whose 指纹码 nobody has compared (bundle-format.md §2).
  if (row.trusted_at === null) throw new Problem('office.not-trusted', { officeName: row.name })
  return row
}

export async function needFolder(folder: string): Promise<void> {
  const facts = await stat(folder).catch(() => null)
  if (!facts?.isDirectory()) throw new Problem('package.target-missing', { path: folder })
}

/**
 * Which of ours go.
 * @throws Problem record.unknown, package.nothing-to-send, record.invalid
 */
export async function chooseOwn(
  ctx: HandlerContext,
  order: Pick<ExportOrder, 'noticeId' | 'to' | 'recordIds'>,
): Promise<Candidate[]> {
  const all = await candidates(ctx, order.noticeId, order.to)
  const wanted =
    order.recordIds === null
      ? all.filter((one) => one.state !== 'delivered')
      : all.filter((one) => order.recordIds?.includes(one.summary.recordId))
  const unknown = order.recordIds?.find((id) => !wanted.some((one) => one.summary.recordId === id))
  if (unknown !== undefined) throw new Problem('record.unknown', { recordId: unknown })
  if (wanted.length === 0) throw new Problem('package.nothing-to-send', { noticeId: order.noticeId })
  const blocked = wanted.filter((one) => one.state === 'blocked')
  if (blocked.length === 0) return wanted
  // Nobody named it: what is not filled in yet stays behind, as the list before the button says.
  if (order.recordIds === null && blocked.length < wanted.length) return wanted.filter((one) => one.state !== 'blocked')
  const findings = []
  for (const one of blocked) {
    for (const { path, code, severity } of (await recordDetail(ctx, one.summary.recordId)).findings.filter(
      isBlocking,
    )) {
      findings.push({ path: blocked.length === 1 ? path : `${one.summary.recordId}/${path}`, code, severity })
    }
  }
  const [only] = blocked
  throw new Problem('record.invalid', {
    recordId: blocked.length === 1 && only ? only.summary.recordId : null,
    findings,
  })
}

/** Masked and full PDF of every revision, where there is a window; the command line never renders. */
async function renderAll(ctx: HandlerContext, call: Call, revisions: readonly RevisionRow[]): Promise<void> {
  if (!ctx.ask) return
  for (const [index, row] of revisions.entries()) {
    call.progress({ phase: 'render', done: index, total: revisions.length, unit: 'records' })
    await ensurePdf(ctx, call, row.record_id, row.revision, true)
    if (row.personal_sealed) await ensurePdf(ctx, call, row.record_id, row.revision, false)
  }
}

async function sameSubmission(
  ctx: HandlerContext,
  pending: readonly OutboxRow[],
  noticeId: string,
  revisions: readonly RevisionRow[],
): Promise<readonly OutboxRow[] | null> {
  const first = pending.find((row) => row.kind === 'submission' && row.notice_id === noticeId)
  if (!first) return null
  const group = await outboxGroup(ctx.db, first.package_id)
  const sent = new Set(
    (
      await outboxRecords(
        ctx.db,
        group.map((row) => row.package_id),
      )
    ).map((row) => row.digest),
  )
  const wanted = new Set(revisions.map((row) => row.digest))
  const others = pending.some((row) => row.sequence !== first.sequence)
  // Paper that was stamped since belongs in it.
  for (const { record_id, revision } of revisions)
    for (const { digest } of await provingScans(ctx, record_id, revision))
      if (!group.some((row) => row.plan_json.includes(digest))) return null
  // Who has signed since, too.
  const recordIds = revisions.map((row) => row.record_id)
  if (!(await sameConsents(ctx.db, first.group_id ?? first.package_id, recordIds))) return null
  return !others && sent.size === wanted.size && [...wanted].every((digest) => sent.has(digest)) ? group : null
}

export async function composeRecords(
  ctx: HandlerContext,
  call: Call,
  revisions: readonly RevisionRow[],
): Promise<ComposeRecord[]> {
  const records: ComposeRecord[] = []
  for (const [index, row] of revisions.entries()) {
    call.progress({ phase: 'seal', done: index, total: revisions.length, unit: 'records' })
    const record = await needRecord(ctx.db, row.record_id)
    const form = await formOfRevision(ctx.db, record, row)
    const content = revisionContent(ctx.vault, row)
    if (!ctx.vault.isPurged(row.record_id)) refuseLost(record, content)
    const { frozen, personal } = content
    const name = `${form.shortName}_${recordTitle(form, frozen.values as Record<string, string | string[]>)}_第${row.revision}版`
    records.push({
      revision: frozen,
      formTitle: form.name,
      personal,
      documents: await documentsOf(ctx, row, name),
      attachments: [...(await attachmentsOf(ctx, row)), ...(await scansOf(ctx, row, frozen))],
      consents: await consentsFile(ctx, row),
    })
  }
  return records
}

async function documentsOf(ctx: HandlerContext, row: RevisionRow, name: string): Promise<FileFacts[]> {
  const files: FileFacts[] = []
  const pdf = { mediaType: 'application/pdf', ext: 'pdf' }
  const facts = (found: RevisionPdf) => ({ ...pdf, sha256: found.digest, bytes: found.bytes })
  const masked = await findPdf(ctx, row.record_id, row.revision, true)
  const clear = masked && ctx.documents.clearFile(masked.digest)
  if (masked && clear)
    files.push({
      ...facts(masked),
      file: clear,
      title: row.personal_sealed ? `${name}_个人信息已遮盖` : name,
      personal: false,
    })
  if (!row.personal_sealed) return files
  const full = await findPdf(ctx, row.record_id, row.revision, false)
  if (full)
    files.push({ ...facts(full), file: '', open: () => ctx.documents.read(full.digest), title: name, personal: true })
  return files
}

const extensions: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'application/pdf': 'pdf',
  ...videoExtensions,
}

async function attachmentsOf(ctx: HandlerContext, row: RevisionRow): Promise<ComposeAttachment[]> {
  const files = await revisionAttachments(ctx.db, row.record_id, row.revision)
  return files.map(({ digest, bytes, media_type: mediaType, title, field, personal }) => {
    const clear = ctx.attachments.clearFile(digest)
    const facts = { sha256: digest, bytes, mediaType, ext: extensions[mediaType] ?? 'bin', title, field }
    // What lies sealed is personal, whatever a row says.
    if (personal === 1 || clear === null)
      return { ...facts, file: '', open: () => ctx.attachments.read(digest), personal: true }
    return { ...facts, file: clear, personal: false }
  })
}

/** Stamped paper goes beside the revision that it proves; one that is among its attachments as well goes as such. */
async function scansOf(
  ctx: HandlerContext,
  row: RevisionRow,
  { attachments }: FrozenRevision,
): Promise<ComposeAttachment[]> {
  const scans = await provingScans(ctx, row.record_id, row.revision)
  return scans
    .filter(({ digest }) => !attachments.includes(digest))
    .map(({ digest, bytes, media_type: mediaType, title }) => {
      const clear = ctx.attachments.clearFile(digest)
      const facts = { sha256: digest, bytes, mediaType, ext: extensions[mediaType] ?? 'bin', title, field: scanField }
      return { ...facts, file: clear ?? '', open: () => ctx.attachments.read(digest), personal: clear === null }
    })
}
