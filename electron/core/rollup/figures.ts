/** Figures of a record that carries totals: they follow its own rows, not the activity register. Pure. */
import type { FigureSource } from '../../../shared/api/register.ts'
import type { FormDefinition, FormValues } from '../../../shared/form/definition.ts'
import type { RegisterFigures } from '../../../shared/register/settle.ts'
import { additiveFields } from '../../../shared/rollup/fields.ts'
import { carriedRows, rowTotals } from '../../../shared/rollup/rows.ts'
import { counted, sumOf } from '../../../shared/rollup/totals.ts'

export const totalRule = '各单位报来的数相加，没有填的不计，不当作 0'

/** What its figures should say; null: the record carries no totals. */
export function totalFigures(definition: FormDefinition, values: FormValues): RegisterFigures | null {
  const rows = carriedRows(definition, values)
  return rows.length === 0 ? null : rowTotals(definition, rows)
}

/** Of each figure the offices that make it; null: the record carries no totals. */
export function totalSources(
  definition: FormDefinition,
  values: FormValues,
): { rows: number; figures: ReadonlyMap<string, { counted: string | null; sources: FigureSource[] }> } | null {
  const rows = carriedRows(definition, values)
  if (rows.length === 0) return null
  const figures = additiveFields(definition).map(({ id }) => {
    const sources = rows.flatMap((row): FigureSource[] => {
      const amount = counted(row, id)
      if (amount === null) return []
      const less = row.deducted[id]
      const note = less === undefined ? '' : `报 ${row.values[id] ?? ''}，减去算在别处的联合活动 ${less}`
      const place = { activityId: null, title: row.officeName, unit: row.officeName, time: '' }
      return [
        { ...place, amount, names: [], note: [note, row.from === 'entered' ? '代录' : ''].filter(Boolean).join('；') },
      ]
    })
    return [id, { counted: sumOf(rows.map((row) => counted(row, id))), sources }] as const
  })
  return { rows: rows.length, figures: new Map(figures) }
}
