/** Rows of offices added up, exactly. Null is not zero: it is counted apart and adds nothing. Pure. */
import { fromUnits, toUnits } from '../form/decimal.ts'
import type { FormDefinition } from '../form/definition.ts'
import { additiveFields, type RollupValues, rollupFields, withComputed } from './fields.ts'

export interface CountedRow {
  readonly values: RollupValues
  /** What does not count of it because another office counts the joint activity: positive digits by field. */
  readonly deducted: Readonly<Record<string, string>>
}
export type Totals = Record<string, { value: string | null; filled: number; empty: number }>

const units = (text: string): bigint => toUnits(text) ?? 0n

/** What a row brings to a total; null where nothing was filled in. */
export function counted({ values, deducted }: CountedRow, field: string): string | null {
  const value = values[field] ?? null
  const less = deducted[field]
  return value === null || less === undefined ? value : fromUnits(units(value) - units(less))
}

/** @returns null where no row says anything; as many digits as it needs, nothing is rounded */
export function sumOf(values: readonly (string | null)[]): string | null {
  const filled = values.filter((value) => value !== null)
  return filled.length === 0 ? null : fromUnits(filled.reduce((sum, value) => sum + units(value), 0n))
}

/** Computed fields follow from the sums, never from sums of what was computed. @param rows only those that count */
export function rollupTotals(definition: FormDefinition, rows: readonly CountedRow[]): Totals {
  const sums = Object.fromEntries(
    additiveFields(definition).map(({ id }) => [id, sumOf(rows.map((row) => counted(row, id)))]),
  )
  const all = withComputed(definition, sums)
  return Object.fromEntries(
    rollupFields(definition).map(({ field }) => {
      const filled = rows.filter(({ values }) => (values[field] ?? null) !== null).length
      return [field, { value: all[field] ?? null, filled, empty: rows.length - filled }]
    }),
  )
}
