/** What was changed where it lies is refused wherever it would be used, found by the look through the store, and told. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import { expect, test, vi } from 'vitest'
import { countyNotice, f2Values, newF2, newFolder, openCounty, type TestCore } from '../support/core.ts'
import { makePng } from '../support/pictures.ts'

async function offline(core: TestCore, work: (sqlite: BetterSqlite3.Database) => void): Promise<void> {
  await core.close()
  const sqlite = new BetterSqlite3(path.join(core.dataDir, 'kexie.sqlite'))
  work(sqlite)
  sqlite.close()
  await core.open()
}

const bend = (sqlite: BetterSqlite3.Database): void =>
  void sqlite.exec(`UPDATE revisions SET frozen_json = replace(frozen_json, '约300人', '约900人')`)

test('a sound store: everything was looked at, nothing found', async () => {
  const core = await openCounty()
  const recordId = await newF2(core)
  const picture = path.join(newFolder(), 'a.png')
  writeFileSync(picture, makePng(20, 10))
  await core.call('records.attach', { recordId, field: 'photos', path: picture })
  await core.call('records.freeze', { recordId })
  expect(await core.call('backups.lastCheck', {})).toBeNull()
  const check = await core.call('backups.check', {})
  expect(check).toMatchObject({ findings: [], more: 0, whole: true, looked: { revisions: 1, files: 1 } })
  expect(check.looked.entries).toBeGreaterThan(0)
  expect(await core.call('backups.lastCheck', {})).toEqual(check)
})

test('a revision whose content was changed is not shown, printed, sent or counted; the draft goes on being saved', async () => {
  const core = await openCounty()
  const recordId = await newF2(core)
  const { revision } = await core.call('records.freeze', { recordId })
  await offline(core, bend)
  const [summary] = await core.call('records.list', {})
  expect(summary).toMatchObject({ damaged: true, code: null, title: f2Values.activityName })
  const detail = await core.call('records.open', { recordId })
  expect(detail.revisions[0]).toMatchObject({ revision, damaged: true })
  expect(detail.values.scale).toBe('约300人')
  const out = newFolder()
  const refused = await Promise.all([
    core.problem('records.printDocument', { recordId, revision, masked: false }),
    core.problem('records.printDocument', { recordId, revision, masked: true }),
    core.problem('documents.docx', { recordId, revision, masked: true }),
    core.problem('records.freeze', { recordId }),
    core.problem('handovers.write', { noticeId: countyNotice, mask: true, out, as: 'folder' }),
  ])
  expect(refused.map(({ code }) => code)).toEqual(refused.map(() => 'revision.changed'))
  expect(readdirSync(out)).toEqual([])
  const saved = await core.call('records.saveDraft', {
    recordId,
    draftSeq: detail.draftSeq,
    changes: { scale: '约310人' },
  })
  expect(saved.draftSeq).toBe(detail.draftSeq + 1)
  const { findings } = await core.call('backups.check', {})
  expect(findings).toHaveLength(1)
  expect(findings[0]).toMatchObject({ class: 'changed', about: 'revision', recordId, revision })
  expect(findings[0]?.what).toContain(f2Values.activityName)
})

test('in the background the first tick looks, tells the pages, and a restore mends it', async () => {
  const core = await openCounty()
  const recordId = await newF2(core)
  const { revision } = await core.call('records.freeze', { recordId })
  const { id } = await core.call('backups.make', {})
  const seqs = async (): Promise<number[]> => (await core.call('deeds.list', {})).deeds.map(({ seq }) => seq)
  const before = await seqs()
  await offline(core, bend)
  core.events.length = 0
  await core.tick()
  await vi.waitFor(async () => expect((await core.call('backups.lastCheck', {}))?.findings).toHaveLength(1), 5000)
  expect(core.events).toContainEqual({ event: 'data.changed', value: { domain: 'backups' } })
  await core.call('backups.restore', { id })
  await core.reopen()
  await core.call('records.printDocument', { recordId, revision, masked: false })
  expect((await core.call('backups.check', {})).findings).toEqual([])
  // The log is the present one, and says what was done.
  const { deeds } = await core.call('deeds.list', {})
  expect(deeds.map(({ seq }) => seq)).toEqual(expect.arrayContaining(before))
  expect(deeds.map(({ deed }) => deed)).toEqual(expect.arrayContaining(['store.restore-asked', 'store.restored']))
  expect(await core.call('deeds.verify', {})).toMatchObject({ sound: true, missing: 0 })
})

test('a photo that was put in another’s place, or is gone, is found, and is not read as what it was', async () => {
  const core = await openCounty()
  const recordId = await newF2(core)
  const digests: string[] = []
  for (const [at, name] of ['a.png', 'b.png', 'c.png'].entries()) {
    const picture = path.join(newFolder(), name)
    writeFileSync(picture, makePng(20 + at, 10))
    const { attachments } = await core.call('records.attach', { recordId, field: 'photos', path: picture })
    digests.push(attachments.at(-1)!.digest)
  }
  const fileOf = (digest: string): string => path.join(core.dataDir, 'attachments', digest.slice(0, 2), digest.slice(2))
  const [a = '', b = ''] = digests
  const held = readFileSync(fileOf(a))
  writeFileSync(fileOf(a), readFileSync(fileOf(b)))
  writeFileSync(fileOf(b), held)
  expect((await core.problem('attachments.read', { digest: a, size: 'full' })).code).toBe('file.unreadable')
  const { findings } = await core.call('backups.check', {})
  expect(findings.map((one) => [one.class, one.about, one.recordId])).toEqual([
    ['changed', 'file', recordId],
    ['changed', 'file', recordId],
  ])
})

test('an entry of the log that was changed, and an end that is missing, are told', async () => {
  const core = await openCounty()
  await newF2(core)
  await core.reopen()
  await offline(core, (sqlite) => {
    sqlite.exec('DROP TRIGGER deeds_unchanged')
    sqlite.exec(`UPDATE deeds SET title = '别的' WHERE seq = 1`)
  })
  const changed = await core.call('backups.check', {})
  expect(changed.findings.map((one) => [one.class, one.about])).toEqual([
    ['changed', 'database'],
    ['changed', 'log'],
  ])
  const other = await openCounty()
  await newF2(other)
  await offline(other, (sqlite) => {
    sqlite.exec('DROP TRIGGER deeds_undeleted')
    sqlite.exec('DELETE FROM deeds WHERE seq = (SELECT max(seq) FROM deeds)')
  })
  const gone = await other.call('backups.check', {})
  expect(gone.findings.map((one) => [one.class, one.about])).toEqual([
    ['changed', 'database'],
    ['gone', 'log'],
  ])
})

test('what SQLite would do by itself, and nobody of us put there, is told', async () => {
  const core = await openCounty()
  await newF2(core)
  await offline(core, (sqlite) =>
    sqlite.exec(`CREATE TRIGGER quiet AFTER INSERT ON reveals BEGIN DELETE FROM reveals; END`),
  )
  const { findings } = await core.call('backups.check', {})
  expect(findings.map((one) => [one.class, one.about])).toEqual([['changed', 'database']])
})

test('a personal part that does not open any more is told as that, and found', async () => {
  const core = await openCounty()
  const recordId = await newF2(core)
  await offline(core, (sqlite) => sqlite.exec('UPDATE record_keys SET key_sealed = zeroblob(60)'))
  expect((await core.problem('records.open', { recordId })).code).toBe('record.personal-lost')
  const { findings } = await core.call('backups.check', {})
  expect(findings.map((one) => [one.class, one.about, one.recordId])).toEqual([['damaged', 'personal', recordId]])
})

test('a store that was emptied beside its copies is not founded anew', async () => {
  const core = await openCounty()
  await newF2(core)
  const { id } = await core.call('backups.make', {})
  await core.close()
  writeFileSync(path.join(core.dataDir, 'kexie.sqlite'), '')
  await expect(core.open()).rejects.toMatchObject({
    code: 'store.damaged',
    details: { newestBackup: { id }, backups: [{ id, kind: 'manual' }] },
  })
  await core.open(id)
  expect(await core.call('records.list', {})).toHaveLength(1)
})
