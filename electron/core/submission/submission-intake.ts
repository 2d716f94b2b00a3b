/** A submission from another office: files into place by digest, then everything in one transaction, or nothing. */
import { deliveredBy, attachment as findAttachment } from '../../../db/queries/attachments.ts'
import { findInbox, insertInboxRecord, putInbox } from '../../../db/queries/inbox.ts'
import { office as findOffice } from '../../../db/queries/offices.ts'
import { record as findRecord } from '../../../db/queries/records.ts'
import { revision as findRevision } from '../../../db/queries/revisions.ts'
import { addImportedFiles, type ImportedRevision, insertImportedRevision } from '../../../db/queries/submissions.ts'
import type { FormDefinition } from '../../../shared/form/definition.ts'
import { type PackageFinding, Problem } from '../../../shared/problems.ts'
import {
  hearConsents,
  importedConsents,
  namesOnlyParticipants,
  writeImportedConsents,
} from '../authorizations/travel.ts'
import { type Call, changed, type HandlerContext } from '../handlers/context.ts'
import { ageIdentity, findOwnOffice } from '../offices/own-office.ts'
import { canonicalJson } from '../package/canonical.ts'
import { throwIfCancelled } from '../package/disk-problems.ts'
import { extractPackage, type StagedRecord } from '../package/extract.ts'
import { finding, hasError } from '../package/findings.ts'
import { recordPath } from '../package/page.ts'
import type { KeptRoot } from '../package/roots.ts'
import { isScan } from '../package/schema.ts'
import { revisionLabel } from '../records/content.ts'
import { keepForm, keptForm } from '../records/kept-forms.ts'
import { scanIsPersonal } from '../scans/keep.ts'
import { killPoint } from '../store/kill-points.ts'
import { receiveEntries } from '../videos/entries.ts'
import { type Arrival, inboxRow, type Verdict, verdict } from './arrival.ts'
import { isMixedOrigin, keepOrigins, nameOrigins } from './origin.ts'
import { PlacedFiles } from './placed-files.ts'
import { importedScan } from './scan-intake.ts'

interface Ready {
  readonly staged: StagedRecord
  /** One for all records that were written with it. */
  readonly form: FormDefinition
  /** A volume or a repeated revision: only its files may be new. */
  readonly known: boolean
}

interface Placed {
  readonly one: ImportedRevision
  readonly form: FormDefinition
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
  if (arrival.verified.origins.some((one) => isMixedOrigin(ctx, one)))
    return verdict('refused', [finding('card.example')])
  killPoint('import.after-staging')
  const { ready, findings } = await checkRecords(ctx, arrival, extracted.records)
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
        known: next.known,
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

/** What the store knows against a record: another office's, another content of the same revision, a form we do not have. */
async function checkRecords(
  ctx: HandlerContext,
  { json }: Arrival,
  records: readonly StagedRecord[],
): Promise<{ ready: Ready[]; findings: PackageFinding[] }> {
  const findings: PackageFinding[] = []
  const ready: Ready[] = []
  const own = await findOwnOffice(ctx.db)
  const forms = new Map<string, FormDefinition | null>()
  const beside = new Map(records.map((one) => [`${one.revision.recordId}-${one.revision.revision}`, one]))
  for (const staged of records) {
    const { recordId, revision, formId, formVersion, noticeId } = staged.revision
    const where = recordPath(recordId, revision)
    const record = await findRecord(ctx.db, recordId)
    const { officeId } = staged.revision
    // Passed on by another office it is still its own office's (package/verify-evidence.ts); ours comes from nobody.
    if (officeId === own?.officeId || (record && (record.own === 1 || record.office_id !== officeId)))
      findings.push(finding('record.other-office', where))
    const known = await findRevision(ctx.db, recordId, revision)
    if (known && known.digest !== staged.digest) findings.push(finding('revision.conflict', where))
    const link = await chainLink(ctx, staged, beside)
    if (link === 'broken') findings.push(finding('revision.parent', where))
    if (link === 'branch') findings.push(finding('revision.branch', where))
    const key = JSON.stringify([formId, formVersion, noticeId, staged.revision.noticeVersion])
    const form = forms.get(key) ?? (await formFor(ctx, staged.revision))
    forms.set(key, form)
    if (!form) findings.push(finding('notice.other-version', where, `${formId} ${formVersion}`))
    // Only what this office sent before: otherwise a receipt would tell whether somebody else's file lies here.
    for (const { digest } of staged.delivered)
      if (!ctx.attachments.has(digest) || !(await deliveredBy(ctx.db, digest, json.sender.officeId)))
        findings.push(finding('record.not-delivered', where))
    if (ctx.vault.isPurged(recordId)) findings.push(finding('record.purged', where))
    const shown = form?.fields.some((field) => field.personal && Object.hasOwn(staged.revision.values, field.id))
    if (shown) findings.push(finding('record.personal-in-clear', where))
    const { consents, personal } = staged
    if (form && consents && !namesOnlyParticipants(form, personal?.fields ?? {}, consents))
      findings.push(finding('consents.unknown-person', where))
    if (form) ready.push({ staged, form, known: known !== undefined })
  }
  return { ready, findings }
}

/**
 * A revision follows the one that its parent digest names: what lies next to it here must be that one. `branch`: it goes
 * on from an older revision that we have, as after a restore that lost the one in between; nothing of ours is replaced.
 */
async function chainLink(
  ctx: HandlerContext,
  { revision, digest }: StagedRecord,
  beside: ReadonlyMap<string, StagedRecord>,
): Promise<'sound' | 'branch' | 'broken'> {
  const { recordId, revision: number, parentDigest } = revision
  if ((number === 1) !== (parentDigest === null)) return 'broken'
  const neighbour = async (n: number) => {
    const next = beside.get(`${recordId}-${n}`)
    if (next) return { digest: next.digest, parent: next.revision.parentDigest }
    const row = await findRevision(ctx.db, recordId, n)
    return row && { digest: row.digest, parent: row.parent_digest }
  }
  const before = await neighbour(number - 1)
  const after = await neighbour(number + 1)
  if (after !== undefined && after.parent !== digest) return 'broken'
  if (before === undefined || before.digest === parentDigest) return 'sound'
  for (let older = number - 2; older >= 1; older--)
    if ((await neighbour(older))?.digest === parentDigest) return 'branch'
  return 'broken'
}

/** The form of that version of the notice; only where we have neither, one that records were written with. */
async function formFor(
  ctx: HandlerContext,
  { formId, formVersion, noticeId, noticeVersion }: StagedRecord['revision'],
): Promise<FormDefinition | null> {
  const packs = [await ctx.notices.version(noticeId, noticeVersion), ctx.notices.find(noticeId)?.pack]
  for (const pack of packs) {
    const form = pack?.forms.find((one) => one.id === formId && one.version === formVersion)
    if (form) return form
  }
  return keptForm(ctx.db, localNoticeId(ctx, noticeId), formId, formVersion)
}

/** A notice of ours is known by another id outside (published/published-id.ts). */
const localNoticeId = (ctx: HandlerContext, noticeId: string): string => ctx.notices.find(noticeId)?.pack.id ?? noticeId

async function importedRevision(
  ctx: HandlerContext,
  call: Call,
  { json }: Arrival,
  { staged, form }: Ready,
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
    if (!file.entry || !isScan(file.entry, revision)) {
      const { video, ...one } = await placed.attachment(file, form, false, recordId)
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
  for (const file of staged.documents) documents.push(await placed.document(file, recordId, revision.revision))
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
      const own = revisions.filter(({ one }) => one.record.record_id === recordId)
      const decided = own.flatMap(({ one }) => (one.consents ? [one.revision.revision] : []))
      const hearsay = own.some(({ one }) => one.record.office_id !== row.sender_office_id)
      heardFrom.set(recordId, await hearConsents(trx, { recordId, hearsay, decided }))
    }
    for (const { one, form, known } of revisions) {
      const { notice_id: noticeId } = one.record
      const key = JSON.stringify([noticeId, form.id, form.version])
      if (!forms.has(key)) await keepForm(trx, noticeId, form)
      forms.add(key)
      const of = { recordId: one.record.record_id, revision: one.revision.revision }
      const heard = of.revision >= (heardFrom.get(of.recordId) ?? 1)
      // Papers and fields of files, too, are only the word of whoever passed it on.
      const brought = heard ? one : { ...one, scans: [] }
      if (known) await addImportedFiles(trx, of.recordId, of.revision, brought, heard)
      else await insertImportedRevision(trx, brought)
      if (one.consents && heard) await writeImportedConsents(trx, of, one.consents)
    }
    await receiveEntries(
      trx,
      ctx,
      revisions.map(({ one }) => one.record.notice_id),
    )
    await putInbox(trx, { ...row, findings_json: JSON.stringify([...arrival.verified.findings, ...findings]) })
    for (const { one } of revisions) {
      const { record_id, revision, digest } = one.revision
      await insertInboxRecord(trx, {
        tag_manifest_digest: row.tag_manifest_digest,
        record_id,
        revision,
        digest,
        state: 'received',
      })
    }
    await keepOrigins(trx, roots, origins, row.sender_office_id, row.received_at)
    killPoint('import.before-commit')
  })
  killPoint('import.after-commit')
}
