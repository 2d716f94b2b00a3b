/** A submission from another office: files into place by digest, then everything in one transaction, or nothing. */
import { findInbox, insertInboxRecord, putInbox } from '../../../db/queries/inbox.ts'
import { office as findOffice } from '../../../db/queries/offices.ts'
import { record as findRecord, formJson } from '../../../db/queries/records.ts'
import { revision as findRevision } from '../../../db/queries/revisions.ts'
import { addImportedFiles, type ImportedRevision, insertImportedRevision } from '../../../db/queries/submissions.ts'
import { type FormDefinition, formDefinition } from '../../../shared/form/definition.ts'
import { type PackageFinding, Problem } from '../../../shared/problems.ts'
import { type Call, changed, type HandlerContext } from '../handlers/context.ts'
import { ageIdentity } from '../offices/own-office.ts'
import { canonicalJson } from '../package/canonical.ts'
import { extractPackage, type StagedRecord } from '../package/extract.ts'
import { finding, hasError } from '../package/findings.ts'
import { recordPath } from '../package/page.ts'
import { revisionLabel } from '../records/content.ts'
import { killPoint } from '../store/kill-points.ts'
import { type Arrival, inboxRow, type Verdict, verdict } from './arrival.ts'
import { PlacedFiles } from './placed-files.ts'

interface Ready {
  readonly staged: StagedRecord
  readonly form: FormDefinition
  /** A volume or a repeated revision: only its files may be new. */
  readonly known: boolean
}

/** @throws Problem keys.locked, disk.full, cancelled */
export async function takeInSubmission(ctx: HandlerContext, call: Call, arrival: Arrival): Promise<Verdict> {
  if (ctx.vault.state === 'locked') throw new Problem('keys.locked', {})
  const identity = await ageIdentity(ctx)
  const extracted = await extractPackage(arrival.file, arrival.verified, arrival.stagingDir, {
    ageIdentity: identity,
    signal: call.signal,
    progress: (done, total) => call.progress({ phase: 'stage', done, total, unit: 'bytes' }),
  })
  if (!extracted.ok) return verdict('refused', extracted.findings)
  killPoint('import.after-staging')
  const { ready, findings } = await checkRecords(ctx, arrival, extracted.records)
  if (hasError(findings)) return verdict('refused', findings)
  if (findings.some((one) => one.severity === 'hold')) return verdict('held', findings)

  const placed = new PlacedFiles(ctx, identity, call.signal)
  try {
    const revisions: { one: ImportedRevision; known: boolean }[] = []
    for (const [index, one] of ready.entries()) {
      call.progress({ phase: 'place', done: index, total: ready.length, unit: 'records' })
      revisions.push({ one: await importedRevision(ctx, arrival, one, placed), known: one.known })
    }
    const files = placed.attachments
    await writeAll(ctx, arrival, revisions, extracted.records)
    changed(ctx, 'records')
    return verdict('imported', [], extracted.records.length, files)
  } catch (error) {
    await placed.takeBack()
    throw error
  }
}

/** What the store knows against a record: another office's, another content of the same revision, a form we do not have. */
async function checkRecords(
  ctx: HandlerContext,
  { json }: Arrival,
  records: readonly StagedRecord[],
): Promise<{ ready: Ready[]; findings: PackageFinding[] }> {
  const findings: PackageFinding[] = []
  const ready: Ready[] = []
  for (const staged of records) {
    const { recordId, revision, formId, formVersion, noticeId } = staged.revision
    const where = recordPath(recordId, revision)
    const record = await findRecord(ctx.db, recordId)
    if (record && (record.own === 1 || record.office_id !== json.sender.officeId))
      findings.push(finding('record.other-office', where))
    const known = await findRevision(ctx.db, recordId, revision)
    if (known && known.digest !== staged.digest) findings.push(otherContent(where))
    const form = await formFor(ctx, formId, formVersion, noticeId)
    if (!form) findings.push(finding('notice.other-version', where, `${formId} ${formVersion}`))
    for (const digest of staged.delivered)
      if (!ctx.attachments.has(digest)) findings.push(finding('record.attachment-not-listed', where))
    if (form) ready.push({ staged, form, known: known !== undefined })
  }
  return { ready, findings }
}

const otherContent = (where: string): PackageFinding => ({
  code: 'revision.conflict',
  severity: 'hold',
  path: where,
  message: `${where}与本机已收的同一版次内容不同。原来收到的没有改动；请打电话问清以哪一份为准，请对方定稿为新的版次再报。`,
})

async function formFor(
  ctx: HandlerContext,
  formId: string,
  version: string,
  noticeId: string,
): Promise<FormDefinition | null> {
  const kept = await formJson(ctx.db, formId, version)
  if (kept !== undefined) return formDefinition.parse(JSON.parse(kept))
  const form = ctx.notices.find(noticeId)?.pack.forms.find((candidate) => candidate.id === formId)
  return form?.version === version ? form : null
}

async function importedRevision(
  ctx: HandlerContext,
  { json }: Arrival,
  { staged, form }: Ready,
  placed: PlacedFiles,
): Promise<ImportedRevision> {
  const { revision, personal } = staged
  const { recordId } = revision
  const at = ctx.now().toISOString()
  const attachments = []
  for (const file of staged.attachments) attachments.push(await placed.attachment(file, form))
  const documents = []
  for (const file of staged.documents) documents.push(await placed.document(file, recordId, revision.revision))
  return {
    form: { formId: form.id, version: form.version, definitionJson: JSON.stringify(form) },
    record: {
      record_id: recordId,
      office_id: revision.officeId,
      device_id: revision.deviceId,
      own: 0,
      notice_id: revision.noticeId,
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
    attachments,
    documents,
  }
}

async function writeAll(
  ctx: HandlerContext,
  arrival: Arrival,
  revisions: readonly { one: ImportedRevision; known: boolean }[],
  records: readonly StagedRecord[],
): Promise<void> {
  const sender = await findOffice(ctx.db, arrival.json.sender.officeId)
  const row = inboxRow(ctx, arrival, sender?.name ?? '')
  await ctx.write(async (trx) => {
    // Two imports of one file at the same time: the second finds the first one's row.
    if ((await findInbox(trx, row.tag_manifest_digest))?.result === 'imported') return
    for (const { one, known } of revisions) {
      if (known) await addImportedFiles(trx, one.record.record_id, one.revision.revision, one)
      else await insertImportedRevision(trx, one)
    }
    await putInbox(trx, row)
    for (const { revision, digest } of records) {
      const { recordId: record_id, revision: number } = revision
      await insertInboxRecord(trx, {
        tag_manifest_digest: row.tag_manifest_digest,
        record_id,
        revision: number,
        digest,
        state: 'received',
      })
    }
    killPoint('import.before-commit')
  })
  killPoint('import.after-commit')
}
