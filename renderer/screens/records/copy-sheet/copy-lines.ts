/** 网报摘录单: what a web platform asks for, line by line, as it is pasted there. Pure. */
import type { AttachmentInfo } from '../../../../shared/api/records.ts'
import type {
  ColumnDefinition,
  FieldDefinition,
  FieldValue,
  FormDefinition,
} from '../../../../shared/form/definition.ts'
import { computedValue, type Facts, isEmptyRow, tableRows } from '../../../../shared/form/evaluate.ts'
import { maskPersonal, valueWords } from '../../../../shared/form/value-words.ts'
import { formSections, screenLabel } from '../../../form/form-sections.ts'
import { writeBlock } from '../../../form/table/paste-block.ts'

type Common = { key: string; label: string; personal: boolean }
export type CopyLine =
  | (Common & { kind: 'text'; text: string; unit: string | null })
  | (Common & { kind: 'table'; columns: readonly ColumnDefinition[]; rows: readonly (readonly string[])[] })
  | (Common & { kind: 'files'; files: readonly AttachmentInfo[] })
export type CopyPart = { title: string | null; lines: CopyLine[] }

/** Web platforms take days as 2022-05-30, numbers bare, and one choice after the other. */
function plainText(field: FieldDefinition, value: FieldValue | undefined): string {
  if (field.kind === 'date' || field.kind === 'date-range') return typeof value === 'string' ? value : ''
  if (field.kind === 'date-time') return typeof value === 'string' ? value.replace('T', ' ') : ''
  return valueWords(field, value, false)
}

const plainCell = (column: ColumnDefinition, cell: string): string =>
  column.kind === 'choice' ? (column.options.find(({ id }) => id === cell)?.label ?? cell) : cell

function linesOf(facts: Facts, attachments: readonly AttachmentInfo[], field: FieldDefinition): CopyLine[] {
  const { id, personal } = field
  const common = { key: id, label: screenLabel(field.label), personal }
  const text = (words: string, more: Partial<Common> = {}): CopyLine => ({
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
export function copyParts(facts: Facts, attachments: readonly AttachmentInfo[]): CopyPart[] {
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
export const copyable = (line: CopyLine): boolean =>
  line.kind === 'text' ? line.text !== '' : line.kind === 'table' && line.rows.length > 0

/** What goes onto the clipboard for a whole line. */
export const lineText = (line: CopyLine): string =>
  line.kind === 'text' ? line.text : line.kind === 'table' ? writeBlock(line.rows) : ''

/** Identity numbers are covered wherever they stand. */
export function cellMasked(line: CopyLine & { kind: 'table' }, column: number, cell: string): string {
  return line.personal || line.columns[column]?.kind === 'identity-number' ? maskPersonal(cell) : cell
}

export const hasSecrets = (line: CopyLine): boolean =>
  line.personal || (line.kind === 'table' && line.columns.some(({ kind }) => kind === 'identity-number'))
