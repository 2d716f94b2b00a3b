/**
 * A Word document or spreadsheet as tables of cells and lines of text, whoever wrote it. For the reading thread: what
 * comes out crosses as it is.
 */
import { read, SSF, utils, type WorkBook, type WorkSheet } from 'xlsx'
import { propertyNames } from '../documents/docx/docx-properties.ts'
import { plainCharacters } from '../received/plain-characters.ts'
import { decodePlain } from '../received/read-plain.ts'
import { CannotRead, type OtherFormat } from '../received/received-text.ts'
import { openParts, refuseBomb } from '../received/zip-part.ts'
import { readWord } from '../wordback/read-word.ts'
import type { WordParagraph } from '../wordback/word-paper.ts'

export interface PaperCell {
  /** Column from 0; in a Word table the number of the cell in its row. */
  readonly column: number
  readonly text: string
  /** Set where the cell holds a number and no text: long numbers have lost their last digits then. */
  readonly number: number | null
  /** Seconds that a cell of time holds; null for all others. */
  readonly seconds: number | null
  /** Shown as hours and minutes alone: a clerk who typed 2:30 may have meant minutes and seconds. */
  readonly hoursAndMinutes: boolean
}
export interface PaperTable {
  /** Of the sheet; '' in Word. */
  readonly name: string
  /** In Word: lines of text between the table before and this one. */
  readonly before?: readonly string[]
  /** Cells that a merged one covers are left out, empty ones are not. Row numbers count from 1. */
  readonly rows: readonly { readonly number: number; readonly cells: readonly PaperCell[] }[]
}
export interface CollectedPaper {
  readonly kind: 'word' | 'sheet' | 'text'
  readonly tables: readonly PaperTable[]
  readonly paragraphs: readonly string[]
  /** Sheets or rows that were too many. */
  readonly cut: boolean
  /** The record of ours that a Word document says it was written from. */
  readonly recordId: string | null
}

const maxRows = 2000
const maxColumns = 120
const maxSheets = 30
const maxText = 30_000
const oldOffice = Buffer.from('d0cf11e0a1b11ae1', 'hex')

/** @throws CannotRead */
export function readCollected(bytes: Buffer): CollectedPaper {
  if (bytes.length === 0) throw new CannotRead({ why: 'empty' })
  if (bytes.subarray(0, 2).toString('latin1') === 'PK') {
    const parts = openParts(bytes)
    if (!parts.names.some((name) => name.startsWith('xl/'))) return ofWord(bytes, parts.names)
    refuseBomb(parts)
    return ofBook(opened(bytes))
  }
  if (bytes.subarray(0, 8).equals(oldOffice)) return ofOldBook(bytes)
  return ofText(decodePlain(bytes))
}

const clean = (text: string): string =>
  plainCharacters(text)
    .split('\n')
    .map((line) => line.replace(/^[ \t\u3000]+|(?<![ \t\u3000])[ \t\u3000]+$/gu, ''))
    .join('\n')
    .replace(/^\n+|(?<!\n)\n+$/gu, '')
    .slice(0, maxText)

function ofWord(bytes: Buffer, names: readonly string[]): CollectedPaper {
  const paper = readWord(bytes)
  if (!paper) throw new CannotRead({ why: 'other-program', format: formatOf(names) })
  const tables: { name: string; before: string[]; rows: { number: number; cells: PaperCell[] }[] }[] = []
  const paragraphs: string[] = []
  let before: string[] = []
  let inTable = false
  for (const line of paper.lines) {
    if (line.kind === 'paragraph') {
      inTable = false
      const text = clean(line.text)
      if (text === '') continue
      paragraphs.push(...text.split('\n'))
      before.push(...text.split('\n'))
      continue
    }
    if (!inTable) {
      tables.push({ name: '', before, rows: [] })
      before = []
    }
    inTable = true
    const rows = tables.at(-1)?.rows
    rows?.push({ number: rows.length + 1, cells: line.cells.map((cell, at) => plainCell(at, textOf(cell.paragraphs))) })
  }
  const recordId = paper.properties[propertyNames.recordId] ?? null
  return { kind: 'word', tables, paragraphs, cut: false, recordId }
}

const textOf = (paragraphs: readonly WordParagraph[]): string => paragraphs.map(({ text }) => text).join('\n')
const plainCell = (column: number, text: string): PaperCell => ({
  column,
  text: clean(text),
  number: null,
  seconds: null,
  hoursAndMinutes: false,
})

function formatOf(names: readonly string[]): OtherFormat {
  if (names.includes('OFD.xml')) return 'ofd'
  return names.some((name) => name.startsWith('ppt/')) ? 'slides' : 'archive'
}

const options = { cellFormula: false, cellHTML: false, cellNF: true, sheetRows: maxRows + 1 } as const

/** @throws CannotRead locked, damaged */
function opened(bytes: Buffer): WorkBook {
  try {
    return read(bytes, { type: 'buffer', ...options })
  } catch (error) {
    const locked = error instanceof Error && /password|encrypt/iu.test(error.message)
    throw new CannotRead({ why: locked ? 'locked' : 'damaged' })
  }
}

/** xls and et; a doc has the same beginning. */
function ofOldBook(bytes: Buffer): CollectedPaper {
  try {
    return ofBook(opened(bytes))
  } catch (error) {
    if (error instanceof CannotRead && error.failure.why === 'locked') throw error
    throw new CannotRead({ why: 'other-program', format: 'doc' })
  }
}

/** CSV, or words as they were typed. Every cell stays text: nothing is made a number that was none. */
function ofText(text: string): CollectedPaper {
  const lines = text.replace(/^\ufeff/u, '').split(/\r\n|\r|\n/u)
  const apart = lines.filter((line) => /[,，\t;]/u.test(line)).length
  const isTable = apart >= 2 && apart * 2 >= lines.filter((line) => line.trim() !== '').length
  if (!isTable) {
    const paragraphs = lines.map(clean).filter((line) => line !== '')
    return { kind: 'text', tables: [], paragraphs, cut: false, recordId: null }
  }
  const FS = lines.some((line) => line.includes('\t')) ? '\t' : ','
  return ofBook(read(lines.join('\n'), { type: 'string', raw: true, FS, ...options }))
}

function ofBook(book: WorkBook): CollectedPaper {
  let cut = book.SheetNames.length > maxSheets
  const tables = book.SheetNames.slice(0, maxSheets).flatMap((name): PaperTable[] => {
    const sheet = book.Sheets[name]
    if (!sheet?.['!ref']) return []
    const range = utils.decode_range(sheet['!ref'])
    cut ||= range.e.r >= maxRows || range.e.c >= maxColumns
    return [{ name, rows: rowsOf(sheet, Math.min(range.e.r, maxRows - 1), Math.min(range.e.c, maxColumns - 1)) }]
  })
  return { kind: 'sheet', tables, paragraphs: [], cut, recordId: null }
}

function rowsOf(sheet: WorkSheet, lastRow: number, lastColumn: number): PaperTable['rows'] {
  const covered = new Set<string>()
  for (const { s, e } of (sheet['!merges'] ?? []).slice(0, 2000))
    for (let r = s.r; r <= Math.min(e.r, lastRow); r++)
      for (let c = s.c; c <= Math.min(e.c, lastColumn); c++) if (r !== s.r || c !== s.c) covered.add(`${r}/${c}`)
  return Array.from({ length: lastRow + 1 }, (_none, r) => {
    const cells = Array.from({ length: lastColumn + 1 }, (_one, c): PaperCell[] =>
      covered.has(`${r}/${c}`) ? [] : [cellOf(sheet[utils.encode_cell({ r, c })], c)],
    )
    const own = cells.flat()
    return { number: r + 1, cells: own.slice(0, own.findLastIndex(({ text }) => text !== '') + 1) }
  }).filter(({ cells }) => cells.length > 0)
}

type Found = { t: string; v?: unknown; w?: string; z?: unknown } | undefined
const daySeconds = 86_400

function cellOf(found: Found, column: number): PaperCell {
  if (!found || found.v === undefined || found.t === 'e' || found.t === 'z') return plainCell(column, '')
  if (found.t !== 'n') return plainCell(column, found.t === 'b' ? (found.v ? '是' : '否') : String(found.v))
  const number = Number(found.v)
  const format = String(found.z ?? 'General')
  const shown = found.w ?? String(number)
  if (!SSF.is_date(format)) return { ...plainCell(column, wholeNumber(number) ?? shown), number }
  const plain = format
    .replace(/\[[^\]]*\]|"[^"]*"/gu, (part) => (/^\[[hms]+\]$/iu.test(part) ? part : ''))
    .toLowerCase()
  const isTime = !/[yd]/u.test(plain)
  return {
    ...plainCell(column, shown),
    seconds: isTime ? Math.round(number * daySeconds) : null,
    hoursAndMinutes: isTime && !plain.includes('s'),
  }
}

/** Never 6.21E+17; a price with its two places stays as it is shown. */
const wholeNumber = (number: number): string | null =>
  Number.isInteger(number) && Math.abs(number) < 1e21 ? number.toLocaleString('en-US', { useGrouping: false }) : null
