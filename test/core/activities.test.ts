/** 活动登记 through dispatch: what is written down, found again, changed in bulk, and taken back. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { read, utils } from 'xlsx'
import { openDatabase } from '../../db/connection.ts'
import { soundKey } from '../../electron/core/activities/sound-order.ts'
import type { ActivityFilter, ActivityRow } from '../../shared/api/activities.ts'
import { fromUnits, toUnits } from '../../shared/form/decimal.ts'
import {
  type ActivityInput,
  type ActivityValues,
  activityValues,
  type countFacts,
  moneyFacts,
} from '../../shared/register/activity.ts'
import { syntheticActivities } from '../support/activities.ts'
import { countyNotice, newFolder, openCounty, type TestCore } from '../support/core.ts'

type Count = (typeof countFacts)[number]

const modules = ['tuanjie', 'jingshen', 'weimin']
const bare = (title: string, more: Partial<ActivityInput> = {}): ActivityInput => ({ year: 2022, title, ...more })

async function add(core: TestCore, values: ActivityInput): Promise<string> {
  return (await core.call('activities.create', { values })).activityId
}
async function addAll(core: TestCore, all: readonly ActivityInput[]): Promise<string[]> {
  const ids: string[] = []
  for (const values of all) ids.push(await add(core, values))
  return ids
}
const titles = (rows: readonly ActivityRow[]): string[] => rows.map((row) => row.title)
const named = async (core: TestCore, filter: ActivityFilter): Promise<string[]> =>
  titles((await core.call('activities.list', { filter })).rows)

describe('an activity', () => {
  test('is written down once and comes back as it was, after a restart too', async () => {
    const core = await openCounty()
    const values = bare('科普讲座\u0007进乡村', {
      year: 2020,
      state: 'held',
      time: { words: '5月中旬', from: '2022-05-14', to: '2022-05-15' },
      notices: [
        { noticeId: countyNotice, modules: ['weimin'] },
        { noticeId: countyNotice, modules: ['tuanjie', 'weimin'] },
      ],
      onsite: '120',
      fundsCounty: '1.25',
      fundsOther: '0.000001',
      personal: { contactName: '测某甲', mobile: '13900001234', people: [{ name: '试某乙' }] },
    })
    const made = await core.call('activities.create', { values })
    expect(made).toMatchObject({ seq: 1, files: [], usedIn: [], cameFrom: null })
    expect(made.values).toMatchObject({
      title: '科普讲座进乡村',
      year: 2022,
      notices: [{ noticeId: countyNotice, modules: ['weimin', 'tuanjie'] }],
      personal: { contactName: '测某甲', people: [{ name: '试某乙', unit: '', mobile: '' }] },
    })
    expect(core.events.at(-1)).toEqual({ event: 'data.changed', value: { domain: 'activities' } })
    await core.reopen()
    expect(await core.call('activities.open', { activityId: made.activityId })).toEqual(made)
    const { rows, sums } = await core.call('activities.list', {})
    expect(rows).toEqual([
      expect.objectContaining({ onsite: 120, online: null, funds: '1.250001', lacks: ['pictures'], pictures: 0 }),
    ])
    expect(sums).toEqual({
      held: { onsite: 120, online: 0, funds: '1.250001' },
      planned: { onsite: 0, online: 0, funds: '0' },
    })
  })

  test('is saved fact by fact; an older page is told of the conflict and overwrites nothing', async () => {
    const core = await openCounty()
    const activityId = await add(core, bare('讲座', { place: '广场' }))
    const saved = await core.call('activities.save', { activityId, seq: 1, changes: { unit: '东湖镇' } })
    expect(saved).toEqual({ seq: 2, savedAt: '2022-05-10T01:00:00.000Z' })
    expect(await core.call('activities.save', { activityId, seq: 2, changes: { unit: '东湖镇' } })).toMatchObject({
      seq: 2,
    })
    expect((await core.problem('activities.save', { activityId, seq: 1, changes: { place: '' } })).code).toBe(
      'activity.conflict',
    )
    expect((await core.call('activities.open', { activityId })).values).toMatchObject({ unit: '东湖镇', place: '广场' })
    const nobody = '01234567-89ab-7def-8123-456789abcdef'
    expect((await core.problem('activities.open', { activityId: nobody })).code).toBe('activity.unknown')
  })

  test('who to ask is sealed: nothing of it lies open, and a locked store tells nothing of it', async () => {
    const core = await openCounty()
    const personal = {
      contactName: '测某甲',
      mobile: '13900004321',
      people: [{ name: '试某乙', mobile: '13900005678' }],
    }
    const activityId = await add(core, bare('讲座', { personal }))
    const plain = await add(core, bare('展览'))
    await core.call('activities.save', { activityId, seq: 1, changes: { personal: { ...personal, fax: '80001111' } } })
    await core.call('activities.duplicate', { selection: { ids: [activityId] } })
    await core.call('keys.protect', { passphrase: '八个字的启动口令' })
    await core.close()
    const files = ['kexie.sqlite', 'kexie.sqlite-wal'].map((name) => path.join(core.dataDir, name))
    const { db } = openDatabase(files[0]!, { backupDir: newFolder(), now: new Date() })
    const dump = JSON.stringify(
      await Promise.all(
        (['activities', 'activity_values', 'activity_changes', 'activity_change_rows'] as const).map((table) =>
          db.selectFrom(table).selectAll().execute(),
        ),
      ),
      (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value),
    )
    await db.destroy()
    for (const secret of ['测某甲', '13900004321', '试某乙', '13900005678', '80001111']) {
      expect(dump).not.toContain(secret)
      expect(dump).not.toContain(Buffer.from(secret).toString('base64'))
    }
    await core.open()
    expect((await core.problem('activities.open', { activityId })).code).toBe('keys.locked')
    expect((await core.problem('activities.duplicate', { selection: { ids: [activityId] } })).code).toBe('keys.locked')
    const unsealable = { activityId: plain, seq: 1, changes: { personal } }
    expect((await core.problem('activities.save', unsealable)).code).toBe('keys.locked')
    // What is open goes on working.
    expect((await core.call('activities.open', { activityId: plain })).values.title).toBe('展览')
    await core.call('activities.save', { activityId, seq: 2, changes: { unit: '东湖镇' } })
    expect(await named(core, { search: '测某' })).toEqual([])
    await core.call('keys.unlock', { passphrase: '八个字的启动口令', recoveryCode: null })
    expect((await core.call('activities.open', { activityId })).values).toMatchObject({
      unit: '东湖镇',
      personal: { contactName: '测某甲', fax: '80001111' },
    })
  })
})

describe('the list', () => {
  test('agrees with the plain reckoning for every filter, with counts and sums over all', async () => {
    const core = await openCounty()
    const all = syntheticActivities(120, { seed: 7, noticeId: countyNotice, modules })
    const ids = await addAll(core, all)
    const found = new Map(ids.map((id, at) => [id, all[at] as ActivityValues]))
    const held = (one: ActivityValues): boolean => one.state === 'held'
    const cases: [ActivityFilter, (one: ActivityValues) => boolean][] = [
      [{}, () => true],
      [{ year: 2022 }, () => true],
      [{ year: 2021 }, () => false],
      [{ noticeId: countyNotice, moduleId: 'weimin' }, (one) => one.notices[0]!.modules.includes('weimin')],
      [{ noticeId: countyNotice, moduleId: '' }, (one) => one.notices[0]!.modules.length === 0],
      [{ noticeId: 'another' }, () => false],
      [{ state: 'held' }, held],
      [{ unit: all[3]!.unit }, (one) => one.unit === all[3]!.unit],
      [{ from: '2022-05-01', to: '2022-06-30' }, ({ time }) => time.from !== null && /^2022-0[56]/.test(time.from)],
      [{ to: '2022-12-31' }, ({ time }) => time.from !== null],
      [{ lacks: 'day' }, ({ time }) => time.from === null],
      [{ lacks: 'numbers' }, (one) => held(one) && one.onsite === '' && one.online === ''],
      [{ lacks: 'pictures' }, held],
      [{ lacks: 'riskPlan' }, (one) => one.state === 'planned' && one.riskPlan === 'none'],
      [{ search: '稻' }, (one) => one.title.includes('稻') || one.description.includes('稻')],
      [
        { search: '镇  讲座', state: 'held' },
        (one) => held(one) && one.title.includes('讲座') && JSON.stringify(one).includes('镇'),
      ],
    ]
    for (const [filter, matches] of cases) {
      const list = await core.call('activities.list', { filter, limit: 500 })
      const expected = [...found].filter(([, one]) => matches(one))
      expect(list.rows.map((row) => row.activityId).sort(), JSON.stringify(filter)).toEqual(
        expected.map(([id]) => id).sort(),
      )
      const sumsOf = (state: 'held' | 'planned', onsite: Count, online: Count) => {
        const those = expected.flatMap(([, one]) => (one.state === state ? [one] : []))
        const funds = those.flatMap((one) => moneyFacts.map((fact) => toUnits(one[fact]) ?? 0n))
        return {
          onsite: those.reduce((sum, one) => sum + Number(one[onsite]), 0),
          online: those.reduce((sum, one) => sum + Number(one[online]), 0),
          funds: fromUnits(funds.reduce((sum, one) => sum + one, 0n)),
        }
      }
      expect(list.total).toBe(expected.length)
      expect(list.sums).toEqual({
        held: sumsOf('held', 'onsite', 'online'),
        planned: sumsOf('planned', 'plannedOnsite', 'plannedOnline'),
      })
    }
    const facets = await core.call('activities.facets', { year: 2022 })
    expect(facets).toMatchObject({ total: 120, years: [2022] })
    expect(facets.notices).toEqual([
      expect.objectContaining({
        noticeId: countyNotice,
        count: 120,
        modules: expect.arrayContaining([expect.objectContaining({ moduleId: 'weimin', name: '为民服务' })]),
      }),
    ])
    expect(facets.units.reduce((sum, { count }) => sum + count, 0)).toBe(120)
    const board = await core.call('activities.board', { noticeId: countyNotice })
    expect(board.columns.map(({ name }) => name)).toEqual([
      '团结引领',
      '精神传承',
      '建家办事',
      '为民服务',
      '开放合作',
      '表彰发布',
      '未分模块',
    ])
    for (const { moduleId, total } of board.columns)
      expect(total).toBe(
        all.filter(({ notices: [one] }) =>
          moduleId === '' ? one!.modules.length === 0 : one!.modules.includes(moduleId),
        ).length,
      )
  })

  test('windows of every order join to the whole, each activity once', async () => {
    const core = await openCounty()
    await addAll(core, syntheticActivities(45, { seed: 3 }))
    for (const sort of ['day', 'title', 'unit', 'state', 'reach', 'funds', 'updated'] as const)
      for (const descending of [false, true]) {
        const whole = (await core.call('activities.list', { sort, descending, limit: 500 })).rows
        const parts: ActivityRow[] = []
        for (let offset = 0; offset < 60; offset += 20)
          parts.push(...(await core.call('activities.list', { sort, descending, offset, limit: 20 })).rows)
        expect(parts).toEqual(whole)
        const keyOf = (row: ActivityRow): string | number =>
          sort === 'day'
            ? (row.from ?? '2022-99')
            : sort === 'title'
              ? soundKey(row.title)
              : sort === 'unit'
                ? soundKey(row.unit)
                : sort === 'state'
                  ? ['planned', 'held', 'cancelled'].indexOf(row.state)
                  : sort === 'reach'
                    ? row.onsite === null && row.online === null
                      ? -1
                      : (row.onsite ?? 0) + (row.online ?? 0)
                    : sort === 'funds'
                      ? row.funds === ''
                        ? -1
                        : Number(row.funds)
                      : row.updatedAt
        const keys = whole.map(keyOf)
        const inOrder = keys.every((key, at) => at === 0 || (descending ? keys[at - 1]! >= key : keys[at - 1]! <= key))
        expect(inOrder, `${sort} ${descending}`).toBe(true)
      }
  })

  test('finds from one character on, any writing of it, and takes no sign for more than itself', async () => {
    const core = await openCounty()
    await addAll(core, [
      bare('人工智能体验', { place: 'ＡＩ教室', unit: '东湖镇' }),
      bare('满意度100%调查', { audience: '农民_示范户' }),
      bare('食品安全', { description: '第一行\n第二行：东湖夜话' }),
    ])
    expect(await named(core, { search: '食' })).toEqual(['食品安全'])
    expect(await named(core, { search: 'ai' })).toEqual(['人工智能体验'])
    expect(await named(core, { search: '１００％' })).toEqual(['满意度100%调查'])
    expect(await named(core, { search: '%' })).toEqual(['满意度100%调查'])
    expect(await named(core, { search: '_' })).toEqual(['满意度100%调查'])
    expect((await named(core, { search: ' 东湖 ' })).sort()).toEqual(['人工智能体验', '食品安全'].sort())
    expect(await named(core, { search: '东湖　智能' })).toEqual(['人工智能体验'])
    expect(await named(core, { search: '智能东湖' })).toEqual([])
  })

  test('titles stand in the order of their sounds; undated ones behind the dated of their year', async () => {
    const core = await openCounty()
    const words = ['种子', '安全', '冰雪', '阿里', '天文', 'AI', '医疗', '2场', '㐂事']
    for (const title of words) await add(core, bare(title))
    await add(core, bare('有日期', { time: { words: '', from: '2022-12-30' } }))
    const sorted = (await core.call('activities.list', { sort: 'title' })).rows
    expect(titles(sorted)).toEqual(['2场', 'AI', '阿里', '安全', '冰雪', '天文', '医疗', '有日期', '种子', '㐂事'])
    expect(titles((await core.call('activities.list', {})).rows)[0]).toBe('有日期')
  })

  test('the calendar has what touches its days, and counts what has no day', async () => {
    const core = await openCounty()
    const on = (title: string, from: string | null, to: string | null = null) =>
      bare(title, { time: { words: '', from, to } })
    await addAll(core, [
      on('早', '2022-04-20', '2022-05-01'),
      on('中', '2022-05-14'),
      on('晚', '2022-06-01'),
      on('反', '2022-05-20', '2022-05-02'),
      on('无', null),
    ])
    const calendar = await core.call('activities.calendar', { from: '2022-05-01', to: '2022-05-31' })
    expect(titles(calendar.rows)).toEqual(['早', '中', '反'])
    expect(calendar.undated).toBe(1)
  })
})

test('the sheet holds every open fact, numbers as numbers and text never a formula', async () => {
  const core = await openCounty()
  const values: ActivityInput = bare('=1+1', {
    state: 'held',
    unit: '东湖镇',
    time: { words: '', from: '2022-05-14', to: '2022-05-15' },
    notices: [{ noticeId: countyNotice, modules: ['weimin'] }],
    onsite: '120',
    fundsCounty: '1.25',
    press: [{ outlet: '示例日报', headline: '@标题', day: '2022-05-16' }],
    venues: [{ kind: 'venue', name: '县科技馆' }],
    personal: { contactName: '测某甲', mobile: '13900001234' },
  })
  await add(core, values)
  await add(core, bare('别处的', { unit: '西桥镇' }))
  const out = path.join(newFolder(), '活动.xlsx')
  const saved = await core.call('activities.saveSheet', { filter: { unit: '东湖镇' }, out })
  expect(saved).toMatchObject({ path: out, activities: 1 })
  const bytes = readFileSync(out)
  expect(saved.bytes).toBe(bytes.length)
  const book = read(bytes, { cellFormula: true, cellDates: false })
  expect(book.SheetNames).toEqual(['活动登记', '媒体报道', '开放场所'])
  const cells = Object.values(book.Sheets).flatMap((sheet) =>
    Object.entries(sheet).flatMap(([at, cell]: [string, { f?: string; v?: unknown }]) =>
      at.startsWith('!') ? [] : [cell],
    ),
  )
  expect(cells.some((cell) => cell.f !== undefined)).toBe(false)
  expect(JSON.stringify(cells)).not.toMatch(/测某甲|13900001234/)
  const [row] = utils.sheet_to_json<Record<string, unknown>>(book.Sheets.活动登记!, { rawNumbers: true })
  expect(row).toMatchObject({
    活动名称: '=1+1',
    状态: '已举办',
    线下人次: 120,
    '县级财政（万元）': 1.25,
    活动模块: '为民服务',
    年度: 2022,
  })
  const none = { filter: { unit: '没有' }, out }
  expect((await core.problem('activities.saveSheet', none)).code).toBe('activity.nothing-chosen')
})

test('the maker makes what the register takes, the same each time', () => {
  const made = syntheticActivities(50, { seed: 5, noticeId: countyNotice, modules, personal: 0.5 })
  expect(made).toEqual(syntheticActivities(50, { seed: 5, noticeId: countyNotice, modules, personal: 0.5 }))
  for (const values of made) expect(activityValues.parse(values)).toEqual(values)
})
