/** A submission from another office: files into place by digest, then everything in one transaction, or nothing. */
import { attachment as findAttachment } from '../../../db/queries/attachments.ts'
import { findInbox, insertInboxRecord, putInbox } from '../../../db/queries/inbox.ts'
import { office as findOffice } from '../../../db/queries/offices.ts'
import { addImportedFiles, type ImportedRevision, insertImportedRevision } from '../../../db/queries/submissions.ts'
import type { ConflictChoice } from '../../../shared/api/intake.ts'
import type { FormDefinition } from '../../../shared/form/definition.ts'
import { type PackageFinding, Problem } from '../../../shared/problems.ts'
import { hearConsents, importedConsents, writeImportedConsents } from '../authorizations/travel.ts'
import { noteArrival } from '../deeds/package-notes.ts'
import { type Call, changed, type HandlerContext } from '../handlers/context.ts'
import { ageIdentity } from '../offices/own-office.ts'
import { canonicalJson } from '../package/canonical.ts'
import { throwIfCancelled } from '../package/disk-problems.ts'
import { extractPackage } from '../package/extract.ts'
import { finding, hasError } from '../package/findings.ts'
import type { KeptRoot } from '../package/roots.ts'
import { isScan } from '../package/schema.ts'
import { revisionLabel } from '../records/content.ts'
import { keepForm } from '../records/kept-forms.ts'
import { standingDecision } from '../reviewing/decided.ts'
import { scanIsPersonal } from '../scans/keep.ts'
import { killPoint } from '../store/kill-points.ts'
import { receiveEntries } from '../videos/entries.ts'
import { type Arrival, inboxRow, type Verdict, verdict } from './arrival.ts'
import { checkRecords, localNoticeId, type Ready, type Stand } from './check-records.ts'
import { isMixedOrigin, keepOrigins, nameOrigins } from './origin.ts'
import { PlacedFiles } from './placed-files.ts'
import { keepBeside, lostVerdict, putInPlace } from './rivals.ts'
import { importedScan } from './scan-intake.ts'

interface Placed {
  readonly one: ImportedRevision
  readonly form: FormDefinition
  readonly stand: Stand
}

/**
 * @param choices what a person decided about revisions of which we have another content
 * @throws Problem keys.locked, disk.full, cancelled
 */
export async function takeInSubmission(
  ctx: HandlerContext,
  call: Call,
  arrival: Arrival,
  choices: readonly ConflictChoice[],
): Promise<Verdict> {
  if (ctx.vault.state === 'locked') throw new Problem('keys.locked', {})
  const identity = await ageIdentity(ctx)
  const extracted = await extractPackage(arrival.file, arrival.verified, arrival.stagingDir, {
    ageIdentity: identity,
    signal: call.signal,
    progress: (done, total) => call.progress({ phase: 'stage', done, total, unit: 'bytes' }),
  })
  if (!extracted.ok) return verdict('refused', extracted.findings)
  if (arrival.verified.origins.some((one) => isMixedOrigin(ctx, one)))
    return verdict('refused', [finding('card.example')])
  killPoint('import.after-staging')
  const { ready, findings } = await checkRecords(ctx, arrival, extracted.records, choices)
  if (hasError(findings)) return verdict('refused', findings)
  if (findings.some((one) => one.severity === 'hold')) return verdict('held', findings)

  const placed = new PlacedFiles(ctx, identity, call.signal)
  try {
    const revisions: Placed[] = []
    const total = ready.length
    // Each is let go once its rows are made: both together would fill the memory with 20,000 records.
    extracted.records.length = 0
    ready.reverse()
    for (let next = ready.pop(); next !== undefined; next = ready.pop()) {
      throwIfCancelled(call.signal)
      call.progress({ phase: 'place', done: revisions.length, total, unit: 'records' })
      revisions.push({
        one: await importedRevision(ctx, call, arrival, next, placed),
        form: next.form,
        stand: next.stand,
      })
    }
    const files = placed.attachments
    throwIfCancelled(call.signal)
    await writeAll(ctx, arrival, revisions, findings, extracted.roots)
    changed(ctx, 'records')
    return verdict('imported', findings, total, files)
  } catch (error) {
    await placed.takeBack()
    // A stream that was cut off by the cancellation fails with an error of its own.
    throwIfCancelled(call.signal)
    throw error
  }
}

async function importedRevision(
  ctx: HandlerContext,
  call: Call,
  { json }: Arrival,
  { staged, form, stand }: Ready,
  placed: PlacedFiles,
): Promise<ImportedRevision> {
  const { revision, personal } = staged
  const { recordId } = revision
  const at = ctx.now().toISOString()
  const attachments = new Map<string, ImportedRevision['attachments'][number]>()
  const add = (one: ImportedRevision['attachments'][number]) => attachments.set(`${one.field} ${one.row.digest}`, one)
  const scans = []
  const of = { record_id: recordId, revision: revision.revision, digest: staged.digest }
  for (const file of staged.attachments) {
    const scan = file.entry !== null && isScan(file.entry, revision)
    if (!scan || stand === 'beside') {
      const { video, ...one } = await placed.attachment(file, form, scan && scanIsPersonal(form), recordId)
      add({ ...one, facts_json: video && JSON.stringify(video) })
    } else
      scans.push(
        await importedScan(ctx, call.signal, await placed.attachment(file, form, scanIsPersonal(form), recordId), of),
      )
  }
  for (const { digest, field, title } of staged.delivered) {
    const row = await findAttachment(ctx.db, digest)
    const known = form.fields.find((candidate) => candidate.id === field)
    if (row)
      add({ row, field: known?.id ?? field ?? '', title: (title ?? known?.label ?? '').slice(0, 80), facts_json: null })
  }
  const documents = []
  // Pages of what does not count are made anew when somebody wants them.
  for (const file of stand === 'beside' ? [] : staged.documents)
    documents.push(await placed.document(file, recordId, revision.revision))
  return {
    record: {
      record_id: recordId,
      office_id: revision.officeId,
      device_id: revision.deviceId,
      own: 0,
      notice_id: localNoticeId(ctx, revision.noticeId),
      notice_version: revision.noticeVersion,
      form_id: form.id,
      form_version: form.version,
      created_at: at,
      updated_at: at,
    },
    revision: {
      record_id: recordId,
      revision: revision.revision,
      digest: staged.digest,
      parent_digest: revision.parentDigest,
      device_id: revision.deviceId,
      frozen_json: canonicalJson(revision),
      personal_sealed: personal
        ? ctx.vault.sealField(revisionLabel(recordId, revision.revision), canonicalJson(personal))
        : null,
      frozen_at: json.createdAt,
    },
    attachments: [...attachments.values()],
    scans,
    documents,
    consents: staged.consents && importedConsents(ctx, recordId, revision.revision, staged.consents),
  }
}

async function writeAll(
  ctx: HandlerContext,
  arrival: Arrival,
  revisions: readonly Placed[],
  findings: readonly PackageFinding[],
  roots: readonly KeptRoot[],
): Promise<void> {
  const sender = await findOffice(ctx.db, arrival.json.sender.officeId)
  const row = inboxRow(ctx, arrival, sender?.name ?? '')
  await ctx.write(async (trx) => {
    // Two imports of one file at the same time: the second finds the first one's row.
    if ((await findInbox(trx, row.tag_manifest_digest))?.result === 'imported') return
    const { origins } = arrival.verified
    await nameOrigins(trx, origins, row.received_at)
    const forms = new Set<string>()
    const heardFrom = new Map<string, number>()
    for (const recordId of new Set(revisions.map(({ one }) => one.record.record_id))) {
      const own = revisions.filter(({ one, stand }) => one.record.record_id === recordId && stand !== 'beside')
      const decided = own.flatMap(({ one }) => (one.consents ? [one.revision.revision] : []))
      const hearsay = own.some(({ one }) => one.record.office_id !== row.sender_office_id)
      heardFrom.set(recordId, await hearConsents(trx, { recordId, hearsay, decided }))
    }
    for (const { one, form, stand } of revisions) {
      const { notice_id: noticeId } = one.record
      const key = JSON.stringify([noticeId, form.id, form.version])
      if (!forms.has(key)) await keepForm(trx, noticeId, form)
      forms.add(key)
      const of = { recordId: one.record.record_id, revision: one.revision.revision }
      const heard = of.revision >= (heardFrom.get(of.recordId) ?? 1)
      // Papers and fields of files, too, are only the word of whoever passed it on.
      const brought = heard ? one : { ...one, scans: [] }
      if (stand === 'beside') {
        await keepBeside(trx, ctx, one, row.tag_manifest_digest)
        continue
      }
      if (stand === 'instead') await putInPlace(trx, ctx, brought)
      else if (stand === 'known') await addImportedFiles(trx, of.recordId, of.revision, brought, heard)
      else await insertImportedRevision(trx, brought)
      if (one.consents && heard) await writeImportedConsents(trx, of, one.consents)
    }
    await receiveEntries(
      trx,
      ctx,
      revisions.map(({ one }) => one.record.notice_id),
    )
    await putInbox(trx, { ...row, findings_json: JSON.stringify([...arrival.verified.findings, ...findings]) })
    noteArrival(trx, ctx, 'imported', row, { records: revisions.length })
    for (const { one, stand } of revisions) {
      const { record_id, revision, digest } = one.revision
      const brought = { tag_manifest_digest: row.tag_manifest_digest, record_id, revision, digest }
      if (stand === 'beside') await insertInboxRecord(trx, { ...brought, ...(await lostVerdict(trx, ctx, brought)) })
      else if (stand === 'known')
        await insertInboxRecord(trx, { ...brought, ...(await standingDecision(trx, ctx, brought)) })
      else await insertInboxRecord(trx, { ...brought, state: 'received' })
    }
    const beside = new Set(revisions.flatMap(({ one, stand }) => (stand === 'beside' ? [keyOf(one.revision)] : [])))
    const counted = origins.filter((one) => !beside.has(keyOf({ record_id: one.recordId, revision: one.revision })))
    // What stands behind a record that is passed upward is what was signed of the content that counts.
    const behind = roots.map((root) => ({
      ...root,
      records: root.records.filter((one) => !beside.has(keyOf({ record_id: one.recordId, revision: one.revision }))),
    }))
    await keepOrigins(trx, behind, counted, row.sender_office_id, row.received_at)
    killPoint('import.before-commit')
  })
  killPoint('import.after-commit')
}

const keyOf = (of: { record_id: string; revision: number }): string => `${of.record_id}-${of.revision}`
