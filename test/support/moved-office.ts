/** What of two stores must be the same after a move: every row of every table, every carried file. */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import BetterSqlite3 from 'better-sqlite3'

/** Of a closed store. @param except tables that go on by themselves */
export function rowsOf(dataDir: string, except: readonly string[]): Record<string, string[]> {
  const sqlite = new BetterSqlite3(path.join(dataDir, 'kexie.sqlite'), { readonly: true })
  try {
    const tables = sqlite
      .prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name`)
      .pluck()
      .all() as string[]
    return Object.fromEntries(
      tables
        .filter((name) => !except.includes(name))
        .map((name) => [name, (sqlite.prepare(`SELECT * FROM ${name}`).all() as object[]).map(rowText).sort()]),
    )
  } finally {
    sqlite.close()
  }
}

const rowText = (row: object): string =>
  JSON.stringify(row, (_key, value: unknown) =>
    typeof value === 'object' && value !== null && 'type' in value && value.type === 'Buffer' && 'data' in value
      ? Buffer.from(value.data as number[]).toString('hex')
      : value,
  )

export const carried = ['attachments', 'documents', 'outbox', 'held']

/** Digests by path, of the folders that move. */
export function filesOf(dataDir: string): Record<string, string> {
  const files = carried.flatMap((folder) =>
    readdirSync(path.join(dataDir, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath, entry.name)),
  )
  return Object.fromEntries(
    files.map((file) => [path.relative(dataDir, file), createHash('sha256').update(readFileSync(file)).digest('hex')]),
  )
}
