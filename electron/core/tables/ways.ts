/** How a sender writes its lists: remembered when they are taken in, found again by the labels of the header. */
import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Queryable } from '../../../db/connection.ts'
import { keepTableWay, tableWay } from '../../../db/queries/table-ways.ts'
import { type ColumnMeaning, columnMeanings, type TableFactor, tableFactors } from '../../../shared/api/tables.ts'
import { plainLabel } from '../../../shared/form/compare.ts'
import { coverName } from '../personal/cover-numbers.ts'
import type { FoundTable } from './read/types.ts'

const ways = z.array(
  z.strictObject({ label: z.string().max(400), meaning: z.enum(columnMeanings), factor: z.enum(tableFactors) }),
)
type Way = { readonly meaning: ColumnMeaning; readonly factor: TableFactor }

/** SHA-256 over the labels in their order; line breaks and spaces in them don't count, units in brackets do. */
export const headerDigest = ({ columns }: Pick<FoundTable, 'columns'>): string =>
  createHash('sha256')
    .update(JSON.stringify(columns.map(({ label }) => written(label))))
    .digest('hex')

const written = (label: string): string => label.normalize('NFKC').replace(/\s+/gu, '')

/** By label as it stands; null where this sender never sent such a header. */
export async function rememberedWay(
  db: Queryable,
  sender: string,
  table: Pick<FoundTable, 'columns'>,
): Promise<ReadonlyMap<string, Way> | null> {
  const row = await tableWay(db, coverName(sender), headerDigest(table))
  const kept = row && ways.safeParse(JSON.parse(row.columns_json))
  return kept?.success ? new Map(kept.data.map(({ label, meaning, factor }) => [label, { meaning, factor }])) : null
}

export async function rememberWay(
  db: Queryable,
  sender: string,
  table: Pick<FoundTable, 'columns'>,
  wayOf: (column: number) => Way | undefined,
  at: string,
): Promise<void> {
  const columns = table.columns.map(({ column, label }) => ({
    label: coverName(label),
    ...(wayOf(column) ?? { meaning: 'ignore' as const, factor: '1' as const }),
  }))
  await keepTableWay(db, {
    sender: coverName(sender),
    header: headerDigest(table),
    columns_json: JSON.stringify(columns.map(({ label, meaning, factor }) => ({ label, meaning, factor }))),
    confirmed_at: at,
  })
}

/** Labels that say nothing are no header to be remembered by. */
export const isTelling = ({ columns }: Pick<FoundTable, 'columns'>): boolean =>
  columns.some(({ label }) => plainLabel(label) !== '')
