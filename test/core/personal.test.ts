import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { openBytes, sealBytes, subKey } from '../../electron/core/store/key-wrap.ts'
import { newFolder, openCounty, type TestCore } from '../support/core.ts'
import { paperStub } from '../support/paper-stub.ts'
import { f3Values, f4Values, identityNumber, keepingNotice, resourcesThatKeep } from '../support/personal-notice.ts'
import { makePhoto } from '../support/photo.ts'

const one = identityNumber(1)
const two = identityNumber(2)

async function openDesk(): Promise<TestCore> {
  return openCounty({ ask: paperStub, now: '2022-05-12T01:00:00.000Z', resourcesDir: resourcesThatKeep(newFolder()) })
}
async function newF3(core: TestCore, changes: Record<string, string> = {}): Promise<string> {
  const made = await core.call('records.create', {
    noticeId: keepingNotice,
    formId: 'JS-F3',
    values: f3Values(one, changes),
  })
  return made.summary.recordId
}
async function newF4(core: TestCore): Promise<string> {
  const made = await core.call('records.create', {
    noticeId: keepingNotice,
    formId: 'JS-F4',
    values: f4Values([one, two]),
  })
  return made.summary.recordId
}
function raw<T>(core: TestCore, work: (sqlite: BetterSqlite3.Database) => T): T {
  const sqlite = new BetterSqlite3(path.join(core.dataDir, 'kexie.sqlite'))
  try {
    return work(sqlite)
  } finally {
    sqlite.close()
  }
}
const storeKey = (core: TestCore): Buffer => readFileSync(path.join(core.dataDir, 'keys/store.key'))
const draftSealed = (core: TestCore, id: string): Buffer | null =>
  raw(core, (sqlite) =>
    sqlite.prepare('SELECT personal_sealed FROM drafts WHERE record_id = ?').pluck().get(id),
  ) as Buffer | null
const keyOf = (core: TestCore, id: string) =>
  raw(core, (sqlite) => sqlite.prepare('SELECT * FROM record_keys WHERE record_id = ?').get(id)) as
    | { key_sealed: Buffer | null; destroyed_at: string | null }
    | undefined
const sealedFile = (core: TestCore, kind: string, digest: string): string =>
  path.join(core.dataDir, kind, digest.slice(0, 2), `${digest.slice(2)}.sealed`)
const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')

describe('a key for each record', () => {
  test('columns and files are sealed with it, and the store key alone opens neither', async () => {
    const core = await openDesk()
    const f4 = await newF4(core)
    const photo = makePhoto(path.join(newFolder(), 'id.png'), 40, 30)
    await core.call('records.attach', { recordId: f4, field: 'idCopy', path: photo })
    const label = `drafts/${f4}/personal_sealed`
    const sealed = draftSealed(core, f4) ?? Buffer.alloc(0)
    const fields = subKey(storeKey(core), 'fields')
    expect(openBytes(fields, label, sealed)).toBeNull()
    const key = openBytes(fields, `record_keys/${f4}/key_sealed`, keyOf(core, f4)?.key_sealed ?? Buffer.alloc(0))
    expect(openBytes(subKey(key ?? Buffer.alloc(32), 'fields'), label, sealed)?.toString()).toContain(two)
    const file = readFileSync(sealedFile(core, 'attachments', sha256(readFileSync(photo))))
    expect(file.toString('latin1', 0, 4)).toBe('KXF2')
    expect(file.toString('hex', 4, 20)).toBe(f4.replaceAll('-', ''))
    await core.reopen()
    const { values, attachments } = await core.call('records.open', { recordId: f4 })
    expect(values.participants).toHaveLength(2)
    const read = await core.call('attachments.read', { digest: attachments[0]?.digest ?? '', size: 'full' })
    expect(Buffer.from(read.bytes).equals(readFileSync(photo))).toBe(true)
  })

  test('rows of an earlier version, sealed with the store key, open as before and are sealed anew when saved', async () => {
    const core = await openDesk()
    const id = await newF3(core)
    const label = `drafts/${id}/personal_sealed`
    const fields = subKey(storeKey(core), 'fields')
    const old = sealBytes(fields, label, Buffer.from(JSON.stringify({ contactIdentity: two })))
    await core.close()
    raw(core, (sqlite) => {
      sqlite.prepare('UPDATE drafts SET personal_sealed = ? WHERE record_id = ?').run(old, id)
      sqlite.exec('DELETE FROM record_keys')
    })
    await core.open()
    const before = await core.call('records.open', { recordId: id })
    expect(before.values.contactIdentity).toBe(two)
    await core.call('records.saveDraft', { recordId: id, draftSeq: before.draftSeq, changes: { workTitle: '灯塔二' } })
    expect(openBytes(fields, label, draftSealed(core, id) ?? Buffer.alloc(0))).toBeNull()
    await core.reopen()
    expect((await core.call('records.open', { recordId: id })).values.contactIdentity).toBe(two)
  })
})

describe('查看', () => {
  test('gives one value for a reason and keeps the reason, never the value', async () => {
    const core = await openDesk()
    const f3 = await newF3(core)
    const f4 = await newF4(core)
    const reason = '核对身份证号'
    expect(await core.call('personal.reveal', { recordId: f3, field: 'contactIdentity', reason })).toEqual({
      value: one,
    })
    const cell = { recordId: f4, field: 'participants', row: 1, column: 'identityNumber' }
    expect(await core.call('personal.reveal', { ...cell, reason: `对方报的是${two}` })).toEqual({ value: two })
    expect(await core.call('personal.reveals', {})).toEqual([
      expect.objectContaining({
        recordId: f4,
        fieldLabel: '参赛人·身份证号',
        row: 2,
        reason: `对方报的是${two.slice(0, 3)}***********${two.slice(-4)}`,
      }),
      expect.objectContaining({
        recordId: f3,
        recordTitle: '灯塔',
        fieldLabel: '身份证',
        row: null,
        reason,
        formShortName: '报名登记表',
      }),
    ])
    expect(await core.call('personal.reveals', { recordId: f3 })).toHaveLength(1)
    for (const wrong of [{ field: 'workTitle' }, { field: 'none' }, { field: 'contactIdentity', row: 0, column: 'x' }])
      expect((await core.problem('personal.reveal', { recordId: f3, reason, ...wrong })).code).toBe('field.unknown')
    expect((await core.problem('personal.reveal', { recordId: f3, field: 'contactIdentity', reason: '看' })).code).toBe(
      'input.invalid',
    )
    expect(await core.call('personal.reveals', {})).toHaveLength(2)
  })
})

describe('the office’s own time of keeping', () => {
  test('counts where the notice names none, for received and own records; the notice’s own comes first', async () => {
    const core = await openCounty({ now: '2022-05-12T01:00:00.000Z' })
    const noticeId = keepingNotice
    const made = await core.call('records.create', { noticeId, formId: 'JS-F3', values: f3Values(one) })
    const f3 = made.summary.recordId
    const look = async () => (await core.call('personal.purgePreview', { noticeId })).candidates
    expect(await core.call('personal.settings', {})).toEqual({ retentionDays: null })
    expect(await look()).toMatchObject([{ recordId: f3, retentionDays: null, retentionBy: null, dueAt: null }])
    await core.call('personal.saveSettings', { retentionDays: 30 })
    // Ours: the time runs from the receipt.
    expect(await look()).toMatchObject([{ retentionDays: 30, retentionBy: 'office', from: null, dueAt: null }])
    raw(core, (sqlite) => sqlite.prepare('UPDATE records SET own = 0 WHERE record_id = ?').run(f3))
    expect(await look()).toMatchObject([{ from: '2022-05-12', dueAt: '2022-06-11', due: false }])
    core.setNow('2022-06-11T01:00:00.000Z')
    expect(await look()).toMatchObject([{ due: true }])
    for (const retentionDays of [0, 1.5, 3651])
      expect((await core.problem('personal.saveSettings', { retentionDays })).code).toBe('input.invalid')
    await core.reopen()
    expect(await core.call('personal.settings', {})).toEqual({ retentionDays: 30 })
    await core.call('personal.saveSettings', { retentionDays: null })
    expect(await look()).toMatchObject([{ retentionDays: null, retentionBy: null, dueAt: null, due: false }])
  })

  test('never shortens or lengthens what a notice names', async () => {
    const core = await openDesk()
    await newF3(core)
    await core.call('personal.saveSettings', { retentionDays: 5 })
    const { candidates } = await core.call('personal.purgePreview', { noticeId: keepingNotice })
    expect(candidates).toMatchObject([{ retentionDays: 60, retentionBy: 'notice' }])
  })
})

describe('清除', () => {
  test('key, columns, files and the full PDF go; open values, digests and states stay; nothing can be made of it', async () => {
    const core = await openDesk()
    const f3 = await newF3(core)
    const f4 = await newF4(core)
    const photo = makePhoto(path.join(newFolder(), 'id.png'), 40, 30)
    await core.call('records.attach', { recordId: f4, field: 'idCopy', path: photo })
    const { revision, code } = await core.call('records.freeze', { recordId: f4 })
    const full = await core.call('records.pdf', { recordId: f4, revision, masked: false })
    const fullDigest = sha256(Buffer.from(full.bytes))
    await core.call('documents.docx', { recordId: f3, revision: null, masked: false })
    const out = newFolder()
    const preview = await core.call('personal.purgePreview', { noticeId: keepingNotice })
    expect(preview.retentionDays).toBe(60)
    expect(preview.backups).toEqual({ hourly: 0, until: null, staying: 0 })
    expect(preview.candidates).toMatchObject([
      { recordId: f3, own: true, from: null, retentionDays: 60, dueAt: null, due: false, files: 0 },
      { recordId: f4, title: '灯塔', files: 2, purgedAt: null },
    ])
    const purge = await core.call('personal.purge', { recordIds: [f4], reason: '评审结束，保存期满' })
    expect(purge.records).toEqual([{ recordId: f4, title: '灯塔', formShortName: '作品授权书', files: 2 }])

    expect(keyOf(core, f4)).toMatchObject({ key_sealed: null, destroyed_at: '2022-05-12T01:00:00.000Z' })
    expect(draftSealed(core, f4)).toBeNull()
    expect(existsSync(sealedFile(core, 'attachments', sha256(readFileSync(photo))))).toBe(false)
    expect(existsSync(sealedFile(core, 'documents', fullDigest))).toBe(false)
    const after = await core.call('records.open', { recordId: f4 })
    expect(after).toMatchObject({ purgedAt: '2022-05-12T01:00:00.000Z', values: { workTitle: '灯塔' }, findings: [] })
    expect(after.summary).toMatchObject({ purged: true, blocking: 0 })
    expect(after.values.participants).toBeUndefined()
    expect(after.revisions[0]).toMatchObject({ revision, code })
    expect(after.summary.state).not.toBe('draft')
    // Nobody can finish it: it is not stuck, and what was not sent is missing again.
    expect((await core.call('desk.overview', {})).stuck.map((row) => row.recordId)).not.toContain(f4)
    const { items } = await core.call('packages.preview', { noticeId: keepingNotice, to: null })
    expect(items.map((item) => item.recordId)).toContain(f3)
    expect(items.map((item) => item.recordId)).not.toContain(f4)
    const { draftSeq } = after
    const refused = [
      core.problem('records.saveDraft', { recordId: f4, draftSeq, changes: { workTitle: '改' } }),
      core.problem('records.freeze', { recordId: f4 }),
      core.problem('records.pdf', { recordId: f4, revision, masked: false }),
      core.problem('records.attach', { recordId: f4, field: 'idCopy', path: photo }),
      core.problem('documents.docx', { recordId: f4, revision: null, masked: false }),
      core.problem('personal.reveal', { recordId: f4, field: 'participants', reason: '核对' }),
      core.problem('handovers.write', { noticeId: keepingNotice, mask: false, out, as: 'folder', recordIds: [f4] }),
    ]
    for (const problem of await Promise.all(refused)) expect(problem.code).toBe('record.purged')
    expect((await core.problem('personal.purge', { recordIds: [f4], reason: '再来' })).code).toBe(
      'record.not-purgeable',
    )
    await core.call('records.printDocument', { recordId: f4, revision, masked: true })

    const { candidates } = await core.call('personal.purgePreview', {})
    expect(candidates.find((row) => row.recordId === f4)).toMatchObject({
      purgedAt: '2022-05-12T01:00:00.000Z',
      files: 0,
    })
    const page = JSON.stringify(await core.call('personal.purgeDocument', { purgeId: purge.purgeId }))
    expect(page).toContain('评审结束，保存期满')
    expect(page).toContain('清除时没有含有这些信息的数据备份')
    const saved = await core.call('personal.savePurgePdf', {
      purgeId: purge.purgeId,
      out: path.join(out, '清除记录.pdf'),
    })
    expect(saved.bytes).toBeGreaterThan(0)
    // The other record is as it was, after a new start as well.
    await core.reopen()
    expect((await core.call('records.open', { recordId: f3 })).values.contactIdentity).toBe(one)
    expect((await core.call('records.open', { recordId: f4 })).summary.purged).toBe(true)
    expect(await core.call('personal.purges', {})).toEqual([purge])
  })

  test('a file that another record needs is sealed for that one first', async () => {
    const core = await openDesk()
    const first = await newF4(core)
    const second = await newF4(core)
    const photo = makePhoto(path.join(newFolder(), 'id.png'), 40, 30)
    for (const recordId of [first, second])
      await core.call('records.attach', { recordId, field: 'idCopy', path: photo })
    const digest = sha256(readFileSync(photo))
    const head = () => readFileSync(sealedFile(core, 'attachments', digest)).toString('hex', 4, 20)
    expect(head()).toBe(first.replaceAll('-', ''))
    await core.call('personal.purge', { recordIds: [first], reason: '保存期满' })
    expect(head()).toBe(second.replaceAll('-', ''))
    const read = await core.call('attachments.read', { digest, size: 'full' })
    expect(Buffer.from(read.bytes).equals(readFileSync(photo))).toBe(true)
    await core.call('personal.purge', { recordIds: [second], reason: '保存期满' })
    expect(existsSync(sealedFile(core, 'attachments', digest))).toBe(false)
    // What is attached later comes in whole again.
    const third = await newF4(core)
    await core.call('records.attach', { recordId: third, field: 'idCopy', path: photo })
    expect(head()).toBe(third.replaceAll('-', ''))
  })

  test('copies that hold the keys are told, and a restored one is purged again at once', async () => {
    const core = await openDesk()
    const f3 = await newF3(core)
    const copy = await core.call('backups.make', {})
    core.setNow('2022-05-12T03:00:00.000Z')
    await core.call('records.create', { noticeId: keepingNotice, formId: 'JS-F3', values: f3Values(two) })
    await core.tick()
    core.setNow('2022-05-12T05:00:00.000Z')
    const { backups } = await core.call('personal.purgePreview', {})
    expect(backups).toEqual({ hourly: 2, until: null, staying: 0 })
    const purge = await core.call('personal.purge', { recordIds: [f3], reason: '保存期满' })
    expect(purge.backups).toEqual(backups)
    core.setNow('2022-05-12T07:00:00.000Z')
    await core.tick()
    expect((await core.call('personal.purges', {}))[0]?.backupsNow).toEqual({ hourly: 0, until: null, staying: 0 })
    await core.call('backups.restore', { id: copy.id })
    core.setNow('2022-05-13T01:00:00.000Z')
    await core.reopen()
    const after = await core.call('records.open', { recordId: f3 })
    expect(after).toMatchObject({ purgedAt: purge.at, values: { workTitle: '灯塔' } })
    expect(after.values.contactIdentity).toBeUndefined()
    expect(keyOf(core, f3)?.key_sealed).toBeNull()
    expect(await core.call('personal.purges', {})).toMatchObject([
      { purgeId: purge.purgeId, at: purge.at, reason: '保存期满' },
    ])
    expect(readdirSync(core.dataDir)).toContain('purged.json')
  })
})
