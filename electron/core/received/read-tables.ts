/** Rows of the tables in an old file: what stands beside its label. For the reading thread. */

import { read, utils } from 'xlsx'
import { originSheetName } from '../../../shared/register/origin.ts'
import { plainCharacters } from './plain-characters.ts'
import { CannotRead } from './received-text.ts'
import type { ZipParts } from './zip-part.ts'

const maxRows = 4000
const maxCellLength = 30_000
const maxColumns = 200

/** Every row of every table, an inner table's rows after those of the outer one; a cell is its paragraphs, one a line. */
export function docxRows(parts: ZipParts): string[][] {
  const xml = parts.read('word/document.xml')?.toString('utf8') ?? ''
  const rows: string[][] = []
  const openRows: string[][] = []
  const openCells: string[] = []
  let inText = false
  let skipped = 0
  for (const [, closing, name = '', , single, text] of xml.matchAll(token)) {
    const last = openCells.length - 1
    if (text !== undefined) {
      if (inText && skipped === 0 && last >= 0) openCells[last] += decode(text)
      continue
    }
    const opens = closing !== '/' && single !== '/'
    const closes = closing === '/'
    if (name === 'mc:Fallback') skipped += opens ? 1 : closes ? -1 : 0
    if (skipped > 0) continue
    if (name === 'w:t') inText = opens
    else if (name === 'w:tr' && opens) openRows.push([])
    else if (name === 'w:tr' && closes) rows.push(openRows.pop() ?? [])
    else if (name === 'w:tc' && opens) openCells.push('')
    else if (name === 'w:tc' && closes) openRows.at(-1)?.push(clean(openCells.pop() ?? ''))
    else if ((name === 'w:p' && closes) || name === 'w:br') {
      if (last >= 0) openCells[last] += '\n'
    } else if (name === 'w:tab' && last >= 0) openCells[last] += ' '
    if (rows.length > maxRows) throw new CannotRead({ why: 'too-much' })
  }
  return rows
}

/** Sheets of xlsx and xls, as they are shown (dates as written, no formulas). */
export function sheetRows(bytes: Buffer): string[][] {
  let book: ReturnType<typeof read>
  try {
    book = read(bytes, { type: 'buffer', cellFormula: false, cellHTML: false, sheetRows: maxRows, dense: true })
  } catch (error) {
    const locked = error instanceof Error && /password|encrypt/i.test(error.message)
    throw new CannotRead({ why: locked ? 'locked' : 'damaged' })
  }
  const rows: string[][] = []
  for (const name of book.SheetNames) {
    const sheet = book.Sheets[name]
    if (!sheet || (name === originSheetName && rows.length > 0)) continue
    const lines = utils.sheet_to_json<unknown[]>(sheet, { header: 1, raw: false, defval: '', blankrows: false })
    for (const line of lines.slice(0, maxRows))
      rows.push(line.slice(0, maxColumns).map((cell) => clean(String(cell ?? ''))))
  }
  return rows
}

const clean = (text: string): string =>
  plainCharacters(text)
    .replace(/[ \t\u00a0]+/gu, ' ')
    .replace(/ ?\n[\n ]*/gu, '\n')
    .trim()
    .slice(0, maxCellLength)

const token = /<(\/?)([A-Za-z][\w:.-]*)([^<>]*?)(\/?)>|([^<]+)/g
const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
const decode = (text: string): string =>
  text.replace(/&(#x?[0-9a-fA-F]+|[a-z]+);/g, (whole, body: string) => {
    if (!body.startsWith('#')) return named[body] ?? whole
    const code = body[1] === 'x' ? Number.parseInt(body.slice(2), 16) : Number.parseInt(body.slice(1), 10)
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : ''
  })
