/** Older copies keep no personal data open: their bytes hold no key, and a restore takes the keys from where they are. */
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import { expect, test } from 'vitest'
import { f2Values, newF2, openCounty, type TestCore } from '../support/core.ts'

const hour = 3600 * 1000
const at = (hours: number): string => new Date(Date.parse('2022-05-10T01:00:00.000Z') + hours * hour).toISOString()
const folder = (core: TestCore): string => path.join(core.dataDir, 'backups')
const copyFile = (core: TestCore, id: string): string => path.join(folder(core), `${id}.sqlite`)

function keysIn(file: string): Buffer[] {
  const sqlite = new BetterSqlite3(file, { readonly: true })
  try {
    return sqlite.prepare('SELECT key_sealed FROM record_keys WHERE key_sealed IS NOT NULL').pluck().all() as Buffer[]
  } finally {
    sqlite.close()
  }
}

async function threeCopies(core: TestCore): Promise<{ recordId: string; ids: string[] }> {
  const recordId = await newF2(core)
  await core.call('records.freeze', { recordId })
  for (let n = 0; n < 40; n++) await newF2(core, { activityName: `第${n}项` })
  const ids: string[] = []
  for (let n = 0; n < 3; n++) {
    core.setNow(at(n))
    await newF2(core, { activityName: `又一项${n}` })
    ids.push((await core.call('backups.make', {})).id)
  }
  return { recordId, ids }
}

function damage(core: TestCore): void {
  const file = path.join(core.dataDir, 'kexie.sqlite')
  const bytes = readFileSync(file)
  bytes.fill(0x5a, 4096, Math.min(bytes.length, 4096 * 12))
  writeFileSync(file, bytes)
}

test('no byte of a key is left in the third copy; the two newest keep theirs', async () => {
  const core = await openCounty()
  const { ids } = await threeCopies(core)
  const keys = keysIn(path.join(core.dataDir, 'kexie.sqlite'))
  expect(keys.length).toBeGreaterThan(40)
  const { backups } = await core.call('backups.list', {})
  expect(backups.map(({ keyed }) => keyed)).toEqual([true, true, false])
  const oldest = readFileSync(copyFile(core, ids[0]!))
  expect(keys.filter((key) => oldest.includes(key))).toEqual([])
  for (const id of ids.slice(1)) {
    const bytes = readFileSync(copyFile(core, id))
    expect(keys.filter((key) => bytes.includes(key)).length).toBe(keysIn(copyFile(core, id)).length)
  }
  expect(readdirSync(folder(core)).filter((name) => name.includes('.part'))).toEqual([])
})

test('a restore of an older copy takes the keys that the store still has', async () => {
  const core = await openCounty()
  const { recordId, ids } = await threeCopies(core)
  await core.call('backups.restore', { id: ids[0]! })
  await core.reopen()
  expect((await core.call('records.open', { recordId })).values).toMatchObject({ contactName: f2Values.contactName })
  expect(await core.call('backups.note', {})).toMatchObject({ id: ids[0], lacking: [] })
  const printed = await core.call('records.printDocument', { recordId, revision: 1, masked: false })
  expect(JSON.stringify(printed)).toContain(f2Values.mobile)
  // And its next copy is a whole one again.
  core.setNow(at(5))
  const { id } = await core.call('backups.make', {})
  expect((await core.call('backups.list', {})).backups.find((one) => one.id === id)).toMatchObject({ keyed: true })
})

test('beside a damaged store the newer copies have them', async () => {
  const core = await openCounty()
  const { recordId, ids } = await threeCopies(core)
  await core.close()
  damage(core)
  await core.open(ids[0]!)
  expect((await core.call('records.open', { recordId })).values).toMatchObject({ contactName: f2Values.contactName })
  expect(await core.call('backups.note', {})).toMatchObject({ lacking: [], lost: null })
})

test('where nothing has them, the records are named, and their personal part can be typed again', async () => {
  const core = await openCounty()
  const { recordId, ids } = await threeCopies(core)
  await core.close()
  // Not a page of it is left; of one that is only torn, what can be read would be taken.
  writeFileSync(path.join(core.dataDir, 'kexie.sqlite'), Buffer.alloc(64 * 1024, 0x5a))
  for (const id of ids.slice(1)) rmSync(copyFile(core, id))
  await core.open(ids[0]!)
  const note = await core.call('backups.note', {})
  expect(note?.lacking).toHaveLength(42)
  expect(note?.lacking).toContainEqual({
    recordId,
    title: f2Values.activityName,
    formShortName: expect.any(String) as string,
  })
  const detail = await core.call('records.open', { recordId })
  expect(detail.values.contactName).toBeUndefined()
  expect(detail.values.activityName).toBe(f2Values.activityName)
  const lost = await core.problem('records.printDocument', { recordId, revision: 1, masked: false })
  expect(lost.code).toBe('record.personal-lost')
  await core.call('records.printDocument', { recordId, revision: 1, masked: true })
  const { contactName, mobile, email, postalAddress } = f2Values
  await core.call('records.saveDraft', {
    recordId,
    draftSeq: detail.draftSeq,
    changes: { contactName, mobile, email, postalAddress },
  })
  expect((await core.call('records.freeze', { recordId })).revision).toBe(2)
  const printed = await core.call('records.printDocument', { recordId, revision: 2, masked: false })
  expect(JSON.stringify(printed)).toContain(mobile)
})

test('what was purged leaves the newest copies as well', async () => {
  const core = await openCounty()
  const { recordId, ids } = await threeCopies(core)
  const key = (() => {
    const sqlite = new BetterSqlite3(path.join(core.dataDir, 'kexie.sqlite'), { readonly: true })
    const found = sqlite.prepare('SELECT key_sealed FROM record_keys WHERE record_id = ?').pluck().get(recordId)
    sqlite.close()
    return found as Buffer
  })()
  const sealed = (() => {
    const sqlite = new BetterSqlite3(copyFile(core, ids[2]!), { readonly: true })
    const found = sqlite.prepare('SELECT personal_sealed FROM drafts WHERE record_id = ?').pluck().get(recordId)
    sqlite.close()
    return found as Buffer
  })()
  expect(readFileSync(copyFile(core, ids[2]!)).includes(key)).toBe(true)
  const { backups } = await core.call('personal.purgePreview', {})
  expect(backups).toMatchObject({ hourly: 2, staying: 0 })
  await core.call('personal.purge', { recordIds: [recordId], reason: '保存期满' })
  for (const id of ids) {
    const bytes = readFileSync(copyFile(core, id))
    expect(bytes.includes(key)).toBe(false)
    if (id !== ids[0]) expect(bytes.includes(sealed)).toBe(false)
  }
  // The others of those copies are as they were.
  await core.call('backups.restore', { id: ids[2]! })
  await core.reopen()
  expect((await core.call('records.open', { recordId })).summary.purged).toBe(true)
  const other = (await core.call('records.list', {})).find((one) => one.title === '第3项')
  expect((await core.call('records.open', { recordId: other!.recordId })).values).toMatchObject({
    contactName: f2Values.contactName,
  })
})

test('the limit that the office sets: the oldest go, the newest stays', async () => {
  const core = await openCounty()
  await newF2(core, { plan: '甲'.repeat(60_000) })
  expect(await core.call('backups.settings', {})).toEqual({ limitBytes: 2 * 1024 ** 3 })
  const made: string[] = []
  for (let n = 0; n < 4; n++) {
    core.setNow(at(n))
    made.push((await core.call('backups.make', {})).id)
  }
  const before = await core.call('backups.list', {})
  expect(before.usedBytes).toBe(before.backups.reduce((sum, { bytes }) => sum + bytes, 0))
  expect((await core.problem('backups.saveSettings', { limitBytes: 1000 })).code).toBe('input.invalid')
  await core.call('backups.saveSettings', { limitBytes: 104_857_600 })
  expect(await core.call('backups.list', {})).toMatchObject({ limitBytes: 104_857_600 })
  expect((await core.call('backups.list', {})).backups).toHaveLength(4)
})
