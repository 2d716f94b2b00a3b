/** A file as the tables that it holds: lists as the reader finds them, filled-in forms as one table with a row each. */
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { Problem } from '../../../shared/problems.ts'
import { openInThread } from '../wordback/open-word.ts'
import { exampleWord } from './blank-words.ts'
import { readForms } from './form-paper.ts'
import { meaningOfLabel } from './meanings.ts'
import { readTables } from './read/read-tables.ts'
import type { FoundRow, FoundTable, ReadFile } from './read/types.ts'

export interface LoadedFile {
  readonly path: string
  readonly fileName: string
  readonly sha256: string
  readonly format: string
  readonly kind: 'list' | 'form'
  readonly tables: readonly FoundTable[]
  readonly otherSheets: ReadFile['otherSheets']
  /** A form of ours that nobody filled in. */
  readonly blank: boolean
}

/** @throws Problem as readTables and openInThread, table.changed when the file is being written */
export async function loadTables(path: string, signal: AbortSignal): Promise<LoadedFile> {
  const fileName = basename(path)
  const read = await readTables(path, { signal })
  const { sha256, format, otherSheets } = read
  const lists = read.tables.map((table) => ({ ...table, rows: table.rows.filter((row) => !isNoData(table, row)) }))
  const asList: LoadedFile = { path, fileName, sha256, format, kind: 'list', tables: lists, otherSheets, blank: false }
  if (read.kind === 'empty' || !mayBeForm(read)) return asList
  const { collected } = await collect(path, signal)
  const hidden = new Set(otherSheets.map(({ name }) => name))
  const form =
    collected &&
    readForms({ ...collected, tables: collected.tables.filter(({ name }) => name === '' || !hidden.has(name)) })
  if (!form) return asList
  await needSame(path, sha256)
  return { ...asList, kind: 'form', tables: [form], blank: form.rows.length === 0 }
}

async function collect(path: string, signal: AbortSignal) {
  const answer = await openInThread({ path, as: 'collected' }, signal)
  return { collected: 'collected' in answer ? answer.collected : null }
}

/** Two threads read the file one after the other: both must have seen the same. */
async function needSame(path: string, sha256: string): Promise<void> {
  const now = createHash('sha256')
    .update(await readFile(path))
    .digest('hex')
  if (now !== sha256) throw new Problem('table.changed', { fileName: basename(path) })
}

/** The header of a list is known for the most part; in a form every other cell is an answer. */
function mayBeForm({ kind, format, tables }: ReadFile): boolean {
  if (kind === 'form') return true
  if (format !== 'docx' && format !== 'xlsx' && format !== 'xls' && format !== 'xml') return false
  return !tables.some(({ columns }) => {
    const known = columns.map(({ label }) => meaningOfLabel(label)).filter((meant) => meant !== null)
    return known.length * 2 >= columns.length && known.some(({ meaning, sure }) => meaning === 'title' && sure)
  })
}

/** The line of our own blank list that shows how to fill it in, and lines that were only numbered. */
function isNoData({ columns }: FoundTable, { cells }: FoundRow): boolean {
  const numbering = new Set(columns.filter(({ label }) => /^序号?$/u.test(label)).map(({ column }) => column))
  const filled = cells.filter(({ text }) => text.trim() !== '')
  return (
    filled.some(({ column, text }) => numbering.has(column) && text.trim() === exampleWord) ||
    filled.every(({ column }) => numbering.has(column))
  )
}
