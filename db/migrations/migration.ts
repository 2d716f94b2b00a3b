import type BetterSqlite3 from 'better-sqlite3'

/**
 * Forward only. All that are due run in one transaction, with foreign keys off and checked at its end, which also raises
 * `user_version` to the length of the list.
 */
export interface Migration {
  readonly name: string
  up(sqlite: BetterSqlite3.Database): void
}
