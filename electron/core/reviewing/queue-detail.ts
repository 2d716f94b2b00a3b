/** One record of the queue, opened: what it says, what its form finds, its paper, and what was said before. */
import { importedPackages, inboxRecords } from '../../../db/queries/inbox.ts'
import { latestVerdictRow } from '../../../db/queries/queue.ts'
import { type RevisionRow, revisionAttachments, revisionsOf } from '../../../db/queries/revisions.ts'
import { liveScans } from '../../../db/queries/scans.ts'
import type { FieldReason, QueueDetail } from '../../../shared/api/returns.ts'
import type { FormDefinition, FormValues } from '../../../shared/form/definition.ts'
import { isBlocking, validateForm } from '../../../shared/form/validate.ts'
import { Problem } from '../../../shared/problems.ts'
import { findingText } from '../../../shared/wording/finding-texts.ts'
import type { HandlerContext } from '../handlers/context.ts'
import { revisionCode } from '../package/canonical.ts'
import { maskedValues, revisionContent } from '../records/content.ts'
import { countFiles } from '../records/draft-state.ts'
import { formOfRevision, needRecord } from '../records/load.ts'
import { previousOf, revisionChanges } from '../records/revision-differences.ts'
import { attachmentInfos } from '../records/view.ts'
import { inboxReasonsLabel } from './decided.ts'
import { revisionVideos } from './open-facts.ts'
import { itemsOf } from './queue.ts'
import { knownFields, openReasons } from './reasons.ts'

/** @throws Problem package.not-found, record.unknown, revision.unknown, form.unknown, keys.locked */
export async function queueDetail(
  ctx: HandlerContext,
  key: { packageId: string; recordId: string; revision: number },
): Promise<QueueDetail> {
  const { packageId, recordId, revision } = key
  const arrivals = await importedPackages(ctx.db, [packageId])
  if (arrivals.length === 0) throw new Problem('package.not-found', { packageId })
  const record = await needRecord(ctx.db, recordId)
  const all = await revisionsOf(ctx.db, recordId)
  const row = all.find((one) => one.revision === revision)
  const [item] = await itemsOf(ctx, [key])
  const said = (
    await inboxRecords(
      ctx.db,
      arrivals.map((one) => one.tag_manifest_digest),
    )
  ).find((one) => one.record_id === recordId && one.revision === revision)
  if (!row || !item || !said) throw new Problem('revision.unknown', { recordId, revision })
  const arrival = arrivals.find((one) => one.tag_manifest_digest === said.tag_manifest_digest)
  const definition = await formOfRevision(ctx.db, record, row)
  const { values } = revisionContent(ctx.vault, row)
  const files = await revisionAttachments(ctx.db, recordId, revision)
  const writtenAt = arrival?.receipt_written_at ?? null
  const scans = (await liveScans(ctx.db, recordId)).filter((scan) => scan.revision === revision)
  return {
    item,
    definition,
    values: maskedValues(definition, values),
    attachments: await attachmentInfos(ctx, definition, recordId, revision, files),
    findings: ctx.vault.isPurged(recordId) ? [] : await findings(ctx, definition, values, row, files),
    previous: await previous(ctx, record, all, row),
    returned: await returnedBefore(ctx, definition, all, row),
    reasons: knownFields(
      definition,
      openReasons(ctx, inboxReasonsLabel(said.tag_manifest_digest, recordId, revision), said),
    ),
    // What was decided since the last receipt is in none.
    receiptWrittenAt:
      writtenAt !== null && (said.decided_at === null || said.decided_at <= writtenAt) ? writtenAt : null,
    scans: scans.map(({ digest, verdict, title }) => ({ digest, verdict, title })),
  }
}

/** The form's own checks, run again here: what the sender's program found is only its word. */
async function findings(
  ctx: HandlerContext,
  definition: FormDefinition,
  values: FormValues,
  row: RevisionRow,
  files: readonly { field: string }[],
): Promise<QueueDetail['findings']> {
  const videos = await revisionVideos(ctx, definition, row.record_id, row.revision)
  return validateForm(definition, values, countFiles(files), null, videos).map((finding) => {
    const field = definition.fields.find(({ id }) => id === finding.path)
    return {
      path: finding.path,
      label: field?.label ?? '',
      message: field ? findingText(field, finding) : (finding.message ?? ''),
      severity: isBlocking(finding) ? 'error' : 'warning',
    }
  })
}

async function previous(
  ctx: HandlerContext,
  record: { notice_id: string },
  all: readonly RevisionRow[],
  row: RevisionRow,
): Promise<QueueDetail['previous']> {
  const before = previousOf(all, row.revision)
  if (!before) return null
  return {
    revision: before.revision,
    code: revisionCode(before.digest),
    changes: await revisionChanges(ctx, record, before, row),
  }
}

async function returnedBefore(
  ctx: HandlerContext,
  definition: FormDefinition,
  all: readonly RevisionRow[],
  row: RevisionRow,
): Promise<FieldReason[]> {
  const before = previousOf(all, row.revision)
  if (!before) return []
  const said = await latestVerdictRow(ctx.db, before)
  if (said?.state !== 'returned') return []
  const label = inboxReasonsLabel(said.tag_manifest_digest, before.record_id, before.revision)
  return knownFields(definition, openReasons(ctx, label, said))
}
