import type BetterSqlite3 from 'better-sqlite3'
import { CompiledQuery, type DatabaseConnection, type Driver, SqliteDialect, SqliteDriver } from 'kysely'

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
    super({ database: sqlite })
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
