import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { OpenRefused, openDatabase } from '../../db/connection.ts'
import { migrations } from '../../db/migrations/all.ts'
import type { Migration } from '../../db/migrations/migration.ts'
import { newFolder } from '../support/core.ts'
import { schemaColumns } from './schema-columns.ts'

const now = new Date('2022-05-10T01:00:00Z')

function place() {
  const dir = newFolder()
  return { file: path.join(dir, 'kexie.sqlite'), backupDir: path.join(dir, 'backups') }
}

function open(at: { file: string; backupDir: string }, steps?: readonly Migration[]) {
  return openDatabase(at.file, { backupDir: at.backupDir, now, ...(steps ? { migrations: steps } : {}) })
}

const sha256 = (file: string): string => createHash('sha256').update(readFileSync(file)).digest('hex')

function refusal(work: () => unknown): OpenRefused {
  try {
    work()
  } catch (error) {
    if (error instanceof OpenRefused) return error
    throw error
  }
  throw new Error('it was opened')
}

const addNotes: Migration = {
  name: '0002-add-notes',
  up: (sqlite) => void sqlite.exec('ALTER TABLE settings ADD COLUMN note TEXT'),
}

describe('migrations', () => {
  test('names count on from 0001 and each has its place', () => {
    expect(migrations.map((step) => step.name.slice(0, 4))).toEqual(
      migrations.map((_, i) => String(i + 1).padStart(4, '0')),
    )
  })

  test('0001 from nothing: version, application id, strict tables, no broken reference, no copy', async () => {
    const at = place()
    const { sqlite, db, copy } = open(at)
    expect(copy).toBeNull()
    expect(existsSync(at.backupDir)).toBe(false)
    expect(sqlite.pragma('user_version', { simple: true })).toBe(migrations.length)
    expect(sqlite.pragma('application_id', { simple: true })).toBe(0x4b455849)
    const tables = sqlite
      .prepare("SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND name NOT LIKE 'sqlite%'")
      .all()
    expect(tables.length).toBeGreaterThan(20)
    expect(tables.filter((table) => (table as { strict: number }).strict !== 1)).toEqual([])
    expect(sqlite.pragma('foreign_key_check')).toEqual([])
    await db.destroy()
  })

  test('what a person believes saved is flushed: WAL, synchronous=FULL, foreign keys', async () => {
    const { sqlite, db } = open(place())
    expect(sqlite.pragma('journal_mode', { simple: true })).toBe('wal')
    expect(sqlite.pragma('synchronous', { simple: true })).toBe(2)
    expect(sqlite.pragma('foreign_keys', { simple: true })).toBe(1)
    await db.destroy()
  })

  test('the column types in db/schema.ts are the columns of the tables', async () => {
    const { sqlite, db } = open(place())
    for (const [table, columns] of Object.entries(schemaColumns())) {
      const found = sqlite.prepare('SELECT name FROM pragma_table_info(?)').pluck().all(table)
      expect({ table, columns: [...columns].sort() }).toEqual({ table, columns: found.map(String).sort() })
    }
    const tables = sqlite.prepare("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").pluck().all()
    expect(tables).toEqual(Object.keys(schemaColumns()).sort())
    await db.destroy()
  })

  test('from N−1 with rows: a whole copy first, then the rows are still there', async () => {
    const at = place()
    const first = open(at)
    await first.db.insertInto('settings').values({ name: 'a', value_json: '1' }).execute()
    await first.db.destroy()
    const { sqlite, db, copy } = open(at, [...migrations, addNotes])
    expect(sqlite.prepare('SELECT name, value_json, note FROM settings').all()).toEqual([
      { name: 'a', value_json: '1', note: null },
    ])
    expect(readdirSync(at.backupDir)).toEqual([path.basename(copy ?? '')])
    const kept = new BetterSqlite3(copy ?? '', { readonly: true })
    expect(kept.pragma('user_version', { simple: true })).toBe(migrations.length)
    expect(kept.prepare('SELECT name, value_json FROM settings').all()).toEqual([{ name: 'a', value_json: '1' }])
    expect(kept.pragma('integrity_check', { simple: true })).toBe('ok')
    kept.close()
    await db.destroy()
  })

  test('a migration that fails leaves the store as it was', async () => {
    const at = place()
    const first = open(at)
    await first.db.destroy()
    const failing: Migration = {
      name: '0002-fails',
      up: (sqlite) => {
        sqlite.exec('CREATE TABLE half (a TEXT) STRICT')
        sqlite.exec('NO SQL AT ALL')
      },
    }
    expect(() => open(at, [...migrations, failing])).toThrow()
    const { sqlite, db } = open(at)
    expect(sqlite.pragma('user_version', { simple: true })).toBe(migrations.length)
    expect(sqlite.prepare("SELECT count(*) FROM sqlite_master WHERE name = 'half'").pluck().get()).toBe(0)
    await db.destroy()
  })

  test('a newer store is refused and not touched', async () => {
    const at = place()
    const newer = open(at, [...migrations, addNotes])
    newer.sqlite.pragma('wal_checkpoint(TRUNCATE)')
    await newer.db.destroy()
    const before = sha256(at.file)
    expect(refusal(() => open(at))).toMatchObject({
      why: 'newer',
      storeVersion: migrations.length + 1,
      programVersion: migrations.length,
    })
    expect(sha256(at.file)).toBe(before)
  })

  test.each([
    ['not a database', () => Buffer.from('这不是数据库。'.repeat(200))],
    ['a database of another program', otherProgram],
    ['a torn page', () => tornPage()],
  ])('%s is refused as damaged and not touched', (_name, content) => {
    const at = place()
    writeFileSync(at.file, content())
    const before = sha256(at.file)
    expect(refusal(() => open(at)).why).toBe('damaged')
    expect(sha256(at.file)).toBe(before)
  })

  test('one number per device, recipient and volume', async () => {
    const { db } = open(place())
    const row = {
      kind: 'submission' as const,
      recipient_office_id: 'KX000000',
      device_id: 'd',
      sequence: 1,
      plan_json: '{}',
      state: 'frozen' as const,
      file_name: 'a.zip',
      created_at: now.toISOString(),
    }
    const id = (n: number) => `00000000-0000-7000-8000-00000000000${n}`
    await db
      .insertInto('outbox')
      .values({ ...row, package_id: id(1) })
      .execute()
    await db
      .insertInto('outbox')
      .values({ ...row, package_id: id(2), volume_n: 2, volume_of: 2 })
      .execute()
    await expect(
      db
        .insertInto('outbox')
        .values({ ...row, package_id: id(3) })
        .execute(),
    ).rejects.toThrow(/UNIQUE/)
    await db.destroy()
  })
})

function otherProgram(): Buffer {
  const sqlite = new BetterSqlite3(':memory:')
  sqlite.pragma('application_id = 7')
  sqlite.exec('CREATE TABLE a (b)')
  const bytes = sqlite.serialize()
  sqlite.close()
  return bytes
}

function tornPage(): Buffer {
  const sqlite = new BetterSqlite3(':memory:')
  for (const step of migrations) step.up(sqlite)
  sqlite.pragma(`application_id = ${0x4b455849}`)
  sqlite.pragma(`user_version = ${migrations.length}`)
  const add = sqlite.prepare('INSERT INTO settings VALUES (?, ?)')
  for (let i = 0; i < 500; i++) add.run(`name-${i}`, JSON.stringify('x'.repeat(200)))
  const bytes = sqlite.serialize()
  sqlite.close()
  bytes.fill(0xa5, bytes.length - 4096 * 3, bytes.length - 4096)
  return bytes
}
