import type BetterSqlite3 from 'better-sqlite3'

/** Forward only. `up` runs inside one transaction that also raises `user_version` to its place in the list. */
export interface Migration {
  readonly name: string
  up(sqlite: BetterSqlite3.Database): void
}
