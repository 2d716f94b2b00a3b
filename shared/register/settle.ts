/**
 * Which figures of a record follow the register and which a person wrote over it. A figure follows as long as it says
 * what the register said last; any other value is the person's, stays, and asks for a reason.
 */
import { toUnits } from '../form/decimal.ts'
import { type FieldValue, type FormDefinition, type FormValues, figureReasonsField } from '../form/definition.ts'
import { tableRows } from '../form/evaluate.ts'
import { cleanText } from '../form/normalise.ts'

/** By bound field: what the register says; null where no activity contributes. */
export type RegisterFigures = Readonly<Record<string, string | null>>

export interface FigureReason {
  readonly field: string
  /** What the register says; '' where nothing. */
  readonly computed: string
  readonly reason: string
}

/** Rows that name no field of the form are left out; one row a field, the last one holds. */
export function figureReasons(definition: FormDefinition, value: FieldValue | undefined): FigureReason[] {
  const known = new Set(definition.fields.map(({ id }) => id))
  const rows = new Map<string, FigureReason>()
  for (const { field = '', computed = '', reason = '' } of tableRows(value))
    if (known.has(field)) rows.set(field, { field, computed, reason: cleanText(reason) })
  return [...rows.values()]
}

const maxQuoted = 2000

export function sameFigure(a: string, b: string): boolean {
  const [one, other] = [toUnits(a), toUnits(b)]
  return one !== null && other !== null ? one === other : a.trim() === b.trim()
}

/**
 * @param before what the register said when the values were last settled; null: they never were, so every value that
 *   differs is somebody's own
 */
export function settleFigures(
  definition: FormDefinition,
  values: FormValues,
  before: RegisterFigures | null,
  now: RegisterFigures,
): Record<string, FieldValue> {
  const settled: Record<string, FieldValue> = { ...values }
  const given = new Map(figureReasons(definition, values[figureReasonsField]).map((row) => [row.field, row]))
  const rows: Record<string, string>[] = []
  for (const { id } of definition.fields) {
    const says = now[id]
    if (says === undefined) continue
    const value = values[id]
    const written = typeof value === 'string' ? value.trim() : ''
    const was = before?.[id] ?? null
    const row = given.get(id)
    const follows =
      written === '' ||
      (says !== null && sameFigure(written, says)) ||
      (!row && was !== null && sameFigure(written, was))
    if (follows && says === null) delete settled[id]
    else if (follows && says !== null) settled[id] = says
    else if (says !== null || row?.reason)
      rows.push({ field: id, computed: (says ?? '').slice(0, maxQuoted), reason: row?.reason ?? '' })
  }
  if (rows.length > 0) settled[figureReasonsField] = rows
  else delete settled[figureReasonsField]
  return settled
}
