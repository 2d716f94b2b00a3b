/** Copies of the store: made while it is in use, opened to be looked at, checked before they are trusted. */
import { createHash } from 'node:crypto'
import { readSync } from 'node:fs'
import { open } from 'node:fs/promises'
import BetterSqlite3 from 'better-sqlite3'
import { Kysely } from 'kysely'
import { applicationId, type StoreDb } from './connection.ts'
import { StoreDialect } from './dialect.ts'
import type { StoreSchema } from './schema.ts'

/** Pages of 4 KiB between two turns of the event loop: about a millisecond on a slow disk. */
const pagesPerStep = 64

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** Rows by table, the program's own tables only. */
export type TableCounts = Readonly<Record<string, number>>

/**
 * Copies one moment of the store in steps: a read transaction of a connection of its own holds that moment, so that
 * saves go on meanwhile and the copy never starts over.
 * @param onStep called between the steps; throws to give the copy up
 * @returns rows by table at that moment, for `checkCopy`
 */
export async function copyOnline(file: string, target: string, onStep: () => void): Promise<TableCounts> {
  const reader = new BetterSqlite3(file, { readonly: true, fileMustExist: true })
  try {
    reader.pragma('busy_timeout = 5000')
    reader.exec('BEGIN')
    const counts = tableCounts(reader)
    await reader.backup(target, {
      progress: () => {
        onStep()
        return pagesPerStep
      },
    })
    return counts
  } finally {
    reader.close()
  }
}

/**
 * A copy made page by page still says "write-ahead log" in its head: taken back, so that it is one file and opens
 * read-only. Then every table is checked, one a turn of the event loop.
 * @returns what is wrong, or null
 */
export async function checkCopy(file: string, counts: TableCounts | null): Promise<string | null> {
  const sqlite = new BetterSqlite3(file, { fileMustExist: true })
  try {
    sqlite.pragma('journal_mode = DELETE')
    const wrong = await checkTables(sqlite)
    if (wrong !== null) return wrong
    const found = tableCounts(sqlite)
    for (const [table, rows] of Object.entries(counts ?? {}))
      if (found[table] !== rows) return `${table}: ${found[table] ?? 0} of ${rows} rows`
    return null
  } catch (error) {
    return codeOf(error)
  } finally {
    sqlite.close()
  }
}

/** Leaves the file as it is. @returns what is wrong, or null */
export async function checkKept(file: string): Promise<string | null> {
  try {
    const sqlite = new BetterSqlite3(file, { readonly: true, fileMustExist: true })
    try {
      return await checkTables(sqlite)
    } finally {
      sqlite.close()
    }
  } catch (error) {
    return codeOf(error)
  }
}

async function checkTables(sqlite: BetterSqlite3.Database): Promise<string | null> {
  if (Number(sqlite.pragma('application_id', { simple: true })) !== applicationId) return 'not a store'
  for (const table of tables(sqlite)) {
    const verdict = String(sqlite.pragma(`quick_check('${table}')`, { simple: true }))
    if (verdict !== 'ok') return verdict
    await turn()
  }
  return null
}

const codeOf = (error: unknown): string => (error instanceof BetterSqlite3.SqliteError ? error.code : String(error))

function tables(sqlite: BetterSqlite3.Database): string[] {
  const rows = sqlite
    .prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name`)
    .all() as { name: string }[]
  // Names come from our own migrations; anything else in a file from elsewhere is not put into a statement.
  return rows.map((row) => row.name).filter((name) => /^[a-z_]+$/.test(name))
}

function tableCounts(sqlite: BetterSqlite3.Database): TableCounts {
  return Object.fromEntries(
    tables(sqlite).map((name) => [name, Number(sqlite.prepare(`SELECT count(*) FROM ${name}`).pluck().get())]),
  )
}

/** @throws SqliteError when it does not open */
export function openCopy(file: string): StoreDb {
  const sqlite = new BetterSqlite3(file, { readonly: true, fileMustExist: true })
  return new Kysely<StoreSchema>({ dialect: new StoreDialect(sqlite) })
}

/**
 * SHA-256 of the pages; two copies of the same content have the same one. Left out are the bytes of the head that
 * count writes or name the journal mode (sqlite.org/fileformat2.html, 1.3).
 */
export async function contentDigest(file: string): Promise<string> {
  const hash = createHash('sha256')
  const handle = await open(file, 'r')
  try {
    const chunk = Buffer.alloc(256 * 1024)
    for (let at = 0; ; ) {
      const length = readSync(handle.fd, chunk, 0, chunk.length, at)
      if (length === 0) break
      if (at === 0)
        for (const [from, to] of [
          [18, 20],
          [24, 28],
          [92, 100],
        ] as const)
          chunk.fill(0, from, to)
      hash.update(chunk.subarray(0, length))
      at += length
      await turn()
    }
  } finally {
    await handle.close()
  }
  return hash.digest('hex')
}
