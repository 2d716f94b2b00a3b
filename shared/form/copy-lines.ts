/** 网报摘录单: what a web platform asks for, line by line, as it is pasted there. Pure. */
import type { ColumnDefinition, FieldDefinition, FieldValue, FormDefinition } from './definition.ts'
import { computedValue, type Facts, isEmptyRow, tableRows } from './evaluate.ts'
import { formSections, screenLabel } from './form-sections.ts'
import { maskPersonal, valueWords } from './value-words.ts'

/** A file of a field, as the caller knows it. */
type FieldFile = { readonly field: string }

type Common = { key: string; label: string; personal: boolean }
export type CopyLine<F extends FieldFile> =
  | (Common & { kind: 'text'; text: string; unit: string | null })
  | (Common & { kind: 'table'; columns: readonly ColumnDefinition[]; rows: readonly (readonly string[])[] })
  | (Common & { kind: 'files'; files: readonly F[] })
export type CopyPart<F extends FieldFile> = { title: string | null; lines: CopyLine<F>[] }

/** Web platforms take days as 2022-05-30, numbers bare, and one choice after the other. */
function plainText(field: FieldDefinition, value: FieldValue | undefined): string {
  if (field.kind === 'date' || field.kind === 'date-range') return typeof value === 'string' ? value : ''
  if (field.kind === 'date-time') return typeof value === 'string' ? value.replace('T', ' ') : ''
  return valueWords(field, value, false)
}

const plainCell = (column: ColumnDefinition, cell: string): string =>
  column.kind === 'choice' ? (column.options.find(({ id }) => id === cell)?.label ?? cell) : cell

function linesOf<F extends FieldFile>(facts: Facts, attachments: readonly F[], field: FieldDefinition): CopyLine<F>[] {
  const { id, personal } = field
  const common = { key: id, label: screenLabel(field.label), personal }
  const text = (words: string, more: Partial<Common> = {}): CopyLine<F> => ({
    ...common,
    ...more,
    kind: 'text',
    text: words,
    unit: 'unit' in field ? (field.unit ?? null) : null,
  })
  const value = facts.values[id]
  switch (field.kind) {
    case 'fixed':
      return []
    case 'attachments':
      return [{ ...common, kind: 'files', files: attachments.filter((one) => one.field === id) }]
    case 'computed':
      return [text(computedValue(facts, field) ?? '')]
    case 'table': {
      const rows = tableRows(value).filter((row) => !isEmptyRow(row))
      const cells = rows.map((row) => field.columns.map((column) => plainCell(column, row[column.id] ?? '')))
      return [{ ...common, kind: 'table', columns: field.columns, rows: cells }]
    }
    case 'date-range': {
      // A platform has a box for each of the two days.
      const [from = '', to = ''] = plainText(field, value).split('/')
      return [
        text(from, { key: `${id}:from`, label: `${common.label}（开始）` }),
        text(to, { key: `${id}:to`, label: `${common.label}（结束）` }),
      ]
    }
    default:
      return [text(plainText(field, value), { personal: personal || field.kind === 'identity-number' })]
  }
}

/** In the order of the form. */
export function copyParts<F extends FieldFile>(facts: Facts, attachments: readonly F[]): CopyPart<F>[] {
  const definition: FormDefinition = facts.definition
  return formSections(definition).map(({ title, items }) => ({
    title,
    lines: items.flatMap((item) => {
      if (item.kind === 'field') return linesOf(facts, attachments, item.field)
      // 姓名 says little without 联系人.
      return item.fields.flatMap((field) =>
        linesOf(facts, attachments, field).map((line) => ({ ...line, label: `${item.label} · ${line.label}` })),
      )
    }),
  }))
}

/** What can be copied and is not empty: the lines that progress counts. */
export const copyable = (line: CopyLine<FieldFile>): boolean =>
  line.kind === 'text' ? line.text !== '' : line.kind === 'table' && line.rows.length > 0

/** Identity numbers are covered wherever they stand. */
export function cellMasked(line: CopyLine<FieldFile> & { kind: 'table' }, column: number, cell: string): string {
  return line.personal || line.columns[column]?.kind === 'identity-number' ? maskPersonal(cell) : cell
}

export const hasSecrets = (line: CopyLine<FieldFile>): boolean =>
  line.personal || (line.kind === 'table' && line.columns.some(({ kind }) => kind === 'identity-number'))
