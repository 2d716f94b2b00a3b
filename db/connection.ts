import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import { Kysely, type Transaction } from 'kysely'
import { StoreDialect } from './dialect.ts'
import { migrations } from './migrations/all.ts'
import type { Migration } from './migrations/migration.ts'
import type { StoreSchema } from './schema.ts'

export type StoreDb = Kysely<StoreSchema>
/** What query functions take: the database for reads, the transaction inside `write`. */
export type Queryable = Kysely<StoreSchema> | Transaction<StoreSchema>

/** "KEXI" in ASCII: tells our database from any other SQLite file. */
export const applicationId = 0x4b455849

/** Why a database was not opened; the core turns it into a Problem. The file is untouched. */
export class OpenRefused extends Error {
  readonly why: 'newer' | 'damaged'
  readonly storeVersion: number
  readonly programVersion: number
  constructor(why: 'newer' | 'damaged', reason: string, storeVersion = 0, programVersion = 0) {
    super(reason)
    this.name = 'OpenRefused'
    this.why = why
    this.storeVersion = storeVersion
    this.programVersion = programVersion
  }
}

export interface OpenOptions {
  /** Folder for the copies made before migrations. */
  readonly backupDir: string
  readonly now: Date
  readonly migrations?: readonly Migration[]
  /** It is as this program closed it: its pages are not read one by one. */
  readonly trusted?: boolean
  /** Called at each place of a migration, for tests that end the process there. */
  readonly reached?: (place: 'copied' | 'step' | 'before-commit' | 'after-commit') => void
}

export interface OpenedDatabase {
  readonly db: StoreDb
  readonly sqlite: BetterSqlite3.Database
  /** Path of the copy made before migrating, or null when nothing was migrated or the store was new. */
  readonly copy: string | null
}

/**
 * Opens (or founds) the database, checks it, copies and migrates it.
 * @throws OpenRefused when it is newer than this program or damaged; SQLite and file system errors as they are.
 */
export function openDatabase(file: string, options: OpenOptions): OpenedDatabase {
  const steps = options.migrations ?? migrations
  if (existsSync(file)) check(file, steps.length, options.trusted ?? false)
  const sqlite = new BetterSqlite3(file)
  try {
    sqlite.pragma('busy_timeout = 5000')
    sqlite.pragma('journal_mode = WAL')
    // A save that was confirmed must survive a power cut (issue 2, item 3).
    sqlite.pragma('synchronous = FULL')
    sqlite.pragma('foreign_keys = ON')
    sqlite.pragma('secure_delete = ON')
    sqlite.pragma('trusted_schema = OFF')
    const copy = migrate(sqlite, steps, options)
    return { db: new Kysely<StoreSchema>({ dialect: new StoreDialect(sqlite) }), sqlite, copy }
  } catch (error) {
    sqlite.close()
    throw error
  }
}

function userVersion(sqlite: BetterSqlite3.Database): number {
  return Number(sqlite.pragma('user_version', { simple: true }))
}

/** Reads only, so that a damaged or newer file stays as it is for whoever rescues it. */
function check(file: string, programVersion: number, trusted: boolean): void {
  let sqlite: BetterSqlite3.Database
  try {
    sqlite = new BetterSqlite3(file, { readonly: true, fileMustExist: true })
  } catch (error) {
    throw damagedOr(error)
  }
  try {
    const storeVersion = userVersion(sqlite)
    const foreign = Number(sqlite.pragma('application_id', { simple: true }))
    const empty = storeVersion === 0 && foreign === 0
    if (!empty && foreign !== applicationId) throw new OpenRefused('damaged', 'not a database of this program')
    if (storeVersion > programVersion) throw new OpenRefused('newer', 'newer store', storeVersion, programVersion)
    if (trusted) return
    const verdict = String(sqlite.pragma('quick_check(1)', { simple: true }))
    if (verdict !== 'ok') throw new OpenRefused('damaged', verdict)
  } catch (error) {
    throw damagedOr(error)
  } finally {
    sqlite.close()
  }
}

function damagedOr(error: unknown): unknown {
  const code = error instanceof BetterSqlite3.SqliteError ? error.code : ''
  return code === 'SQLITE_NOTADB' || code.startsWith('SQLITE_CORRUPT') ? new OpenRefused('damaged', code) : error
}

/** All steps or none, after one copy: a store that a failed or killed migration left is the one that it was before. */
function migrate(sqlite: BetterSqlite3.Database, steps: readonly Migration[], options: OpenOptions): string | null {
  const from = userVersion(sqlite)
  if (from >= steps.length) return null
  const copy = from > 0 ? copyDatabase(sqlite, copyPath(options, from + 1)) : null
  options.reached?.('copied')
  // A table that is made anew would take the rows that refer to it along (sqlite.org/lang_altertable.html, 7).
  sqlite.pragma('foreign_keys = OFF')
  sqlite.transaction(() => {
    for (const step of steps.slice(from)) {
      step.up(sqlite)
      options.reached?.('step')
    }
    const broken = sqlite.pragma('foreign_key_check') as { table: string }[]
    if (broken.length > 0) throw new Error(`references of ${broken[0]?.table} lead nowhere after the migration`)
    sqlite.pragma(`application_id = ${applicationId}`)
    sqlite.pragma(`user_version = ${steps.length}`)
    options.reached?.('before-commit')
  })()
  sqlite.pragma('foreign_keys = ON')
  options.reached?.('after-commit')
  return copy
}

function copyPath(options: OpenOptions, version: number): string {
  const time = options.now.toISOString().replace(/[-:.]/g, '')
  return join(options.backupDir, `before-${String(version).padStart(4, '0')}-${time}.sqlite`)
}

/** A whole, checked copy under its final name, or nothing. */
export function copyDatabase(sqlite: BetterSqlite3.Database, target: string): string {
  const part = `${target}.part`
  mkdirSync(dirname(target), { recursive: true })
  rmSync(part, { force: true })
  try {
    sqlite.prepare('VACUUM INTO ?').run(part)
    syncFile(part)
    renameSync(part, target)
  } catch (error) {
    rmSync(part, { force: true })
    throw error
  }
  syncFolder(dirname(target))
  return target
}

function syncFile(path: string): void {
  const handle = openSync(path, 'r+')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

/** Windows cannot flush a folder; its rename is journalled. */
function syncFolder(path: string): void {
  if (process.platform === 'win32') return
  const handle = openSync(path, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
