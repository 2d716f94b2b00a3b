/** What is kept beside a draft for the lists, worked out again after each change while the personal fields are open. */
import type { Queryable } from '../../../db/connection.ts'
import {
  draft,
  draftAttachments,
  type RecordRow,
  record as recordRow,
  updateDraft,
  updateRecord,
} from '../../../db/queries/records.ts'
import { latestRevision, revisionAttachments } from '../../../db/queries/revisions.ts'
import type { FormDefinition, FormValues } from '../../../shared/form/definition.ts'
import { type Finding, isBlocking, validateForm } from '../../../shared/form/validate.ts'
import { type RegisterFigures, settleFigures } from '../../../shared/register/settle.ts'
import type { HandlerContext } from '../handlers/context.ts'
import { boundFields, figuresNow, figuresText, keptFigures } from '../register/figures.ts'
import { totalFigures } from '../rollup/figures.ts'
import { draftVideos } from '../videos/video-files.ts'
import { draftLabel, revisionContent, sameContent, sealPersonal, splitValues } from './content.ts'
import { isFrozenSound } from './frozen.ts'
import { lastYearValues } from './last-year.ts'

export function countFiles(files: readonly { field: string }[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { field } of files) counts[field] = (counts[field] ?? 0) + 1
  return counts
}

/** The values with their figures brought in step with the register, and what the register said. Totals follow their own rows. */
export async function inStep(
  trx: Queryable,
  ctx: Pick<HandlerContext, 'notices'>,
  { row, definition, now }: { row: RecordRow; definition: FormDefinition; now?: RegisterFigures | undefined },
  values: FormValues,
): Promise<{ values: FormValues; figuresJson: string | null }> {
  const totals = totalFigures(definition, values)
  const bound = boundFields(ctx, row, definition)
  if (bound.length === 0 && totals === null) return { values, figuresJson: null }
  const kept = keptFigures((await draft(trx, row.record_id))?.figures_json ?? null)
  if (totals) return { values: settleFigures(definition, values, kept, totals), figuresJson: JSON.stringify(totals) }
  // Every change of an activity writes them anew, so counting again is only due for what was never counted.
  const isKept = kept !== null && bound.every(({ field }) => Object.hasOwn(kept, field.id))
  const figures = now ?? (isKept ? kept : await figuresNow(trx, bound, row.notice_id))
  return { values: settleFigures(definition, values, kept, figures), figuresJson: figuresText(bound, figures) }
}

/**
 * Writes a draft with its values, findings and difference from the latest revision. Figures that follow the register are
 * set to what it says. Only queries of `trx` are awaited.
 * @returns with the values as they were written
 * @throws Problem record.purged; keys.locked when personal values must be sealed or compared and the vault is locked
 */
export async function writeDraft(
  trx: Queryable,
  ctx: Pick<HandlerContext, 'vault' | 'now' | 'notices'>,
  record: {
    recordId: string
    definition: FormDefinition
    deviceId: string
    draftSeq: number
    /** What the register says now, where that is known anew. */
    figures?: RegisterFigures
  },
  typed: FormValues,
): Promise<{ savedAt: string; findings: Finding[]; values: FormValues }> {
  const { recordId, definition, deviceId, draftSeq } = record
  ctx.vault.refusePurged(recordId)
  const row = await recordRow(trx, recordId)
  const step = row && (await inStep(trx, ctx, { row, definition, now: record.figures }, typed))
  const values = step?.values ?? typed
  const split = splitValues(definition, values)
  const files = await draftAttachments(trx, recordId)
  const lastYear = row ? await lastYearValues(trx, ctx, row, definition) : null
  const findings = validateForm(
    definition,
    values,
    countFiles(files),
    lastYear,
    await draftVideos(trx, definition, recordId, files),
  )
  const savedAt = ctx.now().toISOString()
  const changed = await differsFromLatest(trx, ctx, recordId, {
    formVersion: definition.version,
    values: split,
    files,
  })
  await updateDraft(trx, recordId, {
    device_id: deviceId,
    draft_seq: draftSeq,
    values_json: JSON.stringify(split.open),
    personal_sealed: sealPersonal(ctx.vault, draftLabel(recordId), split.personal),
    blocking: findings.filter(isBlocking).length,
    changed: changed ? 1 : 0,
    saved_at: savedAt,
    figures_json: step?.figuresJson ?? null,
  })
  await updateRecord(trx, recordId, { updated_at: savedAt })
  return { savedAt, findings, values }
}

export async function differsFromLatest(
  db: Queryable,
  ctx: Pick<HandlerContext, 'vault'>,
  recordId: string,
  draft: Parameters<typeof sameContent>[0],
): Promise<boolean> {
  const latest = await latestRevision(db, recordId)
  // What is not as it was frozen is nothing to compare with.
  if (!latest || !isFrozenSound(latest)) return true
  const files = await revisionAttachments(db, recordId, latest.revision)
  return !sameContent(draft, { content: revisionContent(ctx.vault, latest), files })
}
