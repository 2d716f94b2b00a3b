/**
 * What a person changed in a paper that came back, one difference at a time, and what taking some of them makes of the
 * answers. Pure: nothing here is stored.
 */
import { valueOfText } from './compare.ts'
import type {
  ColumnDefinition,
  FieldDefinition,
  FieldValue,
  FormDefinition,
  FormValues,
  TableRow,
} from './definition.ts'
import { chosenOptions, isEmpty, isEmptyRow, tableRows } from './evaluate.ts'
import { normaliseText, normaliseValue } from './normalise.ts'
import { linesOf } from './outline.ts'

/** What taking a difference does. Numbers of lines and rows count in the answers that the paper was written from. */
export type WordEffect =
  /** As it reads on the paper. */
  | { what: 'text'; field: string; text: string }
  | { what: 'value'; field: string; value: FieldValue | null }
  /** One line of a text, or those up to `to`; null takes it out. */
  | { what: 'line'; field: string; line: number; to?: number | undefined; text: string | null }
  | { what: 'lines-in'; field: string; before: number; text: string }
  | { what: 'line-moved'; field: string; line: number; before: number }
  | { what: 'tick'; field: string; option: string; ticked: boolean }
  | { what: 'cell'; field: string; row: number; column: string; text: string }
  | { what: 'row-in'; field: string; before: number; cells: TableRow }
  | { what: 'row-out'; field: string; row: number }
  /** The words under a picture. Not an answer: the page renames the file. */
  | { what: 'caption'; field: string; digest: string; title: string }

export type WordChangeKind =
  | 'value'
  | 'paragraph-changed'
  | 'paragraph-added'
  | 'paragraph-removed'
  | 'paragraph-moved'
  | 'row-added'
  | 'row-removed'
  | 'cell'
  | 'tick'
  | 'caption'
  /** Words of the form itself, or of a place that holds no answer: shown, and never taken. */
  | 'fixed-words'

/** A text in pieces: what stayed, what went out, what came in. */
export type WordPiece = { text: string; how: 'same' | 'out' | 'in' }

export type WordChange = {
  id: string
  kind: WordChangeKind
  /** Null for words of the form. */
  field: string | null
  label: string
  /** Where on the paper, in words; '' where the label says it. */
  place: string
  from: string
  to: string
  pieces: WordPiece[]
  /** 两边都改过: what stands in the form now; null where only the paper was changed. */
  now: string | null
  /** Null: cannot be taken. */
  effect: WordEffect | null
  /** False: the label over there only resembles this one, or how it is meant was guessed. */
  exact: boolean
}

type TableField = Extract<FieldDefinition, { kind: 'table' }>

/** Text of the paper as the answer of a field; what does not fit stays as it is and gets its finding. Null: no place. */
export function answerOf(field: FieldDefinition, text: string): FieldValue | null {
  const trimmed = text.trim()
  switch (field.kind) {
    case 'attachments':
    case 'computed':
    case 'fixed':
    case 'table':
      return null
    case 'choices':
      return trimmed === '' ? [] : valueOfText(field, trimmed)
    case 'vague-time':
      return valueOfText(field, trimmed)
    case 'date':
    case 'date-time':
    case 'date-range':
      return trimmed === '' ? '' : (valueOfText(field, trimmed) ?? trimmed)
    case 'integer':
    case 'decimal':
      return normaliseValue(field, withoutUnit(trimmed, field.unit))
    default:
      return normaliseValue(field, trimmed)
  }
}

const withoutUnit = (text: string, unit: string | undefined): string =>
  unit !== undefined && text.endsWith(unit) ? text.slice(0, -unit.length) : text

/** The same for a cell of a table. */
export function cellAnswer(column: ColumnDefinition, text: string): string {
  const trimmed = text.trim()
  switch (column.kind) {
    case 'choice':
      return column.options.find(({ label }) => label === trimmed)?.id ?? trimmed
    case 'date': {
      const read = valueOfText({ ...dateField, id: column.id, label: column.label }, trimmed)
      return typeof read === 'string' ? read : trimmed
    }
    case 'integer':
    case 'decimal':
      return normaliseText(column.kind, withoutUnit(trimmed, column.unit))
    default:
      return normaliseText(column.kind, trimmed)
  }
}
const dateField = { kind: 'date', required: false, personal: false } as const

/**
 * The answers after taking `chosen`. Fields that no effect names stay the very values they were.
 * @param values the answers that the numbers of lines and rows count in; whatever is missing in them is not an error
 */
export function applyWordChanges(
  definition: FormDefinition,
  values: FormValues,
  chosen: readonly WordEffect[],
): FormValues {
  const result: Record<string, FieldValue> = { ...values }
  for (const field of definition.fields) {
    const effects = chosen.filter((effect) => effect.field === field.id)
    if (effects.length === 0) continue
    const value = fieldAfter(field, values[field.id], effects)
    if (value === null || value === undefined || isEmpty(value)) delete result[field.id]
    else result[field.id] = value
  }
  return result
}

function fieldAfter(
  field: FieldDefinition,
  value: FieldValue | undefined,
  effects: readonly WordEffect[],
): FieldValue | null | undefined {
  let after: FieldValue | null | undefined = value
  for (const effect of effects) {
    if (effect.what === 'value') after = effect.value
    else if (effect.what === 'text') after = answerOf(field, effect.text) ?? after
    else if (effect.what === 'tick') after = ticked(field, after ?? undefined, effect)
  }
  if (field.kind === 'table') return rowsAfter(field, after ?? undefined, effects)
  return linesAfter(field, after, effects)
}

function ticked(
  field: FieldDefinition,
  value: FieldValue | undefined,
  { option, ticked: on }: Extract<WordEffect, { what: 'tick' }>,
): FieldValue {
  const chosen = new Set(chosenOptions(value))
  if (on) chosen.add(option)
  else chosen.delete(option)
  const order = field.kind === 'choices' ? field.options.map(({ id }) => id) : []
  return order.filter((id) => chosen.has(id))
}

/** Lines put in, in the order they were given, before the line that had this number. */
function linesAfter(
  field: FieldDefinition,
  value: FieldValue | null | undefined,
  effects: readonly WordEffect[],
): FieldValue | null | undefined {
  const own = effects.filter((one) => one.what === 'line' || one.what === 'lines-in' || one.what === 'line-moved')
  if (own.length === 0) return value
  const lines = typeof value === 'string' && value !== '' ? linesOf(value) : []
  const out: string[] = []
  for (let at = 0; at <= lines.length; at++) {
    const last = at === lines.length
    for (const effect of own) {
      const before = effect.what === 'line' ? -1 : effect.before
      if (before !== at && !(last && before > at)) continue
      if (effect.what === 'lines-in') out.push(effect.text)
      else if (effect.what === 'line-moved') out.push(lineText(lines, own, effect.line))
    }
    if (last || own.some((one) => one.what === 'line-moved' && one.line === at)) continue
    if (own.some((one) => one.what === 'line' && at > one.line && at <= (one.to ?? one.line))) continue
    const changed = own.find((one) => one.what === 'line' && one.line === at)
    if (changed?.what !== 'line') out.push(lines[at] ?? '')
    else if (changed.text !== null) out.push(changed.text)
  }
  // A field that was empty has one line to be written in, which no paper counts.
  for (const one of own) if (one.what === 'line' && one.line >= lines.length && one.text !== null) out.push(one.text)
  return normaliseValue(field, out.join('\n'))
}

function lineText(lines: readonly string[], own: readonly WordEffect[], line: number): string {
  const changed = own.find((one) => one.what === 'line' && one.line === line)
  return changed?.what === 'line' && changed.text !== null ? changed.text : (lines[line] ?? '')
}

function rowsAfter(field: TableField, value: FieldValue | undefined, effects: readonly WordEffect[]): FieldValue {
  const rows = tableRows(value)
    .filter((row) => !isEmptyRow(row))
    .map((row) => ({ ...row }))
  const answered = (id: string, text: string): string => {
    const column = field.columns.find((one) => one.id === id)
    return column ? cellAnswer(column, text) : text
  }
  const room = [...rows]
  for (const effect of effects) {
    if (effect.what !== 'cell') continue
    // Rows to be written in by hand stand behind the filled ones.
    while (room.length <= effect.row) room.push({})
    const row = room[effect.row]
    if (row) row[effect.column] = answered(effect.column, effect.text)
  }
  const out: TableRow[] = []
  for (let at = 0; at <= room.length; at++) {
    for (const effect of effects) {
      if (effect.what !== 'row-in' || (effect.before !== at && !(at === room.length && effect.before > at))) continue
      out.push(Object.fromEntries(Object.entries(effect.cells).map(([id, text]) => [id, answered(id, text)])))
    }
    const row = room[at]
    if (row && !effects.some((one) => one.what === 'row-out' && one.row === at)) out.push(row)
  }
  return normaliseValue(
    field,
    out.filter((row) => !isEmptyRow(row)),
  )
}
