import BetterSqlite3 from 'better-sqlite3'
import { Problem } from '../../../shared/problems.ts'
import type { StorePaths } from './folder.ts'

export interface StoreLock {
  release(): void
}

/**
 * One core per store: an exclusive lock of the operating system on `store.lock`, taken through SQLite because that
 * works alike on Windows and Linux and ends with the process, also after kill -9.
 * @throws Problem store.locked
 */
export function lockStore(paths: StorePaths): StoreLock {
  const sqlite = new BetterSqlite3(paths.lock, { timeout: 0 })
  try {
    sqlite.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    sqlite.close()
    if (error instanceof BetterSqlite3.SqliteError && error.code.startsWith('SQLITE_BUSY')) {
      throw new Problem('store.locked', { dataDir: paths.dataDir })
    }
    throw error
  }
  return { release: () => sqlite.close() }
}
