import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import { expect, test } from 'vitest'
import { Problem } from '../../shared/problems.ts'
import { cityOffice, countyNotice, newF2, newFolder, openCounty, openTestCore, type TestCore } from '../support/core.ts'
import { paperStub } from '../support/paper-stub.ts'
import { makePng } from '../support/pictures.ts'

const hour = 3600 * 1000
const start = Date.parse('2022-05-10T01:00:00.000Z')
const at = (hours: number): string => new Date(start + hours * hour).toISOString()

const files = (core: TestCore): string[] => readdirSync(path.join(core.dataDir, 'backups')).sort()

async function edit(core: TestCore, recordId: string, scale: string): Promise<void> {
  const { draftSeq } = await core.call('records.open', { recordId })
  await core.call('records.saveDraft', { recordId, draftSeq, changes: { scale } })
}

test('an hourly copy is made only when an hour has gone by and something was written', async () => {
  const core = await openCounty()
  const recordId = await newF2(core)
  await core.tick()
  const [first] = (await core.call('backups.list', {})).backups
  expect(first).toMatchObject({ kind: 'hourly', createdAt: at(0), readable: true, records: 1 })
  await edit(core, recordId, '约400人')
  core.setNow(at(0.9))
  await core.tick()
  expect((await core.call('backups.list', {})).backups).toHaveLength(1)
  core.setNow(at(1))
  await core.tick()
  expect((await core.call('backups.list', {})).backups).toHaveLength(2)
  core.setNow(at(3))
  await core.tick()
  expect((await core.call('backups.list', {})).backups).toHaveLength(2)
  // After a start nobody has seen the writes: the content tells that there were none.
  await core.reopen()
  await core.tick()
  expect((await core.call('backups.list', {})).backups).toHaveLength(2)
  await edit(core, recordId, '约500人')
  await core.tick()
  expect((await core.call('backups.list', {})).backups).toHaveLength(3)
  expect(files(core).every((name) => name.endsWith('.sqlite'))).toBe(true)
})

test('nothing is copied before an office is founded; a clock that went back does not stop the copies', async () => {
  const core = await openTestCore()
  await core.tick()
  expect((await core.call('backups.list', {})).backups).toEqual([])
  await core.call('offices.init', { ...cityOffice })
  await core.tick()
  core.setNow('2009-01-01T00:00:00.000Z')
  await newF2(core).catch(() => undefined)
  await core.call('offices.rename', { name: '示例市科协' })
  await core.tick()
  expect((await core.call('backups.list', {})).backups).toHaveLength(2)
})

test('saves go on while a copy is made, and the copy is one moment of the store', async () => {
  const core = await openCounty()
  const recordId = await newF2(core)
  const plan = '甲'.repeat(60_000)
  for (let n = 0; n < 12; n++) await newF2(core, { plan })
  const making = core.call('backups.make', {})
  for (let n = 0; n < 10; n++) await edit(core, recordId, `第${n}次`)
  const made = await making
  expect(made).toMatchObject({ kind: 'manual', readable: true, records: 13 })
  const copy = new BetterSqlite3(path.join(core.dataDir, 'backups', `${made.id}.sqlite`), { readonly: true })
  expect(copy.pragma('integrity_check', { simple: true })).toBe('ok')
  expect(copy.pragma('journal_mode', { simple: true })).toBe('delete')
  copy.close()
})

test('a cancelled copy leaves nothing', async () => {
  const core = await openCounty()
  for (let n = 0; n < 12; n++) await newF2(core, { plan: '甲'.repeat(60_000) })
  const abort = new AbortController()
  const making = core.call('backups.make', {}, abort.signal)
  abort.abort()
  await expect(making).rejects.toMatchObject({ code: 'cancelled' })
  expect(files(core)).toEqual([])
})

test('what a restore would take away is told, and is what it takes away', async () => {
  const core = await openCounty()
  const kept = await newF2(core, { activityName: '留下的' })
  const gone = await newF2(core, { activityName: '要删的' })
  const { id } = await core.call('backups.make', {})
  core.setNow(at(2))
  await edit(core, kept, '改过的规模')
  await core.call('records.discard', { recordId: gone })
  const fresh = await newF2(core, { activityName: '新添的' })
  await core.call('records.freeze', { recordId: kept })
  const preview = await core.call('backups.preview', { id })
  expect(preview.counts).toMatchObject({ added: 1, changed: 1, deleted: 1, revisions: 1, received: 0, receipts: 0 })
  expect(preview.records.map((record) => [record.change, record.title])).toEqual(
    expect.arrayContaining([
      ['added', expect.stringContaining('新添的')],
      ['changed', expect.stringContaining('留下的')],
    ]),
  )
  expect(preview.revisions).toHaveLength(1)

  await core.call('backups.restore', { id })
  expect((await core.call('records.open', { recordId: fresh })).summary.recordId).toBe(fresh)
  await core.reopen()
  const records = (await core.call('records.list', {})).map((record) => record.recordId).sort()
  expect(records).toEqual([kept, gone].sort())
  expect((await core.call('records.open', { recordId: kept })).values.scale).toBe('约300人')
  const restored = await core.call('backups.note', {})
  const { backups } = await core.call('backups.list', {})
  expect(restored).toMatchObject({ id, lost: preview.counts, carriedPackages: 0 })
  // The way back.
  const keptCopy = backups.find((backup) => backup.id === restored?.keptId)
  expect(keptCopy).toMatchObject({ kind: 'before-restore', readable: true })
  await core.call('backups.restore', { id: keptCopy!.id })
  await core.reopen()
  expect((await core.call('records.open', { recordId: kept })).values.scale).toBe('改过的规模')
  await core.call('backups.dismissNote', {})
  expect(await core.call('backups.note', {})).toBeNull()
})

test('a folder that was handed over after the copy stays, with the revision in it and what was entered about it', async () => {
  const core = await openCounty({ ask: paperStub, now: '2022-05-12T01:00:00.000Z' })
  const { id } = await core.call('backups.make', {})
  const recordId = await newF2(core)
  const written = await core.call('handovers.write', {
    noticeId: countyNotice,
    mask: true,
    out: newFolder(),
    as: 'folder',
  })
  const before = await core.call('handovers.list', { noticeId: countyNotice })
  expect(before).toHaveLength(1)
  expect((await core.call('backups.preview', { id })).counts).toMatchObject({ added: 0, revisions: 0 })
  await core.call('backups.restore', { id })
  await core.reopen()
  expect(await core.call('handovers.list', { noticeId: countyNotice })).toEqual(before)
  const { revisions, values } = await core.call('records.open', { recordId })
  expect(revisions).toHaveLength(1)
  expect(values.contactName).toBe('测试联系人甲')
  expect(await core.call('backups.note', {})).toMatchObject({ carriedPackages: 1 })
  expect(written).toBeDefined()
})

test('a copy from before the passphrase opens with the passphrase of today, personal fields and all', async () => {
  const core = await openCounty()
  const recordId = await newF2(core)
  const { id } = await core.call('backups.make', {})
  await core.call('keys.protect', { passphrase: '一行白鹭上青天 2022' })
  await core.call('backups.restore', { id })
  await core.reopen()
  expect((await core.call('app.state', {})).keys.state).toBe('locked')
  await core.call('keys.unlock', { passphrase: '一行白鹭上青天 2022' })
  expect((await core.call('records.open', { recordId })).values.contactName).toBe('测试联系人甲')
})

test('a photo that was taken away since is still there for the copy that names it', async () => {
  const core = await openCounty()
  const recordId = await newF2(core)
  const picture = path.join(newFolder(), 'a.png')
  writeFileSync(picture, makePng(20, 10))
  const { attachments } = await core.call('records.attach', { recordId, field: 'photos', path: picture })
  const { id, files: named } = await core.call('backups.make', {})
  expect(named).toMatchObject({ count: 1, missing: 0 })
  await core.call('records.detach', { recordId, field: 'photos', digest: attachments[0]!.digest })
  await core.reopen()
  await core.call('backups.restore', { id })
  await core.reopen()
  const { bytes } = await core.call('attachments.read', { digest: attachments[0]!.digest, size: 'full' })
  expect(bytes.length).toBe(attachments[0]!.bytes)
  // Without any copy that names it, it goes.
  await core.call('records.detach', { recordId, field: 'photos', digest: attachments[0]!.digest })
  for (const name of files(core)) rmSync(path.join(core.dataDir, 'backups', name))
  await core.reopen()
  expect((await core.problem('attachments.read', { digest: attachments[0]!.digest, size: 'full' })).code).toBe(
    'attachment.unknown',
  )
})

function damage(core: TestCore): void {
  const file = path.join(core.dataDir, 'kexie.sqlite')
  const bytes = readFileSync(file)
  bytes.fill(0x5a, 4096, Math.min(bytes.length, 4096 * 12))
  writeFileSync(file, bytes)
}

test('a damaged store is told with its newest good copy, and is started from it; the damaged file is kept', async () => {
  const core = await openCounty()
  const recordId = await newF2(core)
  const { id } = await core.call('backups.make', {})
  await core.call('keys.protect', { passphrase: '一行白鹭上青天 2022' })
  core.setNow(at(1))
  const newer = await core.call('backups.make', {})
  await core.close()
  const broken = path.join(core.dataDir, 'backups', `${newer.id}.sqlite`)
  writeFileSync(broken, readFileSync(broken).fill(0, 4096, 8192))
  damage(core)
  const before = readFileSync(path.join(core.dataDir, 'kexie.sqlite'))
  const problem = await core.open().then(
    () => null,
    (error: unknown) => error,
  )
  expect(problem).toBeInstanceOf(Problem)
  expect((problem as Problem).toData()).toMatchObject({
    code: 'store.damaged',
    details: { newestBackup: { id, createdAt: at(0) } },
  })
  await core.open(id)
  // The wraps lie beside the database too: the older copy opens with the passphrase that was set later.
  expect((await core.call('app.state', {})).keys.state).toBe('locked')
  await core.call('keys.unlock', { passphrase: '一行白鹭上青天 2022' })
  expect((await core.call('records.open', { recordId })).values.contactName).toBe('测试联系人甲')
  const restored = await core.call('backups.note', {})
  expect(restored).toMatchObject({ id, keptId: null, lost: null })
  expect(readFileSync(path.join(restored!.keptFolder!, 'kexie.sqlite'))).toEqual(before)
})

test('a copy that is damaged, unknown or of another office is refused, and nothing changes', async () => {
  const core = await openCounty()
  const recordId = await newF2(core)
  const { id } = await core.call('backups.make', {})
  const folder = path.join(core.dataDir, 'backups')
  const file = path.join(folder, `${id}.sqlite`)
  const other = await openCounty()
  const foreign = await other.call('backups.make', {})
  const foreignId = foreign.id.replace(/Z$/, 'Z-7')
  copyFileSync(path.join(other.dataDir, 'backups', `${foreign.id}.sqlite`), path.join(folder, `${foreignId}.sqlite`))
  expect((await core.problem('backups.restore', { id: foreignId })).code).toBe('backup.other-store')
  expect((await core.problem('backups.restore', { id: 'manual-20000101T000000000Z' })).code).toBe('backup.unknown')
  expect((await core.problem('backups.restore', { id: '../../etc/passwd' })).code).toBe('input.invalid')
  writeFileSync(file, readFileSync(file).fill(0x5a, 8192, 20_000))
  expect((await core.problem('backups.preview', { id })).code).toBe('backup.damaged')
  expect((await core.problem('backups.restore', { id })).code).toBe('backup.damaged')
  await core.reopen()
  expect((await core.call('records.open', { recordId })).summary.recordId).toBe(recordId)
  // Asked for outside as well: the start says so, and the next one is an ordinary start again.
  await core.close()
  await expect(core.open(id)).rejects.toMatchObject({ code: 'backup.damaged' })
  await core.open()
  expect((await core.call('records.open', { recordId })).summary.recordId).toBe(recordId)
})

test('half copies are swept, a file with another name is left alone', async () => {
  const core = await openCounty()
  const folder = path.join(core.dataDir, 'backups')
  mkdirSync(folder, { recursive: true })
  writeFileSync(path.join(folder, 'hourly-20220510T010000000Z.sqlite.part'), 'half')
  writeFileSync(path.join(folder, '说明.txt'), 'mine')
  await core.reopen()
  expect(files(core)).toEqual(['说明.txt'])
  expect(existsSync(path.join(folder, '说明.txt'))).toBe(true)
})
