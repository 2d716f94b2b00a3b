/** Every change of the register is a step that can be taken back. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ActivityDetail } from '../../shared/api/activities.ts'
import type { ActivityInput } from '../../shared/register/activity.ts'
import { syntheticActivities } from '../support/activities.ts'
import { countyNotice, openCounty, type TestCore } from '../support/core.ts'

const bare = (title: string, more: Partial<ActivityInput> = {}): ActivityInput => ({ year: 2022, title, ...more })
const add = async (core: TestCore, values: ActivityInput): Promise<string> =>
  (await core.call('activities.create', { values })).activityId
const open = (core: TestCore, activityId: string): Promise<ActivityDetail> =>
  core.call('activities.open', { activityId })
const steps = async (core: TestCore): Promise<string[]> =>
  (await core.call('activities.changes', {})).map(({ words }) => words)

/** All that a person sees, but the counters and when it was. */
async function seen(core: TestCore) {
  const { rows, sums } = await core.call('activities.list', { limit: 500, sort: 'title' })
  const details = []
  for (const { activityId } of rows) {
    const { values, files, cameFrom } = await open(core, activityId)
    details.push({ activityId, values, files, cameFrom })
  }
  details.sort((one, other) => (one.activityId < other.activityId ? -1 : 1))
  const shown = rows.map(({ updatedAt: _, ...row }) => row).sort((a, b) => (a.activityId < b.activityId ? -1 : 1))
  const { columns } = await core.call('activities.board', { noticeId: countyNotice })
  return { shown, sums, details, columns: columns.map(({ moduleId, total }) => ({ moduleId, total })) }
}

describe('steps', () => {
  test('are told in a clerk’s words, newest first, each with its count', async () => {
    const core = await openCounty()
    const ids = [await add(core, bare('科普讲座')), await add(core, bare('义诊'))]
    core.setNow('2022-05-10T02:00:00.000Z')
    await core.call('activities.edit', {
      selection: { ids },
      change: { responsible: '县科协', time: { words: '', from: '2022-05-20' } },
    })
    await core.call('activities.edit', {
      selection: { filter: { search: '义诊' } },
      addNotice: { noticeId: countyNotice, modules: ['weimin'] },
    })
    await core.call('activities.duplicate', { selection: { ids } })
    await core.call('activities.remove', { selection: { filter: { search: '复制' } } })
    const list = await core.call('activities.changes', {})
    expect(list.map(({ words, count }) => [words, count])).toEqual([
      ['删除了 2 项活动', 2],
      ['复制了 2 项活动', 2],
      ['修改了“义诊”：通知和模块', 1],
      ['修改了 2 项活动：责任单位、时间', 2],
      ['新建了“义诊”', 1],
      ['新建了“科普讲座”', 1],
    ])
    expect(list[0]).toMatchObject({ at: '2022-05-10T02:00:00.000Z', undoneAt: null })
  })

  test('saves of one activity within ten minutes are one step; undone it is as before the first', async () => {
    const core = await openCounty()
    const activityId = await add(core, bare('讲座', { place: '原来的' }))
    let seq = 1
    const save = async (minutes: number, changes: Partial<ActivityInput>): Promise<void> => {
      core.setNow(new Date(Date.parse('2022-05-10T03:00:00Z') + minutes * 60_000).toISOString())
      seq = (await core.call('activities.save', { activityId, seq, changes })).seq
    }
    await save(0, { place: '广' })
    await save(1, { place: '广场' })
    await save(2, { unit: '东湖镇', personal: { contactName: '测某甲' } })
    expect(await steps(core)).toEqual(['修改了“讲座”：填报单位、地点、联系人和参加人员', '新建了“讲座”'])
    await save(11, { place: '礼堂' })
    expect(await steps(core)).toHaveLength(3)
    // Typed and taken back by hand: nothing is left to undo.
    await save(12, { place: '广场' })
    expect(await steps(core)).toHaveLength(2)
    const [step] = await core.call('activities.changes', {})
    expect(await core.call('activities.undo', { changeId: step!.changeId })).toEqual({ undone: 1, left: [] })
    const { values } = await open(core, activityId)
    expect(values).toMatchObject({ place: '原来的', unit: '', personal: { contactName: '' } })
    await core.call('activities.redo', { changeId: step!.changeId })
    expect((await open(core, activityId)).values).toMatchObject({ place: '广场', personal: { contactName: '测某甲' } })
  })

  test('a save behind another step, or of another activity, is a step of its own', async () => {
    const core = await openCounty()
    const [one, two] = [await add(core, bare('甲')), await add(core, bare('乙'))]
    await core.call('activities.save', { activityId: one, seq: 1, changes: { place: '一' } })
    await core.call('activities.save', { activityId: two, seq: 1, changes: { place: '二' } })
    await core.call('activities.save', { activityId: one, seq: 2, changes: { place: '三' } })
    expect(await steps(core)).toHaveLength(5)
  })

  test('what was changed since stays and is told; the rest goes back; the later step first and all of it goes', async () => {
    const core = await openCounty()
    const ids = [await add(core, bare('甲')), await add(core, bare('乙')), await add(core, bare('丙'))]
    const edit = await core.call('activities.edit', { selection: { ids }, change: { responsible: '县科协' } })
    await core.call('activities.save', { activityId: ids[1]!, seq: 2, changes: { place: '礼堂' } })
    const [save] = await core.call('activities.changes', {})
    const undone = await core.call('activities.undo', { changeId: edit.changeId })
    expect(undone).toEqual({ undone: 2, left: [{ activityId: ids[1], title: '乙' }] })
    expect((await open(core, ids[1]!)).values).toMatchObject({ responsible: '县科协', place: '礼堂' })
    expect((await open(core, ids[0]!)).values.responsible).toBe('')
    // Twice is once.
    expect(await core.call('activities.undo', { changeId: edit.changeId })).toEqual({ undone: 0, left: [] })
    expect(await core.call('activities.redo', { changeId: edit.changeId })).toMatchObject({ undone: 2 })
    await core.call('activities.undo', { changeId: save!.changeId })
    expect(await core.call('activities.undo', { changeId: edit.changeId })).toEqual({ undone: 3, left: [] })
    for (const id of ids) expect((await open(core, id)).values).toMatchObject({ responsible: '', place: '' })
  })

  test('a step of which nothing can be taken back stays a step', async () => {
    const core = await openCounty()
    const id = await add(core, bare('甲'))
    const [made] = await core.call('activities.changes', {})
    await core.call('activities.save', { activityId: id, seq: 1, changes: { place: '礼堂' } })
    expect(await core.call('activities.undo', { changeId: made!.changeId })).toMatchObject({
      undone: 0,
      left: [{ title: '甲' }],
    })
    expect((await core.call('activities.changes', {})).map(({ undoneAt }) => undoneAt)).toEqual([null, null])
    const unknown = { changeId: '01234567-89ab-7def-8123-456789abcdef' }
    expect((await core.problem('activities.undo', unknown)).code).toBe('activity.change-unknown')
  })

  test('go on behind a restart, and with the store locked', async () => {
    const core = await openCounty()
    const activityId = await add(core, bare('甲', { personal: { contactName: '测某甲', mobile: '13900001234' } }))
    await core.call('activities.save', { activityId, seq: 1, changes: { personal: { contactName: '试某乙' } } })
    await core.call('activities.remove', { selection: { ids: [activityId] } })
    const [removal, save] = await core.call('activities.changes', {})
    await core.call('keys.protect', { passphrase: '八个字的启动口令' })
    await core.reopen()
    await core.call('activities.undo', { changeId: removal!.changeId })
    await core.call('activities.undo', { changeId: save!.changeId })
    await core.call('keys.unlock', { passphrase: '八个字的启动口令', recoveryCode: null })
    expect((await open(core, activityId)).values.personal).toMatchObject({
      contactName: '测某甲',
      mobile: '13900001234',
    })
  })
})

describe('several at once', () => {
  test('notices are added to and taken from all, others stay; what stays the same is no step', async () => {
    const core = await openCounty()
    const other = { noticeId: 'another', modules: ['x'] }
    const ids = [
      await add(core, bare('甲', { notices: [other] })),
      await add(core, bare('乙', { notices: [other, { noticeId: countyNotice, modules: ['weimin'] }] })),
    ]
    const selection = { ids }
    await core.call('activities.edit', { selection, addNotice: { noticeId: countyNotice, modules: ['tuanjie'] } })
    const notices = async (): Promise<unknown[]> => [
      (await open(core, ids[0]!)).values.notices,
      (await open(core, ids[1]!)).values.notices,
    ]
    expect(await notices()).toEqual([
      [other, { noticeId: countyNotice, modules: ['tuanjie'] }],
      [other, { noticeId: countyNotice, modules: ['weimin', 'tuanjie'] }],
    ])
    const again = { selection, addNotice: { noticeId: countyNotice, modules: ['tuanjie'] } }
    expect((await core.problem('activities.edit', again)).code).toBe('activity.nothing-changed')
    await core.call('activities.edit', { selection, removeNotice: countyNotice })
    expect(await notices()).toEqual([[other], [other]])
    expect((await core.call('activities.list', { filter: { noticeId: countyNotice } })).total).toBe(0)
    const many = Array.from({ length: 20 }, (_none, at) => ({ noticeId: `n${at}`, modules: [] }))
    const full = { ids: [await add(core, bare('满', { notices: many }))] }
    const one = { selection: full, addNotice: { noticeId: 'one', modules: [] } }
    expect((await core.problem('activities.edit', one)).code).toBe('activity.too-many-notices')
  })

  test('a filter without some; nothing found is said; one unknown leaves all as they are', async () => {
    const core = await openCounty()
    const ids = [await add(core, bare('甲')), await add(core, bare('乙')), await add(core, bare('丙'))]
    await core.call('activities.remove', { selection: { filter: {}, except: [ids[1]!] } })
    expect((await core.call('activities.list', {})).rows.map(({ title }) => title)).toEqual(['乙'])
    const nothing = { selection: { filter: { search: '甲' } } }
    expect((await core.problem('activities.remove', nothing)).code).toBe('activity.nothing-chosen')
    const lost = { selection: { ids: [ids[1]!, ids[0]!] } }
    expect((await core.problem('activities.remove', lost)).code).toBe('activity.unknown')
    expect((await core.call('activities.list', {})).total).toBe(1)
  })

  test('a copy is a plan: what only came to be when it was held is not in it', async () => {
    const core = await openCounty()
    const [values] = syntheticActivities(1, { seed: 9, noticeId: countyNotice, personal: 1 })
    const held = { ...values!, state: 'held' as const, onsite: '50', fundsCounty: '2', plannedOnsite: '80' }
    const id = await add(core, held)
    const { ids, count } = await core.call('activities.duplicate', { selection: { ids: [id] } })
    expect(count).toBe(1)
    const copy = (await open(core, ids[0]!)).values
    expect(copy).toMatchObject({
      state: 'planned',
      onsite: '',
      fundsCounty: '',
      press: [],
      results: '',
      plannedOnsite: '80',
    })
    expect(copy.title).toBe(`${held.title}（复制）`)
    expect(copy.personal).toEqual(held.personal)
    expect(copy.notices).toEqual(held.notices)
  })
})

/** Changes of every kind, some of them taken back and put in place again on the way; then all of them back, the last first. */
test('whatever was done, taking all of it back gives what was there', async () => {
  const core = await openCounty()
  const all = syntheticActivities(60, {
    seed: 11,
    noticeId: countyNotice,
    modules: ['weimin', 'tuanjie'],
    personal: 0.5,
  })
  for (const values of all.slice(0, 6)) await add(core, values)
  const first = await seen(core)
  const before = new Set((await core.call('activities.changes', {})).map(({ changeId }) => changeId))
  const standing = async (): Promise<string[]> =>
    (await core.call('activities.changes', {}))
      .filter(({ changeId, undoneAt }) => !before.has(changeId) && undoneAt === null)
      .map(({ changeId }) => changeId)
  const action = fc.record({
    what: fc.constantFrom('create', 'save', 'personal', 'edit', 'notice', 'duplicate', 'remove', 'undo', 'redo'),
    at: fc.nat(1000),
    value: fc.constantFrom('甲', '乙', ''),
  })
  type Action = typeof action extends fc.Arbitrary<infer A> ? A : never

  async function act({ what, at, value }: Action): Promise<unknown> {
    if (what === 'create') return core.call('activities.create', { values: all[6 + (at % 54)]! })
    const { rows } = await core.call('activities.list', { limit: 500 })
    const ids = rows.filter((_row, index) => (at + index) % 3 === 0).map(({ activityId }) => activityId)
    const [activityId] = ids
    if (activityId === undefined) return null
    const selection = { ids }
    const { seq } = await open(core, activityId)
    switch (what) {
      case 'save':
        return core.call('activities.save', { activityId, seq, changes: { place: value, onsite: value && '7' } })
      case 'personal':
        return core.call('activities.save', { activityId, seq, changes: { personal: { contactName: value } } })
      case 'edit':
        return core.call('activities.edit', { selection, change: { unit: value, state: 'held' } })
      case 'notice':
        return core.call('activities.edit', { selection, removeNotice: countyNotice })
      case 'duplicate':
        return rows.length > 30 ? null : core.call('activities.duplicate', { selection })
      default:
        return core.call('activities.remove', { selection })
    }
  }

  await fc.assert(
    fc.asyncProperty(fc.array(action, { minLength: 1, maxLength: 14 }), async (actions) => {
      let takenBack: string[] = []
      for (const one of actions) {
        if (one.what === 'undo') {
          const [changeId] = await standing()
          if (changeId === undefined) continue
          expect((await core.call('activities.undo', { changeId })).left).toEqual([])
          takenBack.push(changeId)
        } else if (one.what === 'redo') {
          const changeId = takenBack.pop()
          if (changeId !== undefined) expect((await core.call('activities.redo', { changeId })).left).toEqual([])
        } else {
          takenBack = []
          await act(one).catch((error: { code?: string }) => {
            if (error.code !== 'activity.nothing-changed') throw error
          })
        }
      }
      for (const changeId of await standing())
        expect((await core.call('activities.undo', { changeId })).left).toEqual([])
      expect(await seen(core)).toEqual(first)
    }),
    { numRuns: 20, seed: 20220510 },
  )
}, 30_000)
