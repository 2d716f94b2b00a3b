import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import { expect, test } from 'vitest'
import { createCore } from '../../electron/core/core.ts'
import { newF2, newFolder, openCounty, openTestCore, problemOf, projectDir, type TestCore } from '../support/core.ts'

const mark = (core: TestCore): string => path.join(core.dataDir, 'closed')
const orphan = 'ab'.repeat(32)

function dropOrphan(core: TestCore): string {
  const folder = path.join(core.dataDir, 'attachments', orphan.slice(0, 2))
  mkdirSync(folder, { recursive: true })
  const file = path.join(folder, orphan.slice(2))
  writeFileSync(file, 'nobody names it')
  return file
}

test('a close with nothing under way leaves a mark, which the next start takes away', async () => {
  const core = await openCounty()
  expect(existsSync(mark(core))).toBe(false)
  await core.close()
  expect(readFileSync(mark(core), 'utf8')).toMatch(/^[0-9a-f]{64}$/)
  await core.open()
  expect(existsSync(mark(core))).toBe(false)
})

test('what no row names is swept at the close already', async () => {
  const core = await openCounty()
  const file = dropOrphan(core)
  await core.close()
  expect(existsSync(file)).toBe(false)
})

test('a file that somebody put there since is swept at the next start', async () => {
  const core = await openCounty()
  await core.close()
  const file = dropOrphan(core)
  await core.open()
  expect(existsSync(file)).toBe(false)
})

test('a database that was changed since is read whole, whatever the mark says', async () => {
  const core = await openCounty()
  for (let n = 0; n < 5; n++) await newF2(core)
  await core.close()
  const file = path.join(core.dataDir, 'kexie.sqlite')
  const kept = readFileSync(mark(core))
  const bytes = readFileSync(file)
  bytes.fill(0x5a, 8192, 8192 + 4096 * 8)
  writeFileSync(file, bytes)
  writeFileSync(mark(core), kept)
  expect((await problemOf(core.open())).code).toBe('store.damaged')
})

test('a key that no record has goes at the next start, where the database was changed since', async () => {
  const core = await openCounty()
  await core.close()
  const { dataDir } = core
  const sqlite = new BetterSqlite3(path.join(dataDir, 'kexie.sqlite'))
  const insert = "INSERT INTO record_keys (record_id, key_sealed, created_at) VALUES (?, x'00', '2022-01-01')"
  sqlite.prepare(insert).run('00000000-0000-4000-8000-000000000000')
  sqlite.close()
  const next = await openTestCore({ dataDir })
  await next.close()
  const after = new BetterSqlite3(path.join(dataDir, 'kexie.sqlite'), { readonly: true })
  expect(after.prepare('SELECT count(*) AS n FROM record_keys').get()).toEqual({ n: 0 })
  after.close()
})

test('from the close on nothing is answered any more', async () => {
  const core = await createCore({
    dataDir: newFolder(),
    resourcesDir: path.join(projectDir, 'resources'),
    appVersion: 'test',
    now: () => new Date(),
    ask: null,
    emit: () => undefined,
  })
  const closing = core.close()
  expect((await problemOf(core.dispatch('app.state', {}))).code).toBe('core.gone')
  await closing
})
