/** A copy of the store that goes to another computer: what belongs to this one alone stays here. */
import BetterSqlite3 from 'better-sqlite3'
import type { OfficeSize } from '../shared/api/moving.ts'
import { migrations } from './migrations/all.ts'

/** How many migrations this program knows. */
export const programVersion = migrations.length

export interface CopiedOffice {
  /** Number of migrations. */
  readonly storeVersion: number
  readonly counts: Omit<OfficeSize, 'files' | 'bytes'>
}

/**
 * Takes out what only this computer can open or is doing right now: the wrap of its keychain, the tasks that run.
 * Leaves one file, without a log beside it.
 */
export function prepareOfficeCopy(file: string): CopiedOffice {
  const sqlite = new BetterSqlite3(file, { fileMustExist: true })
  try {
    sqlite.pragma('journal_mode = DELETE')
    sqlite.pragma('secure_delete = ON')
    sqlite.transaction(() => {
      sqlite.exec(`DELETE FROM key_wraps WHERE kind = 'keychain'`)
      sqlite.exec(`DELETE FROM tasks WHERE state = 'running'`)
    })()
    return { storeVersion: Number(sqlite.pragma('user_version', { simple: true })), counts: officeCounts(sqlite) }
  } finally {
    sqlite.close()
  }
}

/** Of a store that may be in use: what its log holds counts too. */
export function countOffice(file: string): CopiedOffice['counts'] & { databaseBytes: number } {
  const sqlite = new BetterSqlite3(file, { readonly: true, fileMustExist: true })
  try {
    const pragma = (name: string) => Number(sqlite.pragma(name, { simple: true }))
    return { ...officeCounts(sqlite), databaseBytes: pragma('page_count') * pragma('page_size') }
  } finally {
    sqlite.close()
  }
}

function officeCounts(sqlite: BetterSqlite3.Database): CopiedOffice['counts'] {
  const count = (from: string) => Number(sqlite.prepare(`SELECT count(*) FROM ${from}`).pluck().get())
  return {
    records: count('records WHERE deleted_at IS NULL'),
    activities: count('activities WHERE deleted_at IS NULL'),
    packages: count('outbox') + count('inbox'),
  }
}

/** Of a migrated copy that nobody has open: the next start finds this setting (moving/arrived.ts). */
export function putSetting(file: string, name: string, value: unknown): void {
  const sqlite = new BetterSqlite3(file, { fileMustExist: true })
  try {
    sqlite.prepare('INSERT OR REPLACE INTO settings (name, value_json) VALUES (?, ?)').run(name, JSON.stringify(value))
  } finally {
    sqlite.close()
  }
}

/** Of a store that came from another computer: its half-written folders lie there, and their names mean others here. */
export function cancelUnfinished(file: string): void {
  const sqlite = new BetterSqlite3(file, { fileMustExist: true })
  try {
    sqlite.exec(`UPDATE handovers SET state = 'cancelled' WHERE state = 'writing'`)
  } finally {
    sqlite.close()
  }
}

/** Whose store a file is; null: nobody's yet. @throws SqliteError when it does not open */
export function officeOfFile(file: string): { officeId: string; deviceId: string; wrapped: boolean } | null {
  const sqlite = new BetterSqlite3(file, { readonly: true, fileMustExist: true })
  try {
    const founded = sqlite.prepare(`SELECT 1 FROM sqlite_schema WHERE name = 'devices'`).get()
    if (!founded) return null
    const row = sqlite
      .prepare(`SELECT offices.office_id AS officeId, devices.device_id AS deviceId FROM offices
        JOIN devices ON devices.office_id = offices.office_id AND devices.private_sealed IS NOT NULL
        WHERE offices.own = 1`)
      .get() as { officeId: string; deviceId: string } | undefined
    if (!row) return null
    const wraps = sqlite.prepare(`SELECT count(*) FROM key_wraps WHERE kind = 'passphrase'`).pluck().get()
    return { ...row, wrapped: Number(wraps) > 0 }
  } finally {
    sqlite.close()
  }
}
