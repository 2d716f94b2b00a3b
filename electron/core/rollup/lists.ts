/** Roll-ups of a notice, and where each number comes from. */
import { lastRollup, type RollupKey } from '../../../db/queries/rollups.ts'
import type { RollupSources, RollupSummary } from '../../../shared/api/rollups.ts'
import { Problem } from '../../../shared/problems.ts'
import { originSources } from '../../../shared/register/origin.ts'
import { rollupFields } from '../../../shared/rollup/fields.ts'
import { counted } from '../../../shared/rollup/totals.ts'
import type { HandlerContext } from '../handlers/context.ts'
import { leavesOf } from './load.ts'
import { openRollup } from './rollup.ts'

/** Forms of the notice that have numbers to add up, in its order. @throws Problem notice.unknown */
export async function rollupList(ctx: HandlerContext, noticeId: string): Promise<RollupSummary[]> {
  const { pack } = ctx.notices.get(noticeId)
  const found: RollupSummary[] = []
  for (const form of pack.forms) {
    if (rollupFields(form).length === 0) continue
    const { key, rollup, expected } = await openRollup(ctx, { noticeId: pack.id, formId: form.id })
    const last = await lastRollup(ctx.db, key)
    found.push({
      formId: form.id,
      formName: form.name,
      offices: new Set(rollup.rows.map(({ officeId }) => officeId)).size,
      expected,
      frozen: last?.number ?? 0,
      frozenAt: last?.frozen_at ?? null,
      changedSince: rollup.changedSince,
    })
  }
  return found
}

/** One total with the rows that make it; a row's activities stand in `register.sources` of its record. @throws Problem as openRollup, field.unknown */
export async function rollupSources(ctx: HandlerContext, of: RollupKey & { field: string }): Promise<RollupSources> {
  const { rollup, received } = await openRollup(ctx, of)
  const field = rollup.fields.find((one) => one.field === of.field)
  const total = rollup.totals[of.field]
  if (!field || !total) throw new Problem('field.unknown', { fieldId: of.field })
  const { leaves } = leavesOf(received)
  const rows = rollup.rows
    .filter((row) => row.leftOut === null)
    .map((row) => ({
      recordId: row.recordId,
      officeName: row.officeName,
      value: counted(row, of.field),
      code: row.code,
      activities: leaves
        .filter(({ top }) => top === row.recordId)
        .reduce((sum, leaf) => sum + originSources(leaf.rows, of.field).length, 0),
    }))
  return { field: of.field, label: field.label, total, rows }
}
