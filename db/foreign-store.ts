/**
 * A store that came from elsewhere (an office file, a copy that lay in a folder) before anything of it is used. SQLite
 * runs what stands in a schema: a trigger could keep entries out of 操作日志, a view could stand for a table.
 */
import BetterSqlite3 from 'better-sqlite3'
import { migrations } from './migrations/all.ts'

interface SchemaRow {
  readonly type: 'table' | 'index' | 'trigger' | 'view'
  /** Null: an index that SQLite makes by itself. */
  readonly sql: string | null
}

/** Names of files, folders and content that the store uses as they stand; anything else could lead out of its folder. */
const names = [
  { table: 'outbox', column: 'package_id', form: /^[0-9a-f-]{36}$/ },
  { table: 'outbox', column: 'group_id', form: /^[0-9a-f-]{36}$/ },
  { table: 'outbox', column: 'file_name', form: /^[^./\\\p{Cc}][^/\\\p{Cc}]{0,250}\.zip$/u },
  { table: 'held_files', column: 'tag_manifest_digest', form: /^[0-9a-f]{64}$/ },
] as const

/**
 * What no program of ours has put into this schema; null: nothing. Tables are not compared: one that another version
 * made otherwise can do nothing by itself.
 * @throws SqliteError when it does not open
 */
export function plantedIn(file: string): string | null {
  return reading(file, (sqlite) => {
    const version = Number(sqlite.pragma('user_version', { simple: true }))
    const ours = schemaOf(version)
    const found = schemaIn(sqlite)
    const planted = found.find((row) => !isOurs(row, ours))
    if (planted) return `${planted.type} of another making`
    const here = new Set(found.map(({ sql }) => sql))
    return ours.some(({ type, sql }) => type === 'trigger' && !here.has(sql)) ? 'a trigger is gone' : null
  })
}

/**
 * Which column names something outside of the store; null: none.
 * @param isInStore whether a path relative to the store folder is one of its files
 * @throws SqliteError when it does not open
 */
export function leadsOutside(file: string, isInStore: (path: string) => boolean): string | null {
  return reading(file, (sqlite) => {
    for (const { table, column, form } of names) {
      if (!has(sqlite, table, column)) continue
      const values = sqlite.prepare(`SELECT ${column} FROM ${table} WHERE ${column} IS NOT NULL`).pluck().iterate()
      for (const value of values) if (!form.test(String(value))) return `${table}.${column}`
    }
    if (!has(sqlite, 'outbox', 'plan_json')) return null
    for (const plan of sqlite.prepare('SELECT plan_json FROM outbox').pluck().iterate())
      for (const path of filesOfPlan(String(plan)))
        if (!path.startsWith('store:') || !isInStore(path.slice('store:'.length))) return 'outbox.plan_json'
    return null
  })
}

function filesOfPlan(json: string): string[] {
  const { plan } = JSON.parse(json) as { plan?: { entries: { source: { file?: string } }[] } }
  return (plan?.entries ?? []).flatMap(({ source }) => (source.file === undefined ? [] : [source.file]))
}

function reading<T>(file: string, read: (sqlite: BetterSqlite3.Database) => T): T {
  const sqlite = new BetterSqlite3(file, { readonly: true, fileMustExist: true })
  try {
    sqlite.pragma('trusted_schema = OFF')
    return read(sqlite)
  } finally {
    sqlite.close()
  }
}

const schemaIn = (sqlite: BetterSqlite3.Database): SchemaRow[] =>
  sqlite.prepare('SELECT type, sql FROM sqlite_schema').all() as SchemaRow[]

/** As our own migrations make it, up to that number. */
function schemaOf(version: number): SchemaRow[] {
  const sqlite = new BetterSqlite3(':memory:')
  try {
    sqlite.transaction(() => {
      for (const step of migrations.slice(0, version)) step.up(sqlite)
    })()
    return schemaIn(sqlite)
  } finally {
    sqlite.close()
  }
}

function isOurs({ type, sql }: SchemaRow, ours: readonly SchemaRow[]): boolean {
  if (sql === null) return type === 'index'
  switch (type) {
    case 'table':
      // Not CREATE VIRTUAL TABLE. One that nobody asks does nothing.
      return sql.startsWith('CREATE TABLE ')
    case 'index':
      // One that is not unique changes no answer.
      return sql.startsWith('CREATE INDEX ') || ours.some((one) => one.sql === sql)
    default:
      return ours.some((one) => one.type === type && one.sql === sql)
  }
}

const has = (sqlite: BetterSqlite3.Database, table: string, column: string): boolean =>
  (sqlite.pragma(`table_info('${table}')`) as { name: string }[]).some(({ name }) => name === column)
