/** What of two stores must be the same after a move: every row of every table, every carried file. */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import type { OfficeHead } from '../../electron/core/moving/office-head.ts'
import { tapeEnd, tapeHeader, tapePadding } from '../../electron/core/moving/tape.ts'
import { sealWithPassphrase } from '../../electron/core/package/age-passphrase.ts'

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

const carried = ['attachments', 'documents', 'outbox', 'held']

/** Digests by path, of the folders that move. */
export function filesOf(dataDir: string): Record<string, string> {
  const files = carried
    .filter((folder) => existsSync(path.join(dataDir, folder)))
    .flatMap((folder) =>
      readdirSync(path.join(dataDir, folder), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => path.join(entry.parentPath, entry.name)),
    )
  return Object.fromEntries(
    files.map((file) => [path.relative(dataDir, file), createHash('sha256').update(readFileSync(file)).digest('hex')]),
  )
}

/** An office file of a closed store as it lies, whatever version it has. */
export async function officeFileOf(
  dataDir: string,
  target: string,
  passphrase: string,
  facts: Pick<OfficeHead, 'officeId' | 'officeName' | 'deviceId'>,
): Promise<void> {
  const rest = ['keys/store.key', 'numbers.json'].filter((name) => existsSync(path.join(dataDir, name)))
  const names = [
    'kexie.sqlite',
    ...rest,
    ...Object.keys(filesOf(dataDir)).map((name) => name.split(path.sep).join('/')),
  ]
  const entries = names.map((name) => ({ name, bytes: readFileSync(path.join(dataDir, ...name.split('/'))) }))
  const unpackedBytes = entries.reduce((sum, { bytes }) => sum + bytes.length, 0)
  const sqlite = new BetterSqlite3(path.join(dataDir, 'kexie.sqlite'), { readonly: true })
  const storeVersion = Number(sqlite.pragma('user_version', { simple: true }))
  sqlite.close()
  const head: OfficeHead = {
    ...facts,
    format: 'kexie-office/1',
    savedAt: '2022-05-12T01:00:00.000Z',
    appVersion: '0.0.7',
    storeVersion,
    size: { records: 0, activities: 0, packages: 0, files: 0, bytes: unpackedBytes },
    entries: entries.length,
    unpackedBytes,
    databaseBytes: entries[0]?.bytes.length ?? 0,
  }
  const all = [{ name: 'office.json', bytes: Buffer.from(JSON.stringify(head)) }, ...entries]
  const lines = all.map(({ name, bytes }) => `${createHash('sha256').update(bytes).digest('hex')}  ${name}\n`)
  const tape = [...all, { name: 'manifest-sha256.txt', bytes: Buffer.from(lines.join('')) }].flatMap(
    ({ name, bytes }) => [tapeHeader({ name, size: bytes.length }, new Date(0)), bytes, tapePadding(bytes.length)],
  )
  writeFileSync(target, await sealWithPassphrase(Buffer.concat([...tape, tapeEnd()]), passphrase, 10))
}
