/** A record and the versions of its notice: what a later one changes, the step over to it, and the step back. */

import type { Queryable } from '../../../db/connection.ts'
import { addDraftAttachment } from '../../../db/queries/attachments.ts'
import {
  allMoves,
  insertMove,
  markMoveUndone,
  movedFiles,
  type RecordMoveRow,
} from '../../../db/queries/record-moves.ts'
import { type DraftAttachmentRow, updateRecord } from '../../../db/queries/records.ts'
import { latestRevision } from '../../../db/queries/revisions.ts'
import type { KeptValue, RecordVersion, VersionDifference } from '../../../shared/api/published.ts'
import type { FormDefinition } from '../../../shared/form/definition.ts'
import { fieldChanges } from '../../../shared/form/version-changes.ts'
import type { NoticePack } from '../../../shared/notice/pack.ts'
import { noticeChanges } from '../../../shared/notice/version-changes.ts'
import { Problem } from '../../../shared/problems.ts'
import { plainPage } from '../documents/plain-page.ts'
import type { HandlerContext } from '../handlers/context.ts'
import { draftValues } from './content.ts'
import { divideValues, type KeptValues } from './divide-values.ts'
import { writeDraft } from './draft-state.ts'
import { keepForm, keptForm } from './kept-forms.ts'
import { needRecord, needTypedDraft, type OwnDraft } from './load.ts'
import { refuseWhileReturned } from './return-lock.ts'

const keptLabel = (recordId: string, move: number): string => `record_moves/${recordId}-${move}/kept_sealed`

const formIn = (pack: NoticePack, formId: string): FormDefinition | undefined =>
  pack.forms.find((form) => form.id === formId)

/** @throws Problem record.unknown, record.not-ours, keys.locked */
export async function recordVersion(ctx: HandlerContext, recordId: string): Promise<RecordVersion> {
  const own = await needTypedDraft(ctx.db, recordId)
  const { record } = own
  const moves = await allMoves(ctx.db, recordId)
  const files = moves[0] ? await movedFiles(ctx.db, recordId, moves[0].move) : []
  const current = ctx.notices.find(record.notice_id)?.pack
  const newer = !current || current.version === record.notice_version ? null : await difference(ctx, own, current)
  return {
    noticeVersion: record.notice_version,
    newer,
    kept: keptView(keptValues(ctx, moves[0]), files, await labelsOf(ctx, own, moves)),
    movedFrom: moves.find((move) => move.undone_at === null)?.from_notice_version ?? null,
  }
}

/** Labels of fields that the form of the moment has no more. */
async function labelsOf(
  ctx: HandlerContext,
  { record }: OwnDraft,
  moves: readonly RecordMoveRow[],
): Promise<(field: string) => string> {
  const labels = new Map<string, string>()
  for (const { from_form_version: version } of moves) {
    const form = await keptForm(ctx.db, record.notice_id, record.form_id, version)
    for (const { id, label } of form?.fields ?? []) if (!labels.has(id)) labels.set(id, label)
  }
  return (field) => labels.get(field) ?? '附件'
}

async function difference(ctx: HandlerContext, own: OwnDraft, current: NoticePack): Promise<VersionDifference> {
  const { record, draft, definition, files } = own
  const before = await ctx.notices.version(record.notice_id, record.notice_version)
  const after = formIn(current, record.form_id)
  const values = draftValues(ctx.vault, draft)
  const moved = after && divideValues(definition, after, values, {}).stay
  const latest = await latestRevision(ctx.db, record.record_id)
  return {
    fromVersion: record.notice_version,
    toVersion: current.version,
    movable: after !== undefined,
    fields: after ? fieldChanges(definition, after) : [],
    notice: before ? noticeChanges(before, current) : [],
    pageChanges:
      after !== undefined &&
      moved !== undefined &&
      plainPage(definition, values, files) !== plainPage(after, moved, files.filter(staysIn(after))),
    stamped: latest?.stamped_at != null,
  }
}

/**
 * 改用新版: one deliberate step of the draft. Frozen revisions stay what they are; what the later form does not ask for
 * is kept beside.
 * @throws Problem record.unknown, record.not-ours, notice.unknown, notice.no-newer, form.unknown, keys.locked
 */
export async function moveToVersion(ctx: HandlerContext, recordId: string): Promise<void> {
  const row = await needRecord(ctx.db, recordId)
  const { pack } = ctx.notices.get(row.notice_id)
  const after = formIn(pack, row.form_id)
  if (!after) throw new Problem('form.unknown', { formId: row.form_id })
  await ctx.write(async (trx) => {
    const own = await needTypedDraft(trx, recordId)
    if (own.record.notice_version === pack.version) throw new Problem('notice.no-newer', { recordId })
    await refuseWhileReturned(trx, own, '改用新版')
    await keepForm(trx, own.record.notice_id, after)
    await step(trx, ctx, own, { definition: after, noticeVersion: pack.version }, null)
  })
}

/**
 * 撤销 of the last step: the earlier form, with all that was in it. What was typed since stays, or is kept beside.
 * @throws Problem record.unknown, record.not-ours, notice.no-newer when there is no step to take back, form.unknown,
 *   keys.locked
 */
export async function moveBack(ctx: HandlerContext, recordId: string): Promise<void> {
  await ctx.write(async (trx) => {
    const own = await needTypedDraft(trx, recordId)
    const last = (await allMoves(trx, recordId)).find((move) => move.undone_at === null)
    if (!last) throw new Problem('notice.no-newer', { recordId })
    await refuseWhileReturned(trx, own, '退回旧版')
    const { notice_id, form_id } = own.record
    const definition = await keptForm(trx, notice_id, form_id, last.from_form_version)
    if (!definition) throw new Problem('form.unknown', { formId: form_id })
    await step(trx, ctx, own, { definition, noticeVersion: last.from_notice_version }, last.move)
  })
}

/** Every move keeps all that is out of sight after it, so the last one tells the whole. */
async function step(
  trx: Queryable,
  ctx: HandlerContext,
  own: OwnDraft,
  target: { definition: FormDefinition; noticeVersion: string },
  undoes: number | null,
): Promise<void> {
  const { record, draft, definition: before, files } = own
  const { definition: after, noticeVersion } = target
  const recordId = record.record_id
  const at = ctx.now().toISOString()
  const moves = await allMoves(trx, recordId)
  const values = draftValues(ctx.vault, draft)
  const { stay, kept } = divideValues(before, after, values, keptValues(ctx, moves[0]))
  const beside = moves[0] ? await movedFiles(trx, recordId, moves[0].move) : []
  const returning = beside.filter(staysIn(after))
  const out = [...beside.filter((file) => !returning.includes(file)), ...files.filter((file) => !staysIn(after)(file))]
  const move = (moves[0]?.move ?? 0) + 1
  await insertMove(
    trx,
    {
      record_id: recordId,
      move,
      from_notice_version: record.notice_version,
      from_form_version: record.form_version,
      to_notice_version: noticeVersion,
      to_form_version: after.version,
      kept_sealed:
        Object.keys(kept).length === 0 ? null : ctx.vault.sealField(keptLabel(recordId, move), JSON.stringify(kept)),
      moved_at: at,
      undone_at: undoes === null ? null : at,
    },
    out,
  )
  if (undoes !== null) await markMoveUndone(trx, recordId, undoes, at)
  for (const file of returning) await addDraftAttachment(trx, recordId, file.field, file.digest, file.title)
  await updateRecord(trx, recordId, { notice_version: noticeVersion, form_version: after.version })
  const place = { recordId, definition: after, deviceId: record.device_id, draftSeq: draft.draft_seq + 1 }
  await writeDraft(trx, ctx, place, stay)
}

const staysIn =
  (definition: FormDefinition) =>
  ({ field }: Pick<DraftAttachmentRow, 'field'>): boolean =>
    definition.fields.some((one) => one.id === field && one.kind === 'attachments')

function keptValues(ctx: HandlerContext, move: RecordMoveRow | undefined): KeptValues {
  if (!move?.kept_sealed) return {}
  return JSON.parse(ctx.vault.openField(keptLabel(move.record_id, move.move), move.kept_sealed)) as KeptValues
}

function keptView(
  kept: KeptValues,
  files: readonly { field: string }[],
  labelOf: (field: string) => string,
): KeptValue[] {
  const values = Object.entries(kept).map(([field, { label, text, personal }]) => ({
    field,
    label,
    text,
    personal,
    files: 0,
  }))
  const counts = new Map<string, number>()
  for (const { field } of files) counts.set(field, (counts.get(field) ?? 0) + 1)
  const attached = [...counts].map(([field, count]) => ({
    field,
    label: labelOf(field),
    text: '',
    personal: false,
    files: count,
  }))
  return [...values, ...attached]
}
