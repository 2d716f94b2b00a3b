import BetterSqlite3 from 'better-sqlite3'

/** SQLite says SQLITE_FULL, and IOERR when its shared memory or temporary files find no room. */
export function isDiskFull(error: unknown): boolean {
  if (error instanceof BetterSqlite3.SqliteError) {
    return error.code === 'SQLITE_FULL' || error.code === 'SQLITE_IOERR_SHMSIZE'
  }
  const code = error instanceof Error && 'code' in error ? error.code : ''
  return code === 'ENOSPC' || code === 'EDQUOT'
}
