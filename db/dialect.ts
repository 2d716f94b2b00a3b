import type BetterSqlite3 from 'better-sqlite3'
import {
  CompiledQuery,
  type DatabaseConnection,
  type Driver,
  type SqliteDatabase,
  SqliteDialect,
  SqliteDriver,
  type SqliteStatement,
} from 'kysely'

/** All texts of our queries; those whose length depends on the input (`in (?, ?, …)`) come and go. */
const maxStatements = 300

/**
 * Prepares each text once. A prepared statement holds memory that JavaScript does not see and frees only when it is
 * collected: an import of 15,000 records grew by more than a gigabyte. None of our queries is read row by row.
 */
function preparedOnce(sqlite: BetterSqlite3.Database): SqliteDatabase {
  const known = new Map<string, SqliteStatement>()
  return {
    close: () => void sqlite.close(),
    prepare(sql) {
      const statement = known.get(sql) ?? (sqlite.prepare(sql) as SqliteStatement)
      // Put last again: what has not been used for the longest time goes first.
      known.delete(sql)
      known.set(sql, statement)
      const [oldest] = known.keys()
      if (known.size > maxStatements && oldest !== undefined) known.delete(oldest)
      return statement
    },
  }
}

export class StoreDialect extends SqliteDialect {
  readonly #sqlite: BetterSqlite3.Database
  constructor(sqlite: BetterSqlite3.Database) {
    super({ database: sqlite })
    this.#sqlite = sqlite
  }
  override createDriver(): Driver {
    return new StoreDriver(this.#sqlite)
  }
}

class StoreDriver extends SqliteDriver {
  readonly #sqlite: BetterSqlite3.Database
  constructor(sqlite: BetterSqlite3.Database) {
    super({ database: preparedOnce(sqlite) })
    this.#sqlite = sqlite
  }
  /** IMMEDIATE: a write that cannot get the file fails before its first query, not in the middle. */
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'))
  }
  /** SQLite rolls back by itself when the disk is full; a second rollback would hide that error behind its own. */
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.#sqlite.inTransaction) await connection.executeQuery(CompiledQuery.raw('rollback'))
  }
}
