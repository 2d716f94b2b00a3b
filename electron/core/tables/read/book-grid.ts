/** A workbook of the library as a grid. */
import { type CellObject, SSF, type WorkBook, type WorkSheet } from 'xlsx'
import { CannotRead } from '../../received/received-text.ts'
import { type GridCell, type GridRow, type GridSheet, limits, plainCell, plainLines, type Span } from './grid.ts'
import { hiddenMark } from './plain-book.ts'
import { spread } from './spread.ts'

/** @throws CannotRead too-much */
export function bookSheets(book: WorkBook): GridSheet[] {
  if (book.SheetNames.length > limits.sheets) throw new CannotRead({ why: 'too-much' })
  const from1904 = book.Workbook?.WBProps?.date1904 === true
  let cells = 0
  return book.SheetNames.map((name, at) => {
    const sheet: unknown = book.Sheets[name]
    const hidden = (book.Workbook?.Sheets?.[at]?.Hidden ?? 0) !== 0
    if (!isSheet(sheet)) return { name, hidden, from1904, rows: [] }
    const rows = sheetRows(sheet, from1904)
    cells += rows.reduce((sum, row) => sum + row.cells.size, 0)
    if (cells > limits.cells) throw new CannotRead({ why: 'too-much' })
    return { name, hidden, from1904, rows }
  })
}

/** Charts and macros have no cells. A sheet may be called `constructor`. */
const isSheet = (value: unknown): value is WorkSheet & { '!data': (CellObject[] | undefined)[] } =>
  typeof value === 'object' && value !== null && Array.isArray((value as { '!data'?: unknown })['!data'])

function sheetRows(sheet: WorkSheet & { '!data': (CellObject[] | undefined)[] }, from1904: boolean): GridRow[] {
  const merges = sheet['!merges'] ?? []
  if (merges.length > limits.merges) throw new CannotRead({ why: 'too-much' })
  const rows: { number: number; hidden: boolean; cells: Map<number, GridCell> }[] = []
  // Holes are passed over: a cell in the last row of all does not make a million rows.
  sheet['!data'].forEach((line, r) => {
    const cells = new Map<number, GridCell>()
    line?.forEach((found, c) => {
      const cell = cellOf(found, c, from1904)
      if (cell) cells.set(c, cell)
    })
    const isMarked = cells.get(lastOfAll)?.text === hiddenMark && cells.delete(lastOfAll)
    if (cells.size > limits.columns) throw new CannotRead({ why: 'too-much' })
    if (cells.size > 0) rows.push({ number: r + 1, hidden: isMarked || sheet['!rows']?.[r]?.hidden === true, cells })
    if (rows.length > limits.rows) throw new CannotRead({ why: 'too-much' })
  })
  const spans = merges.map(({ s, e }): Span => ({ row: s.r + 1, column: s.c, lastRow: e.r + 1, lastColumn: e.c }))
  return spread(rows, spans)
}

const errors: Readonly<Record<number, string>> = {
  0: '#NULL!',
  7: '#DIV/0!',
  15: '#VALUE!',
  23: '#REF!',
  29: '#NAME?',
  36: '#NUM!',
}
const daySeconds = 86_400
const lastOfAll = 16_383

function cellOf(found: CellObject | undefined, column: number, from1904: boolean): GridCell | null {
  if (!found) return null
  const nothing = found.v === undefined || found.v === null || found.t === 'z'
  if (nothing) return found.f === undefined ? null : { ...plainCell(column, ''), noResult: true }
  if (found.t === 'e') {
    const error = errors[Number(found.v)] ?? '#N/A'
    return { ...plainCell(column, error), error }
  }
  if (found.t === 'b') return plainCell(column, found.v === true ? '是' : '否')
  if (found.t !== 'n') {
    const text = plainLines(String(found.v))
    return text === '' ? null : plainCell(column, text)
  }
  const number = Number(Number(found.v).toPrecision(15))
  const format = String(found.z ?? 'General')
  if (!SSF.is_date(format)) return { ...plainCell(column, shownNumber(number, format)), number }
  return { ...plainCell(column, formatted(number, format, from1904)), number, ...moment(number, format, from1904) }
}

/** A date, or a time alone: only then are the seconds given. */
function moment(
  number: number,
  format: string,
  from1904: boolean,
): Pick<GridCell, 'day' | 'seconds' | 'hoursAndMinutes'> {
  const plain = format
    .replace(/\[[^\]]*\]|"[^"]*"|\\./gu, (part) => (/^\[[hms]+\]$/iu.test(part) ? part : ''))
    .toLowerCase()
  const isTime = !/[yd]/u.test(plain) && /[hs]/u.test(plain)
  if (isTime) return { day: null, seconds: Math.round(number * daySeconds), hoursAndMinutes: !plain.includes('s') }
  return { day: dayOfSerial(number, from1904), seconds: null, hoursAndMinutes: false }
}

/** YYYY-MM-DD of a serial number; null where it names no day. */
export function dayOfSerial(serial: number, from1904: boolean): string | null {
  const parsed: unknown = SSF.parse_date_code(serial, { date1904: from1904 })
  if (typeof parsed !== 'object' || parsed === null) return null
  const { y, m, d } = parsed as { y: number; m: number; d: number }
  if (serial < 1 || y < 1900 || y > 2199) return null
  return `${String(y).padStart(4, '0')}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`
}

function formatted(number: number, format: string, from1904: boolean): string {
  try {
    return String(SSF.format(format, number, { date1904: from1904 }))
  } catch {
    return String(number)
  }
}

/** Never 6.21E+17. A format with zeros in front (00123) is a number's own writing. */
function shownNumber(number: number, format: string): string {
  if (/^0{2,20}$/u.test(format)) return formatted(number, format, false)
  if (Number.isInteger(number) && Math.abs(number) < 1e21) return number.toLocaleString('en-US', { useGrouping: false })
  return String(number)
}
