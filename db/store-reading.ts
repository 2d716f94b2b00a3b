/** The store as a check reads it: a connection of its own that cannot write, a slice of rows at a time. */
import BetterSqlite3 from 'better-sqlite3'

export class StoreReading {
  readonly #sqlite: BetterSqlite3.Database

  /** @throws SqliteError when the file does not open */
  constructor(file: string) {
    this.#sqlite = new BetterSqlite3(file, { readonly: true, fileMustExist: true })
    this.#sqlite.pragma('busy_timeout = 5000')
    this.#sqlite.pragma('trusted_schema = OFF')
  }

  close(): void {
    this.#sqlite.close()
  }

  /** The program's own tables. */
  tables(): string[] {
    const names = this.#sqlite
      .prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name`)
      .pluck()
      .all() as string[]
    return names.filter((name) => /^[a-z_]+$/.test(name))
  }

  /** What is wrong with the pages of a table, its indexes and the rows that they name; null: nothing. */
  tableFault(table: string): string | null {
    try {
      const verdict = String(this.#sqlite.pragma(`integrity_check('${table}')`, { simple: true }))
      if (verdict !== 'ok') return verdict
      const orphans = this.#sqlite.pragma(`foreign_key_check('${table}')`) as { parent: string }[]
      return orphans[0] ? `a row of ${table} without its ${orphans[0].parent}` : null
    } catch (error) {
      if (error instanceof BetterSqlite3.SqliteError) return error.code
      throw error
    }
  }

  /**
   * Rows by rowid, a slice at a time.
   * @param columns our own words, never a value
   * @throws SqliteError where a page cannot be read
   */
  *slices<T>(table: string, columns: string, rowsAtOnce: number): Generator<T[]> {
    const statement = this.#sqlite.prepare(
      `SELECT rowid AS row_id, ${columns} FROM ${table} WHERE rowid > ? ORDER BY rowid LIMIT ${rowsAtOnce}`,
    )
    for (let after = 0; ; ) {
      const rows = statement.all(after) as (T & { row_id: number })[]
      const last = rows.at(-1)
      if (!last) return
      yield rows
      after = last.row_id
    }
  }

  /** One value, or undefined. */
  value(sql: string, ...values: (string | number)[]): unknown {
    return this.#sqlite
      .prepare(sql)
      .pluck()
      .get(...values)
  }

  rows<T>(sql: string, ...values: (string | number)[]): T[] {
    return this.#sqlite.prepare(sql).all(...values) as T[]
  }
}

/** Whether a query failed because the file is damaged. */
export const isDamage = (error: unknown): boolean =>
  error instanceof BetterSqlite3.SqliteError && /^SQLITE_(CORRUPT|NOTADB)/.test(error.code)
