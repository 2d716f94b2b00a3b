/** At the next office up: each row of a total against what its office signed, and the total against its rows. */
import { packagesOfRevision } from '../../../db/queries/evidence.ts'
import { office as findOffice } from '../../../db/queries/offices.ts'
import { draft, record as findRecord } from '../../../db/queries/records.ts'
import { revision as findRevision, latestRevision } from '../../../db/queries/revisions.ts'
import type { RollupCheck } from '../../../shared/api/rollups.ts'
import { type FormDefinition, type FormValues, figureReasonsField } from '../../../shared/form/definition.ts'
import { Problem } from '../../../shared/problems.ts'
import { figureReasons, sameFigure } from '../../../shared/register/settle.ts'
import { additiveFields, rollupValues } from '../../../shared/rollup/fields.ts'
import { type CarriedRow, carriedRows, carriesTotals, rowTotals } from '../../../shared/rollup/rows.ts'
import { codeText } from '../../../shared/wording/revision-code.ts'
import type { HandlerContext } from '../handlers/context.ts'
import { revisionCode } from '../package/canonical.ts'
import { asValues } from '../records/content.ts'
import { formOf, formOfRevision, needRecord } from '../records/load.ts'
import { openValuesOf } from './load.ts'

type CheckedRow = RollupCheck['rows'][number]

/** Of our own the draft, of another office's record the latest revision. @throws Problem record.unknown, rollup.no-rows */
export async function checkTotals(ctx: HandlerContext, recordId: string): Promise<RollupCheck> {
  const { definition, values } = await said(ctx, recordId)
  const carried = carriedRows(definition, values)
  if (carried.length === 0) throw new Problem('rollup.no-rows', { recordId })
  const rows: CheckedRow[] = []
  const seen = new Set<string>()
  for (const row of carried) {
    rows.push(
      seen.has(row.recordId)
        ? { ...told(row), evidence: 'differs', words: '同一份表在合计里算了不止一次' }
        : await checkRow(ctx, definition, row),
    )
    seen.add(row.recordId)
  }
  return { recordId, rows, wrongSums: wrongSums(definition, values, carried) }
}

async function said(
  ctx: HandlerContext,
  recordId: string,
): Promise<{ definition: FormDefinition; values: FormValues }> {
  const record = await needRecord(ctx.db, recordId)
  const own = record.own === 1 ? await draft(ctx.db, recordId) : undefined
  if (own)
    return {
      definition: await formOf(ctx.db, record),
      values: asValues(JSON.parse(own.values_json) as Record<string, unknown>),
    }
  const latest = await latestRevision(ctx.db, recordId)
  if (!latest) throw new Problem('rollup.no-rows', { recordId })
  return {
    definition: await formOfRevision(ctx.db, record, latest),
    values: openValuesOf(latest),
  }
}

const told = ({ officeName, recordId, digest }: CarriedRow) => ({ officeName, recordId, digest, carries: false })

async function checkRow(ctx: HandlerContext, definition: FormDefinition, row: CarriedRow): Promise<CheckedRow> {
  const { recordId, digest } = row
  const verdict = (evidence: CheckedRow['evidence'], words: string, carries = false): CheckedRow => ({
    ...told(row),
    ...{ evidence, words, carries },
  })
  const kept = await findRevision(ctx.db, recordId, row.revision)
  const record = await findRecord(ctx.db, recordId)
  if (!kept || !record) {
    if (row.from === 'entered') return verdict('entered', '照纸面代录的，没有原件可以核对')
    const other = await latestRevision(ctx.db, recordId)
    return verdict(
      'absent',
      other ? `合计用的是第${row.revision}版，这里只收到第${other.revision}版` : '原件没有一起报来，无法核对',
    )
  }
  const values = openValuesOf(kept)
  const carries = carriesTotals(values)
  const own = (await findOffice(ctx.db, record.office_id))?.own === 1
  // Ours is in our own hands; what others filled in must have been signed by them.
  if (!own && (await packagesOfRevision(ctx.db, recordId, row.revision)).length === 0)
    return row.from === 'entered'
      ? verdict('entered', '照纸面代录的，没有原件可以核对')
      : verdict('absent', '没有找到原件的签名，无法核对')
  if (record.office_id !== row.officeId || kept.digest !== digest) {
    const code = codeText(revisionCode(kept.digest))
    return verdict('differs', `和原件不是同一份：原件的版本核对码是 ${code}`, carries)
  }
  const signed = rollupValues(definition, values)
  const wrong = additiveFields(definition).flatMap(({ id, label }) => {
    const [theirs, ours] = [signed[id] ?? null, row.values[id] ?? null]
    const same = theirs === ours || (theirs !== null && ours !== null && sameFigure(theirs, ours))
    return same ? [] : [`“${label}”原件是 ${theirs ?? '空'}，汇总写的是 ${ours ?? '空'}`]
  })
  if (wrong.length > 0) return verdict('differs', wrong.join('；'), carries)
  const less = additiveFields(definition).flatMap(({ id, label }) => {
    const amount = row.deducted[id]
    return amount === undefined ? [] : [`“${label}”减去 ${amount}`]
  })
  if (less.length === 0) return verdict('same', '和原件一致', carries)
  // What is taken away is the sender's own decision: it must at least say over which activity.
  if (row.joint.length === 0) return verdict('differs', `没有说明是哪项活动，就${less.join('、')}`, carries)
  return verdict('same', `和原件一致；联合举办的活动算在别的单位，${less.join('、')}`, carries)
}

function wrongSums(definition: FormDefinition, values: FormValues, rows: readonly CarriedRow[]) {
  const sums = rowTotals(definition, rows)
  const reasons = new Map(figureReasons(definition, values[figureReasonsField]).map((one) => [one.field, one.reason]))
  const written = rollupValues(definition, values)
  return additiveFields(definition).flatMap(({ id, label }): RollupCheck['wrongSums'] => {
    const [told, sum] = [written[id] ?? null, sums[id] ?? null]
    if (told === sum || (told !== null && sum !== null && sameFigure(told, sum))) return []
    return [{ field: id, label, said: told, sum, reason: reasons.get(id) ?? '' }]
  })
}
