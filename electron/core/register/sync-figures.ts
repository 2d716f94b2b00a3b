/** Keeps the drafts of our own records in step with the register. */
import type { Queryable } from '../../../db/connection.ts'
import { draft, listRecords, type RecordRow, updateDraft } from '../../../db/queries/records.ts'
import type { FormValues } from '../../../shared/form/definition.ts'
import { sameValue } from '../../../shared/form/differences.ts'
import { Problem } from '../../../shared/problems.ts'
import { type RegisterFigures, settleFigures } from '../../../shared/register/settle.ts'
import { carriesTotals } from '../../../shared/rollup/rows.ts'
import { changed, type HandlerContext } from '../handlers/context.ts'
import { draftValues } from '../records/content.ts'
import { writeDraft } from '../records/draft-state.ts'
import { formOf, needRecord } from '../records/load.ts'
import {
  type BoundField,
  boundFields,
  figuresNow,
  figuresText,
  keptFigures,
  registerFigures,
  registerOf,
} from './figures.ts'
import { dropTally, type FigureMove, movedTally } from './tallies.ts'

/**
 * Rewrites the drafts that count over these activities, from inside the transaction that changed them. A draft that a
 * locked vault keeps shut, or whose personal data are purged, is left: opening it mends the first.
 * @param moves only those that may move a figure
 */
export async function syncFigures(trx: Queryable, ctx: HandlerContext, moves: readonly FigureMove[]): Promise<void> {
  let wrote = false
  const all = moves.flatMap(({ before, after }) => [
    ...(before?.values.notices ?? []),
    ...(after?.values.notices ?? []),
  ])
  for (const noticeId of new Set(all.map((notice) => notice.noticeId))) {
    const records = (await listRecords(trx, { noticeId })).filter(
      (row) => row.own === 1 && registerOf(ctx, row)?.scope === 'notice',
    )
    const bound: { row: RecordRow; fields: BoundField[] }[] = []
    for (const row of records) bound.push({ row, fields: boundFields(ctx, row, await formOf(trx, row)) })
    const rules = bound.flatMap(({ fields }) => fields.map(({ rule }) => rule))
    if (rules.length === 0) {
      dropTally(ctx.store, noticeId)
      continue
    }
    const tally = await movedTally(trx, ctx.store, { noticeId, rules, moves })
    for (const { row, fields } of bound) {
      const values = new Map(fields.map(({ field, rule }) => [field.id, { value: tally.value(rule) }]))
      if (await syncDraft(trx, ctx, row, registerFigures(fields, values))) wrote = true
    }
  }
  // Pages read on the same connection, so behind the end of this transaction.
  if (wrote) changed(ctx, 'records')
}

/** A draft with totals follows the rows of its offices. */
const followsRows = ({ values_json }: { values_json: string }): boolean =>
  carriesTotals(JSON.parse(values_json) as FormValues)

/**
 * @param known what the register says, where that is known
 * @returns whether the draft was rewritten; its counter is then one more
 */
export async function syncDraft(
  trx: Queryable,
  ctx: Pick<HandlerContext, 'vault' | 'now' | 'notices'>,
  row: RecordRow,
  known?: RegisterFigures,
): Promise<boolean> {
  if (row.own !== 1 || ctx.vault.isPurged(row.record_id)) return false
  const recordId = row.record_id
  const definition = await formOf(trx, row)
  const bound = boundFields(ctx, row, definition)
  const kept = bound.length === 0 ? undefined : await draft(trx, recordId)
  if (!kept || followsRows(kept)) return false
  const figures = known ?? (await figuresNow(trx, bound, row.notice_id))
  const text = figuresText(bound, figures)
  if (text === kept.figures_json) return false
  try {
    const values = draftValues(ctx.vault, kept)
    const settled = settleFigures(definition, values, keptFigures(kept.figures_json), figures)
    const ids = new Set([...Object.keys(values), ...Object.keys(settled)])
    if ([...ids].every((id) => sameValue(values[id], settled[id]))) {
      await updateDraft(trx, recordId, { figures_json: text })
      return false
    }
    const place = { recordId, definition, deviceId: row.device_id, draftSeq: kept.draft_seq + 1, figures }
    await writeDraft(trx, ctx, place, values)
    return true
  } catch (thrown) {
    if (thrown instanceof Problem && thrown.code === 'keys.locked') return false
    throw thrown
  }
}

/** Before a record is shown: mends what could not be written while the vault was locked, or was made by an earlier program. */
export async function mendFigures(ctx: HandlerContext, recordId: string): Promise<void> {
  const row = await needRecord(ctx.db, recordId)
  if (row.own !== 1 || ctx.vault.isPurged(recordId) || registerOf(ctx, row)?.scope !== 'notice') return
  const definition = await formOf(ctx.db, row)
  const bound = boundFields(ctx, row, definition)
  const kept = bound.length === 0 ? undefined : await draft(ctx.db, recordId)
  if (
    !kept ||
    followsRows(kept) ||
    figuresText(bound, await figuresNow(ctx.db, bound, row.notice_id)) === kept.figures_json
  )
    return
  const wrote = await ctx.write(async (trx) => syncDraft(trx, ctx, await needRecord(trx, recordId)))
  if (wrote) changed(ctx, 'records')
}
