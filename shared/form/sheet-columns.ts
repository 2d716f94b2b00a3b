/**
 * A form as columns of a spreadsheet: one row a record, cells with a type. Tables become sheets of their own. Nothing is
 * lost: a number that a spreadsheet cannot hold exactly, and every code, is text; a text longer than a cell runs on in
 * the next column. Pure.
 */

import { fromUnits, toUnits } from './decimal.ts'
import type { ColumnDefinition, FieldDefinition, FieldValue, FormDefinition, FormValues } from './definition.ts'
import { chosenOptions, computedValue, isVagueTime } from './evaluate.ts'

/** `date` YYYY-MM-DD, `moment` YYYY-MM-DDThh:mm. */
export type SheetCell = { readonly kind: 'text' | 'number' | 'date' | 'moment'; readonly text: string }

export interface SheetColumn {
  readonly field: string
  /** Unique in its sheet. */
  readonly heading: string
  /** Characters that a usual value takes. */
  readonly width: number
  cellOf(values: FormValues, files: Readonly<Record<string, number>>): SheetCell | null
}

/** Characters (UTF-16 units) that one cell takes; the format's own limit is 32,767. */
export const cellCharacters = 32_000
/** Signs that the format takes for one of its escapes; writing them as themselves at most doubles a text. */
const escapes = /_[xX][0-9A-Fa-f]{4}_/

const text = (value: string): SheetCell | null => (value === '' ? null : { kind: 'text', text: value })

/** A number only where the cell's own kind of number gives the same digits back. */
export function numberCell(value: string): SheetCell | null {
  if (value === '') return null
  const units = toUnits(value)
  if (units === null) return { kind: 'text', text: value }
  const back = Number(value)
  const same = fromUnits(units) === value && Math.abs(back) < 1e15 && String(back) === value
  return { kind: same ? 'number' : 'text', text: value }
}

const dateCell = (value: string): SheetCell | null =>
  /^(?:19|20)\d{2}-\d{2}-\d{2}$/.test(value) ? { kind: 'date', text: value } : text(value)
const momentCell = (value: string): SheetCell | null =>
  /^(?:19|20)\d{2}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(value) ? { kind: 'moment', text: value } : text(value)

/** The cut never falls between the two halves of a rare character. */
export function textPieces(value: string): string[] {
  const pieces: string[] = []
  for (let from = 0; from < value.length; ) {
    let to = Math.min(from + cellCharacters, value.length)
    if (to - from > cellCharacters / 2 && escapes.test(value.slice(from, to))) to = from + cellCharacters / 2
    if (to < value.length && /[\ud800-\udbff]/.test(value.charAt(to - 1))) to--
    pieces.push(value.slice(from, to))
    from = to
  }
  return pieces
}

type Options = readonly { readonly id: string; readonly label: string }[]

const optionWords = (options: Options, id: string): string => {
  const found = options.find((one) => one.id === id)
  if (!found) return `[${id}]`
  return options.filter(({ label }) => label === found.label).length > 1 ? `${found.label}[${id}]` : found.label
}

export const choiceWords = (options: Options, ids: readonly string[]): string =>
  ids.map((id) => optionWords(options, id)).join('、')

/** What `choiceWords` wrote, in ids; null where a word is no option. Words may hold the sign that parts them. */
export function choiceIds(options: Options, words: string): string[] | null {
  const known = options.map(({ id }) => ({ id, words: optionWords(options, id) }))
  const read = (from: number): string[] | null => {
    if (from >= words.length) return []
    const raw = /^\[([^\]]*)\]/.exec(words.slice(from))
    const fitting = [...known, ...(raw ? [{ id: raw[1] ?? '', words: raw[0] }] : [])].filter((one) =>
      words.startsWith(one.words, from),
    )
    for (const one of fitting) {
      const end = from + one.words.length
      if (end === words.length) return [one.id]
      const rest = words[end] === '、' ? read(end + 1) : null
      if (rest !== null && rest.length > 0) return [one.id, ...rest]
    }
    return null
  }
  return read(0)
}

/** The merged label that a field stands under on paper, e.g. 宣传报道情况. */
export function fieldGroups(definition: FormDefinition): ReadonlyMap<string, string> {
  const groups = new Map<string, string>()
  for (const block of definition.layout.blocks) {
    if (block.kind !== 'grid') continue
    let open: { label: string; left: number } | null = null
    for (const row of block.rows) {
      const [lead] = row.cells
      if (!open && lead?.label !== undefined && lead.rowSpan > 1)
        open = { label: lead.label.replace(/\s+/gu, ''), left: lead.rowSpan }
      for (const id of row.cells.flatMap(({ field, alsoField }) => [field, alsoField]))
        if (open && id !== undefined) groups.set(id, open.label)
      if (open && --open.left === 0) open = null
    }
  }
  return groups
}

const plain = (value: FieldValue | undefined): string => (typeof value === 'string' ? value : '')

function partsOf(
  definition: FormDefinition,
  field: FieldDefinition,
): { end: string; width: number; cell: SheetColumn['cellOf'] }[] {
  const one = (width: number, cell: (value: FieldValue | undefined) => SheetCell | null, end = '') => ({
    end,
    width,
    cell: (values: FormValues) => cell(values[field.id]),
  })
  switch (field.kind) {
    case 'fixed':
    case 'table':
      return []
    case 'attachments':
      return [{ end: '（个数）', width: 10, cell: (_values, files) => numberCell(String(files[field.id] ?? 0)) }]
    case 'computed':
      return [
        {
          end: '',
          width: 12,
          cell: (values, files) =>
            numberCell(computedValue({ definition, values, attachmentCounts: files, lastYear: null }, field) ?? ''),
        },
      ]
    case 'integer':
    case 'decimal':
      return [one(12, (value) => numberCell(plain(value)))]
    case 'date':
      return [one(12, (value) => dateCell(plain(value)))]
    case 'date-time':
      return [one(18, (value) => momentCell(plain(value)))]
    case 'date-range':
      // What was typed and is no period stays whole in the first cell.
      return [
        one(12, (value) => dateCell(rangePart(plain(value), 0)), '（起）'),
        one(12, (value) => dateCell(rangePart(plain(value), 1)), '（止）'),
      ]
    case 'vague-time':
      return [
        one(18, (value) => text(isVagueTime(value) ? value.words : plain(value))),
        one(12, (value) => dateCell(isVagueTime(value) ? (value.date ?? '') : ''), '（日期）'),
      ]
    case 'choices':
      return [one(16, (value) => text(choiceWords(field.options, chosenOptions(value))))]
    case 'long-text':
    case 'text':
      return [one(field.kind === 'text' ? 24 : 48, (value) => text(plain(value)))]
    default:
      return [one(20, (value) => text(plain(value)))]
  }
}

const period = /^(\d{4}-\d{2}-\d{2})\/(\d{4}-\d{2}-\d{2})$/
const rangePart = (value: string, part: 0 | 1): string => {
  const match = period.exec(value)
  return match ? (match[part + 1] ?? '') : part === 0 ? value : ''
}

/** Heading of the columns in which a long text runs on. */
export const continued = (heading: string, at: number): string => `${heading}（续${at}）`

/** Adds a number where a heading is taken. */
export function uniqueHeading(wanted: string, taken: Set<string>): string {
  let heading = wanted
  for (let count = 2; taken.has(heading); count++) heading = `${wanted}（${count}）`
  taken.add(heading)
  return heading
}

const unitOf = (one: FieldDefinition | ColumnDefinition): string =>
  'unit' in one && one.unit !== undefined && !one.label.includes(one.unit) ? `（${one.unit}）` : ''

/** @param pieces columns that a text of this field needs; 1 for all but very long ones */
export function sheetColumns(
  definition: FormDefinition,
  taken: Set<string>,
  pieces: (field: string) => number,
): SheetColumn[] {
  const groups = fieldGroups(definition)
  return definition.fields.flatMap((field) => {
    const group = groups.get(field.id)
    const label = field.label.replace(/\s+/gu, '')
    const name = `${group === undefined ? '' : `${group}·`}${label}${group?.includes('万元') ? '' : unitOf(field)}`
    const parts = partsOf(definition, field)
    return parts.flatMap(({ end, width, cell }): SheetColumn[] => {
      // Only texts are ever that long; what stands in a place for two days is cut, it is none.
      const count = parts.length > 1 ? 1 : Math.max(1, pieces(field.id))
      return Array.from({ length: count }, (_none, at) => ({
        field: field.id,
        heading: uniqueHeading(at === 0 ? `${name}${end}` : continued(name, at), taken),
        width,
        cellOf: (values, files) => {
          const found = cell(values, files)
          if (found?.kind !== 'text') return at === 0 ? found : null
          const piece = textPieces(found.text)[at]
          return piece === undefined ? null : { kind: 'text', text: piece }
        },
      }))
    })
  })
}

/** A cell of a table's own sheet. */
export function tableCell(column: ColumnDefinition, cell: string): SheetCell | null {
  if (cell === '') return null
  switch (column.kind) {
    case 'integer':
    case 'decimal':
      return numberCell(cell)
    case 'date':
      return dateCell(cell)
    case 'choice':
      return text(choiceWords(column.options, [cell]))
    default:
      return text(cell)
  }
}

export const columnHeading = (column: ColumnDefinition): string =>
  `${column.label.replace(/\s+/gu, '')}${unitOf(column)}`
