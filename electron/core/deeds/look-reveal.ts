import { record } from '../../../db/queries/records.ts'
import { formOf } from '../records/load.ts'
import { aboutRecord } from './look.ts'
import type { Look } from './rule.ts'

/** Whose value was looked at: record, field and row. The reason is kept beside the reveal, where it is covered. */
export async function formOfReveal(
  of: { recordId: string; field: string; row: number | null; column: string | null },
  { trx }: Look,
) {
  const row = await record(trx, of.recordId)
  const form = row && (await formOf(trx, row).catch(() => null))
  const field = form?.fields.find(({ id }) => id === of.field)
  const column = field?.kind === 'table' ? field.columns.find(({ id }) => id === of.column)?.label : undefined
  const about = await aboutRecord(trx, of.recordId)
  const label = [field?.label ?? of.field, ...(column === undefined ? [] : [column])].join('·')
  return {
    ...about,
    facts: { ...about.facts, field: label, ...(of.row !== null && { row: of.row + 1 }) },
  }
}
