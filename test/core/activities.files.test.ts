/** Pictures and films of activities, what keeps their files alive, and what a restored copy knows of the register. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import type { ActivityInput } from '../../shared/register/activity.ts'
import { countyNotice, newF2, newFolder, openCounty, type TestCore } from '../support/core.ts'
import { paperStub } from '../support/paper-stub.ts'
import { makePng } from '../support/pictures.ts'
import { exampleVideo } from '../support/videos.ts'

const bare = (title: string, more: Partial<ActivityInput> = {}): ActivityInput => ({ year: 2022, title, ...more })
const add = async (core: TestCore, values: ActivityInput): Promise<string> =>
  (await core.call('activities.create', { values })).activityId
function source(name: string, bytes: Uint8Array): string {
  const file = path.join(newFolder(), name)
  writeFileSync(file, bytes)
  return file
}
const kept = (core: TestCore, digest: string): boolean =>
  existsSync(path.join(core.dataDir, 'attachments', digest.slice(0, 2), digest.slice(2)))
const changeIds = async (core: TestCore): Promise<string[]> =>
  (await core.call('activities.changes', {})).map(({ changeId }) => changeId)

describe('files of an activity', () => {
  test('pictures and films by what they are, never by name; once each; with words of one’s own', async () => {
    const core = await openCounty()
    const activityId = await add(core, bare('讲座', { state: 'held' }))
    const picture = source('张三在现场.png', makePng(640, 480))
    const { files } = await core.call('activities.attach', { activityId, path: picture })
    expect(files).toEqual([
      expect.objectContaining({ title: '照片1', mediaType: 'image/png', width: 640, height: 480 }),
    ])
    await core.call('activities.attach', { activityId, path: picture })
    const both = await core.call('activities.attach', { activityId, path: exampleVideo })
    expect(both.files.map(({ title, mediaType }) => [title, mediaType])).toEqual([
      ['照片1', 'image/png'],
      ['视频2', 'video/mp4'],
    ])
    const { rows } = await core.call('activities.list', {})
    expect(rows[0]).toMatchObject({ pictures: 1, lacks: ['day', 'numbers'] })
    const digest = files[0]!.digest
    expect((await core.call('attachments.read', { digest, size: 'full' })).mime).toBe('image/png')
    const named = await core.call('activities.caption', { activityId, digest, title: ' 专家\n授课 ' })
    expect(named.files[0]!.title).toBe('专家 授课')
    const without = await core.call('activities.detach', { activityId, digest })
    expect(without.files).toHaveLength(1)
    expect((await core.problem('activities.detach', { activityId, digest })).code).toBe('attachment.unknown')
    expect((await core.call('activities.changes', {})).map(({ words }) => words)).toEqual([
      '删去了照片或视频：“讲座”',
      '修改了图片说明：“讲座”',
      '添加了视频：“讲座”',
      '添加了照片：“讲座”',
      '新建了“讲座”',
    ])
  })

  test('anything else is refused, and nothing of it is left', async () => {
    const core = await openCounty()
    const activityId = await add(core, bare('讲座'))
    const refused = async (name: string, bytes: Uint8Array): Promise<string> =>
      (await core.problem('activities.attach', { activityId, path: source(name, bytes) })).code
    expect(await refused('表.png', Buffer.from('不是图片'))).toBe('attachment.type')
    expect(await refused('纸.pdf', Buffer.from('%PDF-1.7 …'))).toBe('attachment.type')
    expect(await refused('坏.png', makePng(640, 480).subarray(0, 12))).toBe('attachment.not-a-picture')
    expect(await refused('大.png', Buffer.concat([makePng(10, 10), Buffer.alloc(30 * 1024 * 1024)]))).toBe(
      'attachment.too-large',
    )
    const folder = newFolder()
    mkdirSync(path.join(folder, '目录'))
    const places = [path.join(folder, '没有.png'), path.join(folder, '目录')]
    for (const place of places)
      expect((await core.problem('activities.attach', { activityId, path: place })).code).toBe('file.unreadable')
    expect((await core.call('activities.open', { activityId })).files).toEqual([])
    expect(await changeIds(core)).toHaveLength(1)
  })

  test('a file lives as long as a step could bring it back, and is swept behind that', async () => {
    const core = await openCounty()
    const activityId = await add(core, bare('讲座'))
    const { files } = await core.call('activities.attach', { activityId, path: source('a.png', makePng(20, 20)) })
    const digest = files[0]!.digest
    await core.call('activities.detach', { activityId, digest })
    await core.reopen()
    expect(kept(core, digest)).toBe(true)
    const [detached, attached] = await changeIds(core)
    await core.call('activities.undo', { changeId: detached! })
    expect((await core.call('activities.open', { activityId })).files).toEqual(files)
    await core.call('activities.undo', { changeId: attached! })
    await core.call('activities.redo', { changeId: attached! })
    await core.call('activities.remove', { selection: { ids: [activityId] } })
    await core.reopen()
    expect(kept(core, digest)).toBe(true)
    await core.call('activities.undo', { changeId: (await changeIds(core))[0]! })
    expect((await core.call('activities.open', { activityId })).files).toEqual(files)
    await core.call('activities.detach', { activityId, digest })
    await core.call('activities.remove', { selection: { ids: [activityId] } })
    const [removed] = await changeIds(core)
    const other = await add(core, bare('别的'))
    for (let n = 0; n < 250; n++)
      for (const main of [true, false])
        await core.call('activities.edit', { selection: { ids: [other] }, change: { main } })
    const steps = await core.call('activities.changes', {})
    expect(steps).toHaveLength(500)
    expect(steps.at(-1)!.words).toBe('修改了“别的”：主场活动')
    expect((await core.problem('activities.undo', { changeId: removed! })).code).toBe('activity.change-unknown')
    await core.close()
    // With the last step that names it a removed activity goes for good, and what was sealed of it.
    const sqlite = new BetterSqlite3(path.join(core.dataDir, 'kexie.sqlite'))
    expect(sqlite.prepare('SELECT activity_id FROM activity_values').pluck().all()).toEqual([other])
    sqlite.close()
    await core.open()
    expect(kept(core, digest)).toBe(false)
  })
})

test('records that belong to an activity or took something from it are told, ours only', async () => {
  const core = await openCounty()
  const [one, two] = [await add(core, bare('甲')), await add(core, bare('乙'))]
  const [belongs, took, named] = [await newF2(core), await newF2(core), await newF2(core, { plan: `见 ${one}` })]
  await core.close()
  const sqlite = new BetterSqlite3(path.join(core.dataDir, 'kexie.sqlite'))
  // As such records lie in the store: nobody types it.
  const set = (recordId: string, key: string, json: unknown) =>
    sqlite
      .prepare('UPDATE drafts SET values_json = json_set(values_json, ?, json(?)) WHERE record_id = ?')
      .run(`$.${key}`, JSON.stringify(json), recordId)
  set(belongs, 'activity', one)
  set(took, 'taken', [{ field: 'plan', kind: 'paragraph', activity: two, part: '', text: '甲', before: '', after: '' }])
  sqlite.close()
  await core.open()
  const usedIn = async (activityId: string) =>
    (await core.call('activities.open', { activityId })).usedIn.map(({ recordId }) => recordId)
  expect(await usedIn(one)).toEqual([belongs])
  expect(await usedIn(two)).toEqual([took])
  await core.call('records.discard', { recordId: took })
  expect(await usedIn(two)).toEqual([])
  expect(named).not.toBe(belongs)
})

describe('a restored copy', () => {
  test('has the register as it was, with its steps; what would go is told', async () => {
    const core = await openCounty()
    const activityId = await add(core, bare('讲座', { personal: { contactName: '测某甲' } }))
    const before = await core.call('activities.open', { activityId })
    const { id } = await core.call('backups.make', {})
    await core.call('activities.save', { activityId, seq: 1, changes: { title: '改坏了' } })
    await add(core, bare('后来的'))
    const { other } = await core.call('backups.preview', { id })
    expect(other).toEqual([
      { what: '登记的活动', count: 1 },
      { what: '活动登记里的修改', count: 2 },
    ])
    await core.call('backups.restore', { id })
    await core.reopen()
    expect(await core.call('activities.open', { activityId })).toEqual(before)
    expect((await core.call('activities.list', {})).total).toBe(1)
    const [made] = await core.call('activities.changes', {})
    await core.call('activities.undo', { changeId: made!.changeId })
    expect((await core.call('activities.list', {})).total).toBe(0)
  })

  test('keeps the activities that a record draws on which went out since', async () => {
    const core = await openCounty({ ask: paperStub })
    const old = await add(core, bare('旧活动'))
    const { id } = await core.call('backups.make', {})
    const sentWith = await add(core, bare('已报送的活动', { personal: { contactName: '测某甲' } }))
    const picture = source('a.png', makePng(20, 20))
    await core.call('activities.attach', { activityId: sentWith, path: picture })
    const kept = await core.call('activities.open', { activityId: sentWith })
    const gone = await add(core, bare('没有用过的'))
    await core.call('activities.save', { activityId: old, seq: 1, changes: { title: '改过的旧活动' } })
    const recordId = await newF2(core)
    await core.close()
    // As a record that belongs to an activity lies in the store: nobody types it.
    const sqlite = new BetterSqlite3(path.join(core.dataDir, 'kexie.sqlite'))
    const belongs = "UPDATE drafts SET values_json = json_set(values_json, '$.activity', ?) WHERE record_id = ?"
    sqlite.prepare(belongs).run(sentWith, recordId)
    sqlite.close()
    await core.open()
    expect((await core.call('activities.open', { activityId: sentWith })).usedIn).toEqual([
      { recordId, title: expect.any(String), formShortName: expect.any(String), state: 'draft' },
    ])
    await core.call('handovers.write', { noticeId: countyNotice, mask: true, out: newFolder(), as: 'folder' })
    await core.call('backups.restore', { id })
    await core.reopen()
    expect((await core.call('records.open', { recordId })).summary.recordId).toBe(recordId)
    const back = await core.call('activities.open', { activityId: sentWith })
    expect({ ...back, usedIn: [] }).toEqual({ ...kept, usedIn: [] })
    expect(back.usedIn).toEqual([expect.objectContaining({ recordId })])
    expect((await core.call('activities.open', { activityId: old })).values.title).toBe('旧活动')
    expect((await core.problem('activities.open', { activityId: gone })).code).toBe('activity.unknown')
  })
})
