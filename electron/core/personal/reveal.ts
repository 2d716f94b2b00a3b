/** 查看: one value in clear, for a reason that is kept. The value never is. */
import { v7 as uuidv7 } from 'uuid'
import { insertReveal, reveals } from '../../../db/queries/personal.ts'
import { draft, isTypedHere } from '../../../db/queries/records.ts'
import { latestRevision } from '../../../db/queries/revisions.ts'
import type { RevealEntry, Revealed } from '../../../shared/api/personal.ts'
import type { FieldValue, FormDefinition, FormValues } from '../../../shared/form/definition.ts'
import { tableRows } from '../../../shared/form/evaluate.ts'
import { Problem } from '../../../shared/problems.ts'
import type { HandlerContext } from '../handlers/context.ts'
import { draftValues, revisionContent } from '../records/content.ts'
import { formOf, formOfRevision, needRecord } from '../records/load.ts'
import { purgeCandidates } from './candidates.ts'
import { coverNumbers } from './cover-numbers.ts'

export interface RevealOrder {
  readonly recordId: string
  readonly field: string
  readonly row: number | null
  readonly column: string | null
  readonly reason: string
}

/**
 * Of an own record from its draft, of a received one from its latest revision. The row in the log stands before the
 * value goes out.
 * @throws Problem record.unknown, record.purged, revision.unknown, field.unknown, keys.locked
 */
export async function reveal(ctx: HandlerContext, order: RevealOrder): Promise<Revealed> {
  const { recordId, field, row, column } = order
  ctx.vault.refusePurged(recordId)
  const { definition, values } = await contentOf(ctx, recordId)
  const value = pick(definition, values, order)
  await ctx.write((trx) =>
    insertReveal(trx, {
      reveal_id: uuidv7(),
      record_id: recordId,
      field,
      row_number: row,
      column_id: column,
      reason: coverNumbers(order.reason),
      at: ctx.now().toISOString(),
    }),
  )
  return { value }
}

async function contentOf(
  ctx: HandlerContext,
  recordId: string,
): Promise<{ definition: FormDefinition; values: FormValues }> {
  const record = await needRecord(ctx.db, recordId)
  const own = isTypedHere(record) ? await draft(ctx.db, recordId) : undefined
  if (own) return { definition: await formOf(ctx.db, record), values: draftValues(ctx.vault, own) }
  const latest = await latestRevision(ctx.db, recordId)
  if (!latest) throw new Problem('revision.unknown', { recordId, revision: 0 })
  return {
    definition: await formOfRevision(ctx.db, record, latest),
    values: revisionContent(ctx.vault, latest).values,
  }
}

function pick(definition: FormDefinition, values: FormValues, { field: id, row, column }: RevealOrder): FieldValue {
  const field = definition.fields.find((one) => one.id === id && one.personal)
  const value = Object.hasOwn(values, id) ? values[id] : undefined
  if (!field || value === undefined) throw new Problem('field.unknown', { fieldId: id })
  if (row === null && column === null) return value
  const cells = row === null || column === null ? undefined : tableRows(value)[row]
  // A row is an object, and has more than its columns.
  const cell = cells && column !== null && Object.hasOwn(cells, column) ? cells[column] : undefined
  if (cell === undefined) throw new Problem('field.unknown', { fieldId: `${id}/${row ?? ''}/${column ?? ''}` })
  return cell
}

/** Newest first. */
export async function revealList(ctx: HandlerContext, recordId: string | null): Promise<RevealEntry[]> {
  const rows = await reveals(ctx.db, recordId)
  if (rows.length === 0) return []
  const known = new Map((await purgeCandidates(ctx, null)).map((one) => [one.recordId, one]))
  const forms = new Map<string, FormDefinition | null>()
  const entries: RevealEntry[] = []
  for (const { record_id, field, row_number, column_id, reason, at } of rows) {
    if (!forms.has(record_id)) {
      const record = await needRecord(ctx.db, record_id).catch(() => null)
      forms.set(record_id, record && (await formOf(ctx.db, record).catch(() => null)))
    }
    const found = forms.get(record_id)?.fields.find((one) => one.id === field)
    const column = found?.kind === 'table' ? found.columns.find((one) => one.id === column_id) : undefined
    entries.push({
      recordId: record_id,
      recordTitle: known.get(record_id)?.title ?? '',
      formShortName: known.get(record_id)?.formShortName ?? '',
      fieldLabel: [found?.label ?? field, ...(column ? [column.label] : [])].join('·'),
      row: row_number === null ? null : row_number + 1,
      reason,
      at,
    })
  }
  return entries
}
