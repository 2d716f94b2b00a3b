/** A file as the tables that it holds: lists as the reader finds them, filled-in forms as one table with a row each. */
import { createHash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { Problem } from '../../../shared/problems.ts'
import type { HandlerContext } from '../handlers/context.ts'
import type { ThreadLane } from '../received/in-thread.ts'
import { openInThread } from '../wordback/open-word.ts'
import { exampleWord } from './blank-words.ts'
import { readForms } from './form-paper.ts'
import { meaningOfLabel } from './meanings.ts'
import { readTables } from './read/read-tables.ts'
import { notFilled } from './read/reading.ts'
import type { FoundRow, FoundTable, ReadFile } from './read/types.ts'

export interface LoadedFile {
  readonly path: string
  readonly fileName: string
  readonly sha256: string
  readonly format: string
  readonly kind: 'list' | 'form'
  readonly tables: readonly FoundTable[]
  readonly otherSheets: ReadFile['otherSheets']
  /** A form that nobody filled in. */
  readonly blank: boolean
  /** Nothing at all stands in it. */
  readonly empty: boolean
}

/**
 * Files that were read stay in memory while a person looks at them and answers; each time their bytes are compared.
 * Nothing of them is stored. Identity numbers are not kept even here.
 */
const read = new WeakMap<HandlerContext['store'], Map<string, LoadedFile>>()
const maxKeptCells = 400_000
/** What is hashed here is at most what the reader takes. */
const maxHashedBytes = 64 * 1024 * 1024

const keptFiles = (ctx: HandlerContext): Map<string, LoadedFile> => {
  const kept = read.get(ctx.store) ?? new Map<string, LoadedFile>()
  read.set(ctx.store, kept)
  return kept
}
const cellsOf = ({ tables }: LoadedFile): number =>
  tables.reduce((sum, { rows, columns }) => sum + rows.length * columns.length, 0)

/** Once they were taken in, nobody looks at them again. */
export function forgetTables(ctx: HandlerContext, paths: Iterable<string>): void {
  for (const path of paths) keptFiles(ctx).delete(path)
}

/** @throws Problem as readTables and openInThread, table.changed when the file is being written */
export async function loadTables(ctx: HandlerContext, path: string, reading: Reading): Promise<LoadedFile> {
  const kept = keptFiles(ctx)
  const known = kept.get(path)
  if (known && known.sha256 === (await digestOf(path))) return known
  kept.delete(path)
  const file = await freshTables(path, reading)
  const own = { ...file, tables: file.tables.map(withoutIdentities) }
  kept.set(path, own)
  let cells = [...kept.values()].reduce((sum, one) => sum + cellsOf(one), 0)
  for (const [oldest, one] of kept) {
    if (cells <= maxKeptCells || oldest === path) break
    cells -= cellsOf(one)
    kept.delete(oldest)
  }
  return own
}

async function digestOf(path: string): Promise<string | null> {
  const facts = await stat(path).catch(() => null)
  if (!facts?.isFile() || facts.size > maxHashedBytes) return null
  return createHash('sha256')
    .update(await readFile(path))
    .digest('hex')
}

type Reading = { readonly signal: AbortSignal; readonly lane: ThreadLane }

async function freshTables(path: string, reading: Reading): Promise<LoadedFile> {
  const fileName = basename(path)
  // A Word document is a form far more often than a list: one thread instead of two.
  const sha256 = /\.docx$/iu.test(path) ? await digestOf(path) : null
  if (sha256 !== null) {
    const form = await formsIn(path, new Set(), reading).catch(notReadable)
    if (form) return ofForm({ path, fileName, sha256, format: 'docx' }, form)
  }
  const file = await readTables(path, reading)
  const { format, otherSheets } = file
  const tables = file.tables.map((table) => ({ ...table, rows: table.rows.filter((row) => !isNoData(table, row)) }))
  const facts = { path, fileName, sha256: file.sha256, format }
  if (sha256 === null && mayBeForm(file)) {
    const form = await formsIn(path, new Set(otherSheets.filter(isHidden).map(({ name }) => name)), reading)
    if (form) return ofForm(facts, form)
  }
  return { ...facts, kind: 'list', tables, otherSheets, blank: false, empty: file.kind === 'empty' }
}

/** What the other reader has to say about it is said by the one that comes after. */
function notReadable(error: unknown): null {
  if (error instanceof Problem && error.code !== 'cancelled') return null
  throw error
}

/** Two threads or a hash and a thread saw the file: both must have seen the same. @throws Problem table.changed */
async function ofForm(
  facts: Pick<LoadedFile, 'path' | 'fileName' | 'sha256' | 'format'>,
  form: FoundTable,
): Promise<LoadedFile> {
  if ((await digestOf(facts.path)) !== facts.sha256) throw new Problem('table.changed', { fileName: facts.fileName })
  return { ...facts, kind: 'form', tables: [form], otherSheets: [], blank: form.rows.length === 0, empty: false }
}

async function formsIn(
  path: string,
  hidden: ReadonlySet<string>,
  { signal, lane }: Reading,
): Promise<FoundTable | null> {
  const answer = await openInThread({ path, as: 'collected' }, signal, { lane })
  if (!('collected' in answer)) return null
  const { collected } = answer
  return readForms({ ...collected, tables: collected.tables.filter(({ name }) => name === '' || !hidden.has(name)) })
}

const isHidden = ({ why }: { why: string }): boolean => why.includes('隐藏')

/** The header of a list is known for the most part; in a form every other cell is an answer. */
function mayBeForm({ kind, format, tables }: ReadFile): boolean {
  if (kind === 'empty') return false
  if (kind === 'form') return true
  if (format !== 'docx' && format !== 'xlsx' && format !== 'xls' && format !== 'xml') return false
  return !tables.some(({ columns }) => {
    const known = columns.map(({ label }) => meaningOfLabel(label)).filter((meant) => meant !== null)
    return known.length * 2 >= columns.length
  })
}

/** The line of our own blank list that shows how to fill it in, and lines that were only numbered. */
function isNoData({ columns }: FoundTable, { cells }: FoundRow): boolean {
  const numbering = new Set(columns.filter(({ label }) => /^序号?$/u.test(label)).map(({ column }) => column))
  // A formula without its result is something, too.
  const filled = cells.filter(
    ({ text, question }) => text.trim() !== '' || (question !== null && question !== notFilled),
  )
  return (
    filled.some(({ column, text }) => numbering.has(column) && text.trim() === exampleWord) ||
    filled.every(({ column }) => numbering.has(column))
  )
}

/** The register asks for none; that a row is hidden is said at its first cell, which may be this one. */
function withoutIdentities(table: FoundTable): FoundTable {
  const identities = new Set(table.columns.filter(({ kind }) => kind === 'identity').map(({ column }) => column))
  if (identities.size === 0) return table
  const rows = table.rows.map(({ row, cells }) => ({
    row,
    cells: cells.map((cell) =>
      identities.has(cell.column) ? { ...cell, text: '', reading: null, suggestion: null } : cell,
    ),
  }))
  return { ...table, rows }
}
