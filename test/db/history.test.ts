/**
 * Every state that the store had in the project's own history, with data that the code of then made: opened by the program of
 * now it says all that it said before, and the office can go on.
 */
import { readdirSync } from 'node:fs'
import path from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import { describe, expect, onTestFinished, test } from 'vitest'
import { openDatabase } from '../../db/connection.ts'
import { migrations } from '../../db/migrations/all.ts'
import { canonicalJson, sha256Hex } from '../../electron/core/package/canonical.ts'
import { TestCore as Core, newFolder, type TestCore } from '../support/core.ts'
import { newRoot } from '../support/desks.ts'
import {
  factsNow,
  type OldOffice,
  oldPassphrases,
  oldStates,
  placeOldStore,
  stateOf,
  versionOf,
} from '../support/old-stores.ts'
import { paperStub } from '../support/paper-stub.ts'

const now = '2026-03-03T01:00:00.000Z'

async function opened(state: string, office: OldOffice): Promise<TestCore> {
  const { dir: dataDir, remove } = newRoot('kexie-history-')
  onTestFinished(remove)
  placeOldStore(state, office, dataDir)
  const core = await new Core({ dataDir, now, ask: paperStub }).open()
  onTestFinished(() => core.close())
  await core.call('keys.unlock', { passphrase: oldPassphrases[office] })
  return core
}
const fileOf = (core: TestCore): string => path.join(core.dataDir, 'kexie.sqlite')

function read<T>(file: string, work: (sqlite: BetterSqlite3.Database) => T): T {
  const sqlite = new BetterSqlite3(file, { readonly: true })
  try {
    return work(sqlite)
  } finally {
    sqlite.close()
  }
}
/** Without comments and quotes: a table that was renamed bears its name in quotes. */
const schema = (file: string): string[] =>
  read(file, (sqlite) =>
    sqlite.prepare('SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type, name').pluck().all().map(String),
  ).map((sql) =>
    sql
      .replace(/--[^\n]*/g, '')
      .replace(/"/g, '')
      .replace(/\s+/g, ' ')
      .replace(/ ?([(),]) ?/g, '$1'),
  )
let fromZero: string[] | null = null
async function schemaFromZero(): Promise<string[]> {
  if (fromZero) return fromZero
  const dir = newFolder()
  const { db } = openDatabase(path.join(dir, 'kexie.sqlite'), { backupDir: dir, now: new Date(now) })
  await db.destroy()
  fromZero = schema(path.join(dir, 'kexie.sqlite'))
  return fromZero
}

test('there is a store of every number that stores had when they came to an office', () => {
  expect([...new Set(oldStates.map(versionOf))]).toEqual([1, 4, 7, 8, 13, 14, 15, 16])
})

describe.each(oldStates)('a store of %s', (state) => {
  test('copied, migrated, sound, nothing of it is lost; and both offices go on', async () => {
    const [county, city] = [await opened(state, 'county'), await opened(state, 'city')]
    for (const [core, office] of [
      [county, 'county'],
      [city, 'city'],
    ] as const) {
      await isWhole(core, state)
      const before = stateOf(state)[office]
      expect(await factsNow((method, input) => core.raw(method, input))).toMatchObject(before)
      // Revisions against their digests, files, packages, personal parts: whatever the program of now can look at.
      expect(await core.call('backups.check', {})).toMatchObject({ findings: [] })
    }
    await goOn(county, city, state)
  })
})

async function isWhole(core: TestCore, state: string): Promise<void> {
  const version = versionOf(state)
  const copies = readdirSync(path.join(core.dataDir, 'backups')).filter((name) => name.startsWith('before-00'))
  expect(copies.map((name) => name.slice(0, 11))).toEqual([`before-${String(version + 1).padStart(4, '0')}`])
  const facts = (sqlite: BetterSqlite3.Database) => [
    sqlite.pragma('user_version', { simple: true }),
    sqlite.pragma('integrity_check', { simple: true }),
    sqlite.pragma('foreign_key_check'),
  ]
  expect(read(path.join(core.dataDir, 'backups', copies[0] ?? ''), facts)).toEqual([version, 'ok', []])
  expect(read(fileOf(core), facts)).toEqual([migrations.length, 'ok', []])
  expect(schema(fileOf(core))).toEqual(await schemaFromZero())
  const frozen = read(fileOf(core), (sqlite) => sqlite.prepare('SELECT digest, frozen_json FROM revisions').all()) as {
    digest: string
    frozen_json: string
  }[]
  expect(frozen.length).toBeGreaterThan(0)
  for (const row of frozen) expect(sha256Hex(canonicalJson(JSON.parse(row.frozen_json)))).toBe(row.digest)
}

/** A draft of then is changed, frozen, sent; the city, as old, takes it in. */
async function goOn(county: TestCore, city: TestCore, state: string): Promise<void> {
  const stick = newFolder()
  const draft = stateOf(state).county.records.find(({ values }) => values.activityName === '院士专家进校园')
  const { recordId = '', noticeId = '' } = draft ?? {}
  const { draftSeq } = await county.call('records.open', { recordId })
  await county.call('records.saveDraft', { recordId, draftSeq, changes: { activityName: '院士专家进校园（续）' } })
  const frozen = (draft?.revisions.length ?? 0) + 1
  expect((await county.call('records.freeze', { recordId })).revision).toBe(frozen)
  const to = (await city.call('app.state', {})).office?.officeId ?? ''
  const sent = await county.call('packages.export', { noticeId, to, out: stick, recordIds: [recordId] })
  const taken = await city.call('packages.import', { path: sent.files[0]?.path ?? '' })
  expect(taken).toMatchObject({ result: 'imported', records: 1 })
  expect((await city.call('records.open', { recordId })).values.activityName).toBe('院士专家进校园（续）')
  expect(await county.call('deeds.verify', {})).toMatchObject({ sound: true })
}

test.each(['04-first-day', '08-word', '13-videos', '14-register', '15-exchange'])(
  'a copy that %s made comes back into the store of now',
  async (state) => {
    const county = await opened(state, 'county')
    const copy = (stateOf(state).county.backups as { id: string }[]).find(({ id }) => id.startsWith('manual'))
    const draft = stateOf(state).county.records.find(({ values }) => values.activityName === '院士专家进校园')
    const { recordId = '', noticeId = '' } = draft ?? {}
    const { draftSeq } = await county.call('records.open', { recordId })
    await county.call('records.saveDraft', { recordId, draftSeq, changes: { activityName: '升级后改的' } })
    const to = (await county.call('offices.list', {})).find(({ trusted }) => trusted)?.officeId ?? ''
    const sent = await county.call('packages.export', { noticeId, to, out: newFolder(), recordIds: [recordId] })
    await county.call('backups.restore', { id: copy?.id ?? '' })
    await county.reopen()
    await county.call('keys.unlock', { passphrase: oldPassphrases.county })
    expect(await county.call('backups.note', {})).toMatchObject({ id: copy?.id, carriedPackages: 1 })
    // What was sent meanwhile stays, with its number and the revision in it; all else is as the copy has it.
    expect((await county.call('packages.outbox', {})).map(({ packageId }) => packageId)).toContain(sent.packageId)
    const { revisions } = await county.call('records.open', { recordId })
    expect(revisions.length).toBe((draft?.revisions.length ?? 0) + 1)
    const { records: _records, outbox: _outbox, backups: _backups, ...rest } = stateOf(state).county
    expect(await factsNow((method, input) => county.raw(method, input))).toMatchObject(rest)
    expect(await county.call('backups.check', {})).toMatchObject({ findings: [] })
    expect(await county.call('deeds.verify', {})).toMatchObject({ sound: true })
    // The number after the one that was carried along, never the same one again.
    const next = await county.call('packages.export', { noticeId, to, out: newFolder() })
    expect(next.sequence).toBe(sent.sequence + 1)
  },
)
