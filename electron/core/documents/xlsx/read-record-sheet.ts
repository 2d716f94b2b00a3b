/** Reads a workbook that `recordWorkbook` wrote. For files of other hands see earlier/. */
import { read, utils, type WorkSheet } from 'xlsx'
import {
  type FieldValue,
  type FormDefinition,
  figureReasonsField,
  reasonsField,
  type TableRow,
} from '../../../../shared/form/definition.ts'
import { columnHeading, type SheetCell, uniqueHeading } from '../../../../shared/form/sheet-columns.ts'
import { tableCellValue, valuesOfRow } from '../../../../shared/form/sheet-values.ts'
import { figureHeadings, leadHeadings, reasonHeadings, rowHeadings } from './record-sheet.ts'

const dayMs = 86_400_000

/** A number shown as a day is a day; minutes are whole. */
function cellOf(found: { t: string; v?: unknown; z?: unknown } | undefined): SheetCell | undefined {
  if (!found || found.v === undefined) return undefined
  if (found.t !== 'n') return { kind: 'text', text: String(found.v) }
  const value = Number(found.v)
  const format = String(found.z ?? '')
  if (!format.startsWith('yyyy-mm-dd')) return { kind: 'number', text: String(value) }
  const iso = new Date(Math.round((value * dayMs) / 60_000) * 60_000 + Date.UTC(1899, 11, 30)).toISOString()
  return format.includes('hh') ? { kind: 'moment', text: iso.slice(0, 16) } : { kind: 'date', text: iso.slice(0, 10) }
}

/** Rows under the headings, their cells by heading. */
function lines(sheet: WorkSheet): Map<string, SheetCell>[] {
  const range = utils.decode_range(sheet['!ref'] ?? 'A1')
  const at = (r: number, c: number) => cellOf(sheet[utils.encode_cell({ r, c })])
  const columns = Array.from({ length: range.e.c + 1 }, (_none, c) => c)
  const headings = columns.map((c) => at(0, c)?.text ?? '')
  return Array.from({ length: range.e.r }, (_none, index) => {
    const cells = columns.flatMap((c): [string, SheetCell][] => {
      const cell = at(index + 1, c)
      return cell ? [[headings[c] ?? '', cell]] : []
    })
    return new Map(cells)
  })
}

export function readRecordWorkbook(definition: FormDefinition, bytes: Uint8Array): Record<string, FieldValue>[] {
  const book = read(bytes, { type: 'buffer', cellNF: true, cellFormula: false, cellHTML: false, cellText: false })
  const [first, ...others] = book.SheetNames.map((name) => book.Sheets[name])
  if (!first) return []
  const rows = lines(first)
  const records = rows.map((cells) => valuesOfRow(definition, cells, leadHeadings))
  const tables = definition.fields.filter((field) => field.kind === 'table')
  for (const [at, field] of tables.entries()) {
    const sheet = others[at]
    if (!sheet) continue
    const taken = new Set<string>(rowHeadings)
    const names = field.columns.map((column) => uniqueHeading(columnHeading(column), taken))
    for (const cells of lines(sheet)) {
      const record = records[Number(cells.get('序号')?.text) - 1]
      if (!record) continue
      const row: TableRow = {}
      for (const [index, column] of field.columns.entries()) {
        const value = tableCellValue(column, cells.get(names[index] ?? ''))
        if (value !== '') row[column.id] = value
      }
      record[field.id] = [...((record[field.id] as TableRow[] | undefined) ?? []), row]
    }
  }
  for (const sheet of others.slice(tables.length, tables.length + 2)) {
    if (!sheet) continue
    addReasons(sheet, records)
    addFigures(sheet, records)
  }
  return records
}

/** A sheet behind the tables, if it is the one of reasons and not the records of another version. */
function addReasons(sheet: WorkSheet, records: Record<string, FieldValue>[]): void {
  const [, id, , said] = reasonHeadings
  if (cellOf(sheet.B1)?.text !== id || cellOf(sheet.D1)?.text !== said) return
  for (const cells of lines(sheet)) {
    const record = records[Number(cells.get('序号')?.text) - 1]
    if (!record) continue
    const row = { check: cells.get(id)?.text ?? '', reason: cells.get(said)?.text ?? '' }
    record[reasonsField] = [...((record[reasonsField] as TableRow[] | undefined) ?? []), row]
  }
}

function addFigures(sheet: WorkSheet, records: Record<string, FieldValue>[]): void {
  const [, id, , says, why] = figureHeadings
  if (cellOf(sheet.B1)?.text !== id || cellOf(sheet.E1)?.text !== why) return
  for (const cells of lines(sheet)) {
    const record = records[Number(cells.get('序号')?.text) - 1]
    if (!record) continue
    const [field, computed, reason] = [id, says, why].map((heading) => cells.get(heading)?.text ?? '')
    const row = { field: field ?? '', computed: computed ?? '', reason: reason ?? '' }
    record[figureReasonsField] = [...((record[figureReasonsField] as TableRow[] | undefined) ?? []), row]
  }
}
