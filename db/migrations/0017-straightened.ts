import BetterSqlite3 from 'better-sqlite3'
import type { Migration } from './migration.ts'

/**
 * Some migrations were still changed while the program was being written, so a store of those days can bear the number of a
 * migration and not its tables. This one looks at what is there: what differs from the schema of `steps` is made anew with its
 * rows. A store that went the usual way stays as it is, to the byte.
 */
export const straightened = (steps: readonly Migration[]): Migration => ({
  name: '0017-straightened',
  up(sqlite) {
    const wanted = schemaOf(steps)
    const found = objects(sqlite)
    for (const [name, { type }] of found) if (type === 'table' && !wanted.has(name)) dropEmpty(sqlite, name)
    for (const [name, { type, sql }] of wanted) {
      if (type !== 'table') continue
      const old = found.get(name)
      if (old === undefined) sqlite.exec(sql)
      else if (plain(old.sql) !== plain(sql)) rebuild(sqlite, name, sql)
    }
    // Those of a table that was made anew went with it.
    for (const [name, { type, sql }] of objects(sqlite))
      if (type !== 'table' && plain(wanted.get(name)?.sql ?? '') !== plain(sql)) sqlite.exec(`DROP ${type} ${name}`)
    const now = objects(sqlite)
    for (const [name, { type, sql }] of wanted) if (type !== 'table' && !now.has(name)) sqlite.exec(sql)
  },
})

interface SchemaObject {
  readonly type: string
  readonly sql: string
}

/** Tables, indexes and triggers by name; names come from our own migrations. */
function objects(sqlite: BetterSqlite3.Database): Map<string, SchemaObject> {
  const rows = sqlite
    .prepare(
      `SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY rowid`,
    )
    .all() as (SchemaObject & { name: string })[]
  return new Map(rows.map(({ type, name, sql }) => [name, { type, sql }]))
}

function schemaOf(steps: readonly Migration[]): Map<string, SchemaObject> {
  const sqlite = new BetterSqlite3(':memory:')
  try {
    for (const step of steps) step.up(sqlite)
    return objects(sqlite)
  } finally {
    sqlite.close()
  }
}

/** Without comments, quotes and spaces: renaming a table puts its name in quotes. */
const plain = (sql: string): string =>
  sql
    .replace(/--[^\n]*/g, '')
    .replace(/"([a-z_]+)"/g, '$1')
    .replace(/\s+/g, ' ')
    .replace(/ ?([(),]) ?/g, '$1')
    .trim()

const rowsOf = (sqlite: BetterSqlite3.Database, table: string): number =>
  Number(sqlite.prepare(`SELECT count(*) FROM ${table}`).pluck().get())

const columnsOf = (sqlite: BetterSqlite3.Database, table: string): string[] =>
  sqlite.prepare('SELECT name FROM pragma_table_info(?)').pluck().all(table).map(String)

/** Rows of a table that no code ever read any more would be lost: better the store stays closed. */
function dropEmpty(sqlite: BetterSqlite3.Database, table: string): void {
  if (rowsOf(sqlite, table) > 0) throw new Error(`${table} is of no version and has rows`)
  sqlite.exec(`DROP TABLE ${table}`)
}

/** sqlite.org/lang_altertable.html, 7; foreign keys are off while migrations run. Fails where a row lacks what it must have. */
function rebuild(sqlite: BetterSqlite3.Database, table: string, sql: string): void {
  const made = `straightened_${table}`
  sqlite.exec(sql.replace(new RegExp(`^CREATE TABLE "?${table}"?`), `CREATE TABLE ${made}`))
  const old = new Set(columnsOf(sqlite, table))
  const shared = columnsOf(sqlite, made).filter((column) => old.has(column))
  if (shared.length > 0 && rowsOf(sqlite, table) > 0)
    sqlite.exec(`INSERT INTO ${made} (${shared.join()}) SELECT ${shared.join()} FROM ${table}`)
  sqlite.exec(`DROP TABLE ${table}`)
  sqlite.exec(`ALTER TABLE ${made} RENAME TO ${table}`)
}
