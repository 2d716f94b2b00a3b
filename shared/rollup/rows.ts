/**
 * What a record with totals carries upward: one row an office under `rollupRows`, with the digest of what that office
 * signed, so that the next office up can add up again and hold each row against the evidence. No personal data.
 * A cell says the number as it was signed; what does not count of it (a joint activity) stands under it with a minus.
 */
import { toUnits } from '../form/decimal.ts'
import type { FormDefinition, FormValues, TableRow } from '../form/definition.ts'
import { rollupRowsField } from '../form/definition.ts'
import { tableRows } from '../form/evaluate.ts'
import { cleanName } from '../form/normalise.ts'
import { fittedFigure } from '../register/figures.ts'
import { additiveFields, noteFields } from './fields.ts'
import { counted, sumOf } from './totals.ts'

/** Columns beside the figures. */
export const rollupColumns = ['id', 'name', 'recordId', 'revision', 'digest', 'from', 'joint', 'note'] as const

/** As many rows as a table of values may have. */
export const maxRollupRows = 2000

export interface CarriedRow {
  /** Who signed it. */
  readonly officeId: string
  readonly officeName: string
  readonly recordId: string
  readonly revision: number
  readonly digest: string
  readonly from: 'package' | 'entered' | 'own'
  /** As signed. */
  readonly values: Readonly<Record<string, string | null>>
  readonly deducted: Readonly<Record<string, string>>
  /** Keys of joint activities that count elsewhere. */
  readonly joint: readonly string[]
  /** Words beside a number (实物投入说明), by field. */
  readonly notes: Readonly<Record<string, string>>
}

/** A field that is called like one of our own columns stands behind a dot, which no field has. */
const columnOf = (field: string): string => ((rollupColumns as readonly string[]).includes(field) ? `.${field}` : field)

export function toRow(definition: FormDefinition, row: CarriedRow): TableRow {
  const cells: TableRow = {}
  for (const { id } of additiveFields(definition)) {
    const value = row.values[id] ?? null
    const less = row.deducted[id]
    if (value !== null) cells[columnOf(id)] = less === undefined ? value : `${value}\n-${less}`
  }
  for (const { field } of noteFields(definition)) {
    const words = row.notes[field] ?? ''
    if (words !== '') cells[columnOf(field)] = words
  }
  return {
    id: row.officeId,
    name: row.officeName,
    recordId: row.recordId,
    revision: String(row.revision),
    digest: row.digest,
    from: row.from,
    // A cell of more characters would make the whole table none.
    ...(row.joint.length > 0 && { joint: row.joint.join('\n').slice(0, 20_000) }),
    ...cells,
  }
}

/** Rows that say whose they are; what another program wrote into them besides is left out. */
export function carriedRows(definition: FormDefinition, values: FormValues): CarriedRow[] {
  const fields = additiveFields(definition).map(({ id }) => id)
  const notes = noteFields(definition).map(({ field }) => field)
  return tableRows(values[rollupRowsField]).flatMap((row): CarriedRow[] => {
    const { id: officeId = '', name = '', recordId = '', digest = '', from, joint = '' } = row
    const revision = Number(row.revision)
    if (recordId === '' || !Number.isSafeInteger(revision) || revision < 1) return []
    const said: Record<string, string | null> = {}
    const deducted: Record<string, string> = {}
    for (const field of fields) {
      const [value = '', less = ''] = (row[columnOf(field)] ?? '').split('\n')
      said[field] = toUnits(value) === null ? null : value
      if (less.startsWith('-') && toUnits(less.slice(1)) !== null) deducted[field] = less.slice(1)
    }
    const written = notes.flatMap((field): [string, string][] => {
      const words = row[columnOf(field)] ?? ''
      return words === '' ? [] : [[field, words]]
    })
    return [
      {
        officeId,
        officeName: cleanName(name),
        recordId,
        revision,
        digest,
        from: from === 'entered' || from === 'own' ? from : 'package',
        values: said,
        deducted,
        joint: joint.split('\n').filter((key) => key !== ''),
        notes: Object.fromEntries(written),
      },
    ]
  })
}

/** Only what is ours of it: for a draft. */
export const cleanRows = (definition: FormDefinition, values: FormValues): TableRow[] =>
  carriedRows(definition, values).map((row) => toRow(definition, row))

export const carriesTotals = (values: FormValues): boolean => tableRows(values[rollupRowsField]).length > 0

/** What each field that adds up should say by the rows, as the field takes it; null where no row says anything. */
export function rowTotals(definition: FormDefinition, rows: readonly CarriedRow[]): Record<string, string | null> {
  return Object.fromEntries(
    additiveFields(definition).map((field) => {
      const sum = sumOf(rows.map((row) => counted(row, field.id)))
      return [field.id, sum === null ? null : fittedFigure(field, sum)]
    }),
  )
}

/** The words of all offices in one line; what does not fit the form is told by number. */
export function joinedNotes(definition: FormDefinition, rows: readonly CarriedRow[]): Record<string, string> {
  return Object.fromEntries(
    noteFields(definition).map(({ field }) => {
      const one = definition.fields.find(({ id }) => id === field)
      const limit = one?.kind === 'text' ? (one.limit?.max ?? 2000) : 2000
      const words = [...new Set(rows.map(({ notes }) => notes[field] ?? '').filter((text) => text !== ''))]
      for (let shown = words.length; shown > 0; shown--) {
        const text = `${words.slice(0, shown).join('、')}${shown < words.length ? `等 ${words.length} 项` : ''}`
        if ([...text].length <= limit) return [field, text]
      }
      return [field, words.length === 0 ? '' : `${words.length} 项，见各单位报表`.slice(0, limit)]
    }),
  )
}
