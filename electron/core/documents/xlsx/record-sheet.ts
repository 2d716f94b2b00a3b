/**
 * Records of one form as a workbook: a sheet with one row a record, one sheet for every table in the form, and one for
 * the reasons that clerks gave where a check asked for them.
 */
import { utils, type WorkSheet, write } from 'xlsx'
import {
  type FormDefinition,
  type FormValues,
  figureReasonsField,
  reasonsField,
} from '../../../../shared/form/definition.ts'
import { isEmptyRow, tableRows } from '../../../../shared/form/evaluate.ts'
import {
  columnHeading,
  numberCell,
  type SheetCell,
  sheetColumns,
  tableCell,
  textPieces,
  uniqueHeading,
} from '../../../../shared/form/sheet-columns.ts'
import { figureReasons } from '../../../../shared/register/settle.ts'

export interface SheetRecord {
  readonly officeName: string
  readonly state: string
  readonly code: string | null
  readonly values: FormValues
  /** Number of files per attachment field. */
  readonly files: Readonly<Record<string, number>>
}

/** In front of every record: what it is and where it stands. */
export const leadHeadings = ['序号', '单位', '状态', '版本核对码'] as const
const leadWidths = [6, 26, 10, 12] as const
/** In a table's sheet: the record and the row. */
export const rowHeadings = ['序号', '行'] as const
/** In the sheet of reasons: the record, the check with its words, and what was answered. */
export const reasonHeadings = ['序号', '核实编号', '核实事项', '核实说明'] as const
const reasonWidths = [6, 18, 48, 48] as const
/** In the sheet of figures that differ from the activity register. */
export const figureHeadings = ['序号', '数字编号', '数字名称', '登记算出', '不同的原因'] as const
const figureWidths = [6, 18, 36, 16, 48] as const

const dayMs = 86_400_000
/** Day 0 of spreadsheets is 1899-12-30; dates are plain numbers there, without a time zone. */
const serial = (iso: string): number =>
  (Date.parse(`${iso.length === 10 ? `${iso}T00:00` : iso}:00Z`) - Date.UTC(1899, 11, 30)) / dayMs

/** The format reads `_x0041_` as A; an underline that would begin such a word is written as one itself. */
function escaped(text: string): string {
  const whole = text.replace(/_(?=[xX][0-9A-Fa-f]{4}_)/g, '_x005F_')
  // A cell of a table that is full of them is nobody's text: it must not keep all others from being written.
  return whole.length > maxWritten ? text : whole
}
const maxWritten = 32_767

export function put(sheet: WorkSheet, row: number, column: number, cell: SheetCell | null): void {
  if (!cell) return
  const at = utils.encode_cell({ r: row, c: column })
  switch (cell.kind) {
    case 'number':
      sheet[at] = { t: 'n', v: Number(cell.text) }
      return
    case 'date':
      sheet[at] = { t: 'n', v: serial(cell.text), z: 'yyyy-mm-dd' }
      return
    case 'moment':
      sheet[at] = { t: 'n', v: serial(cell.text), z: 'yyyy-mm-dd hh:mm' }
      return
    case 'text':
      // `@`: a program that opens it keeps 18 digits as they are.
      sheet[at] = { t: 's', v: escaped(cell.text), z: '@' }
  }
}

/** Sheet names take 31 characters and none of these signs. */
const sheetName = (wanted: string, taken: Set<string>): string =>
  uniqueHeading(wanted.replace(/[\s\\/?*[\]:']/g, '').slice(0, 26) || '表', taken)

export function finished(sheet: WorkSheet, rows: number, widths: readonly number[]): WorkSheet {
  sheet['!ref'] = utils.encode_range({ s: { r: 0, c: 0 }, e: { r: rows, c: widths.length - 1 } })
  sheet['!cols'] = widths.map((wch) => ({ wch }))
  sheet['!autofilter'] = { ref: sheet['!ref'] }
  return sheet
}

/** How many cells the longest text of a field takes. */
function piecesOf(records: readonly { readonly values: FormValues }[]): (field: string) => number {
  const counts = new Map<string, number>()
  for (const { values } of records)
    for (const [id, value] of Object.entries(values))
      if (typeof value === 'string' && value.length > 1000)
        counts.set(id, Math.max(counts.get(id) ?? 1, textPieces(value).length))
  return (field) => counts.get(field) ?? 1
}

export interface SheetGroup {
  readonly definition: FormDefinition
  readonly records: readonly SheetRecord[]
}

/** One group for each version of the form that records were written with, the newest first. */
export function recordWorkbook(groups: readonly SheetGroup[]): Buffer {
  const book = utils.book_new()
  const names = new Set<string>()
  for (const { definition, records } of groups) {
    utils.book_append_sheet(book, recordsSheet(definition, records), sheetName(definition.shortName, names))
    for (const field of definition.fields)
      if (field.kind === 'table')
        utils.book_append_sheet(book, rowsSheet(field, records), sheetName(field.label, names))
    const reasons = reasonsSheet(definition, records)
    if (reasons) utils.book_append_sheet(book, reasons, sheetName('核实说明', names))
    const figures = figuresSheet(definition, records)
    if (figures) utils.book_append_sheet(book, figures, sheetName('数字说明', names))
  }
  // Shared texts: their escapes are undone once, as the format says, by every reader.
  return write(book, { type: 'buffer', bookType: 'xlsx', bookSST: true, compression: true }) as Buffer
}

function recordsSheet(definition: FormDefinition, records: readonly SheetRecord[]): WorkSheet {
  const taken = new Set<string>(leadHeadings)
  const columns = sheetColumns(definition, taken, piecesOf(records))
  const sheet: WorkSheet = {}
  const headings = [...leadHeadings, ...columns.map(({ heading }) => heading)]
  for (const [at, heading] of headings.entries()) put(sheet, 0, at, { kind: 'text', text: heading })
  for (const [index, record] of records.entries()) {
    const lead = [record.officeName, record.state, record.code ?? '']
    put(sheet, index + 1, 0, numberCell(String(index + 1)))
    for (const [at, word] of lead.entries())
      put(sheet, index + 1, at + 1, word === '' ? null : { kind: 'text', text: word })
    for (const [at, column] of columns.entries())
      put(sheet, index + 1, leadHeadings.length + at, column.cellOf(record.values, record.files))
  }
  return finished(sheet, records.length, [...leadWidths, ...columns.map(({ width }) => width)])
}

/** Null where nobody had to give a reason. */
function reasonsSheet({ checks }: FormDefinition, records: readonly SheetRecord[]): WorkSheet | null {
  const words = new Map(checks.map(({ id, message }) => [id, message]))
  const sheet: WorkSheet = {}
  for (const [at, heading] of reasonHeadings.entries()) put(sheet, 0, at, { kind: 'text', text: heading })
  let row = 0
  for (const [index, { values }] of records.entries()) {
    for (const { check = '', reason = '' } of tableRows(values[reasonsField])) {
      row++
      put(sheet, row, 0, numberCell(String(index + 1)))
      for (const [at, text] of [check, words.get(check) ?? '', reason].entries())
        if (text !== '') put(sheet, row, at + 1, { kind: 'text', text })
    }
  }
  return row === 0 ? null : finished(sheet, row, reasonWidths)
}

/** Null where every figure says what the register says. */
function figuresSheet(definition: FormDefinition, records: readonly SheetRecord[]): WorkSheet | null {
  const labels = new Map(definition.fields.map(({ id, label }) => [id, label]))
  const sheet: WorkSheet = {}
  for (const [at, heading] of figureHeadings.entries()) put(sheet, 0, at, { kind: 'text', text: heading })
  let row = 0
  for (const [index, { values }] of records.entries()) {
    for (const { field, computed, reason } of figureReasons(definition, values[figureReasonsField])) {
      row++
      put(sheet, row, 0, numberCell(String(index + 1)))
      for (const [at, text] of [field, labels.get(field) ?? '', computed, reason].entries())
        if (text !== '') put(sheet, row, at + 1, { kind: 'text', text })
    }
  }
  return row === 0 ? null : finished(sheet, row, figureWidths)
}

type TableField = Extract<FormDefinition['fields'][number], { kind: 'table' }>

function rowsSheet(field: TableField, records: readonly SheetRecord[]): WorkSheet {
  const sheet: WorkSheet = {}
  const taken = new Set<string>(rowHeadings)
  const headings = [...rowHeadings, ...field.columns.map((column) => uniqueHeading(columnHeading(column), taken))]
  for (const [at, heading] of headings.entries()) put(sheet, 0, at, { kind: 'text', text: heading })
  let row = 0
  for (const [index, { values }] of records.entries()) {
    for (const [number, cells] of tableRows(values[field.id]).entries()) {
      row++
      put(sheet, row, 0, numberCell(String(index + 1)))
      put(sheet, row, 1, numberCell(String(number + 1)))
      if (isEmptyRow(cells)) continue
      for (const [at, column] of field.columns.entries())
        put(sheet, row, rowHeadings.length + at, tableCell(column, cells[column.id] ?? ''))
    }
  }
  return finished(
    sheet,
    row,
    headings.map((_heading, at) => (at < 2 ? 6 : 18)),
  )
}
