import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { movedModules } from '../../../renderer/screens/activities/board/move-module.ts'
import { byDay, drawnDays, shiftMonth, weeksOf } from '../../../renderer/screens/activities/calendar/month.ts'
import { foundDays } from '../../../renderer/screens/activities/editor/found-days.ts'
import { readNumber, totalFunds } from '../../../renderer/screens/activities/editor/numbers.ts'
import { bulkOrder, bulkWords, noBulk } from '../../../renderer/screens/activities/list/bulk-change.ts'
import { ListWindow, pageSize } from '../../../renderer/screens/activities/list/list-window.ts'
import {
  addMarks,
  allMarks,
  isMarked,
  markedCount,
  noMarks,
  selectionOf,
  toggleMark,
} from '../../../renderer/screens/activities/list/marks.ts'
import {
  listInput,
  noFilter,
  plainYear,
  setFilter,
  useListState,
} from '../../../renderer/screens/activities/list-state.ts'
import { lastDone, lastUndone } from '../../../renderer/screens/activities/steps.ts'
import { daysText, grouped, reachText, sumsText, undoneText } from '../../../renderer/text/activities.ts'
import type { ActivityList, ActivityRow } from '../../../shared/api/activities.ts'
import { activityValues } from '../../../shared/register/activity.ts'

const row = (activityId: string, fields: Partial<ActivityRow> = {}): ActivityRow => ({
  activityId,
  title: activityId,
  state: 'held',
  unit: '',
  host: '',
  timeWords: '',
  from: null,
  to: null,
  place: '',
  notices: [],
  main: false,
  onsite: null,
  online: null,
  funds: '',
  pictures: 0,
  lacks: [],
  updatedAt: '2022-05-12T01:00:00.000Z',
  ...fields,
})

const none = { onsite: 0, online: 0, funds: '0' }

describe('the window on a long list', () => {
  /** A register of `total` rows; answers are given when they are let through. */
  function register(total: number) {
    const asked: number[] = []
    const waiting: (() => void)[] = []
    const held = { total, mark: 'a', asked, changes: 0, problems: 0, failing: false }
    const read = (offset: number, limit: number): Promise<ActivityList> => {
      asked.push(offset / pageSize)
      const { mark, failing } = held
      return new Promise((resolve, reject) => {
        waiting.push(() => {
          if (failing) return reject(new Error('no'))
          const count = Math.max(0, Math.min(limit, held.total - offset))
          const rows = Array.from({ length: count }, (_, at) => row(`${mark}${offset + at}`))
          resolve({ total: held.total, offset, rows, sums: { held: none, planned: none } })
        })
      })
    }
    const rows = new ListWindow({
      read,
      onChange: () => held.changes++,
      onProblem: () => held.problems++,
    })
    const settle = async () => {
      while (waiting.length > 0) {
        for (const answer of waiting.splice(0)) answer()
        await new Promise((resolve) => setImmediate(resolve))
      }
    }
    return { held, rows, settle, waiting }
  }

  it('holds the pages around what is in sight and never more than ten', async () => {
    const { rows, settle, held } = register(10_000)
    await settle()
    expect(rows.ready).toBe(true)
    expect(rows.at(199)?.activityId).toBe('a199')
    expect(rows.at(200)).toBeNull()
    for (let first = 0; first < 10_000; first += 150) {
      rows.want(first, first + 20)
      await settle()
      expect(rows.at(first)?.activityId).toBe(`a${first}`)
    }
    expect(rows.at(9_990)?.activityId).toBe('a9990')
    expect(rows.at(0)).toBeNull()
    expect(rows.indexOf('a9990')).toBe(9990)
    expect(Array.from({ length: 50 }, (_, page) => rows.at(page * pageSize)).filter(Boolean)).toHaveLength(10)
    expect(Math.max(...held.asked)).toBe(49)
  })

  it('asks for two pages at a time, and after a fast drag only for where it ended', async () => {
    const { rows, settle, held, waiting } = register(10_000)
    await settle()
    held.asked.length = 0
    for (let first = 400; first <= 9800; first += 200) rows.want(first, first + 20)
    expect(waiting).toHaveLength(2)
    await settle()
    expect(held.asked.length).toBeLessThanOrEqual(5)
    expect(rows.at(9810)?.activityId).toBe('a9810')
  })

  it('keeps what stands there until the fresh rows are here', async () => {
    const { rows, settle, held } = register(300)
    await settle()
    held.mark = 'b'
    held.total = 250
    rows.refresh()
    expect(rows.at(0)?.activityId).toBe('a0')
    expect(rows.total).toBe(300)
    await settle()
    expect(rows.at(0)?.activityId).toBe('b0')
    expect(rows.total).toBe(250)
  })

  it('an answer that comes after a fresher question is dropped; a refused one is asked for again when looked at', async () => {
    const { rows, settle, held } = register(300)
    held.mark = 'b'
    rows.refresh()
    await settle()
    expect(rows.at(0)?.activityId).toBe('b0')
    held.failing = true
    rows.want(200, 220)
    await settle()
    expect(held.problems).toBe(1)
    held.failing = false
    rows.want(200, 220)
    await settle()
    expect(rows.at(200)?.activityId).toBe('b200')
    rows.close()
    rows.refresh()
    await settle()
    expect(held.changes).toBe(2)
  })
})

test('some or all but a few are chosen, and go to the core as ids or as the filter', () => {
  let marks = toggleMark(toggleMark(noMarks, 'a'), 'b')
  marks = addMarks(marks, ['c', 'a'])
  expect(markedCount(marks, 100)).toBe(3)
  expect(selectionOf(marks, {})).toEqual({ ids: ['a', 'b', 'c'] })
  expect(selectionOf(noMarks, {})).toBeNull()
  let all = toggleMark(toggleMark(allMarks, 'a'), 'b')
  all = addMarks(all, ['b'])
  expect([isMarked(all, 'a'), isMarked(all, 'b'), markedCount(all, 100)]).toEqual([false, true, 99])
  expect(selectionOf(all, { year: 2022 })).toEqual({ filter: { year: 2022 }, except: ['a'] })
})

test('a filter goes to the core without what is not asked for', () => {
  noFilter()
  setFilter({ year: 2022, noticeId: 'n', moduleId: '' })
  setFilter({ noticeId: null, moduleId: null, search: '  水 ' })
  const { filter } = useListState.getState()
  expect(listInput({ filter, sort: 'day', descending: false }).filter).toEqual({ year: 2022, search: '水' })
  expect(listInput({ filter: { search: '  ' }, sort: 'day', descending: true }).filter).toEqual({})
  const now = Date.parse('2023-03-01T10:00:00+08:00')
  expect([plainYear({ year: 2021 }, [], now), plainYear({}, [2022], now), plainYear({}, [2022, 2023], now)]).toEqual([
    2021, 2022, 2023,
  ])
})

describe('the calendar', () => {
  it('has whole weeks from Monday on', () => {
    expect(weeksOf('2022-05-01').map((week) => week[0])).toEqual([
      '2022-04-25',
      '2022-05-02',
      '2022-05-09',
      '2022-05-16',
      '2022-05-23',
      '2022-05-30',
    ])
    expect(weeksOf('2021-02-01')).toHaveLength(4)
    expect([shiftMonth('2022-01-01', -1), shiftMonth('2022-12-01', 1), shiftMonth('2022-05-01', -17)]).toEqual([
      '2021-12-01',
      '2023-01-01',
      '2020-12-01',
    ])
  })

  it('holds each day of a month once, in order', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1950, max: 2198 }), fc.integer({ min: 1, max: 12 }), (year, month) => {
        const first = `${year}-${String(month).padStart(2, '0')}-01`
        const days = weeksOf(first).flat()
        expect([...days].sort()).toEqual(days)
        expect(days.filter((day) => day.startsWith(first.slice(0, 7)))).toHaveLength(
          new Date(Date.UTC(year, month, 0)).getUTCDate(),
        )
      }),
    )
  })

  it('draws short ones on each of their days and long ones where they begin', () => {
    const [first, last] = ['2022-04-25', '2022-06-05']
    expect(drawnDays({ from: '2022-05-28', to: '2022-05-30' }, first, last)).toEqual([
      '2022-05-28',
      '2022-05-29',
      '2022-05-30',
    ])
    expect(drawnDays({ from: '2022-04-24', to: '2022-04-25' }, first, last)).toEqual(['2022-04-25'])
    expect(drawnDays({ from: '2022-01-01', to: '2022-12-31' }, first, last)).toEqual(['2022-04-25'])
    expect(drawnDays({ from: '2022-06-06', to: null }, first, last)).toEqual([])
    expect(drawnDays({ from: null, to: null }, first, last)).toEqual([])
    const days = byDay(
      [row('a', { from: '2022-05-28' }), row('b', { from: '2022-05-27', to: '2022-05-28' })],
      first,
      last,
    )
    expect(days.get('2022-05-28')?.map(({ activityId }) => activityId)).toEqual(['a', 'b'])
  })
})

test('a card moves from one module to another; its other modules and notices stay', () => {
  const activity = row('a', {
    notices: [
      { noticeId: 'n', modules: ['one', 'two'] },
      { noticeId: 'm', modules: ['one'] },
    ],
  })
  const [other] = activity.notices.slice(1)
  expect(movedModules(activity, 'n', 'one', 'three')).toEqual([{ noticeId: 'n', modules: ['two', 'three'] }, other])
  expect(movedModules(activity, 'n', 'one', 'two')).toEqual([{ noticeId: 'n', modules: ['two'] }, other])
  expect(movedModules(activity, 'n', 'two', '')).toEqual([{ noticeId: 'n', modules: ['one'] }, other])
})

test.each([
  ['5月28日上午9:00', '2022-05-28', '2022-05-28'],
  ['5月28日至30日', '2022-05-28', '2022-05-30'],
  ['2022年12月30日至2023年1月2日', '2022-12-30', '2023-01-02'],
  ['5月20日、6月3日', '2022-05-20', '2022-06-03'],
])('days in the words %s are offered', (words, from, to) => {
  expect(foundDays(words, 2022)).toMatchObject({ from, to })
})

test.each(['', '待定', '第二季度后适时', '上午9:00'])('no day is made up out of “%s”', (words) => {
  expect(foundDays(words, 2022)).toBeNull()
})

test('numbers are read as people type them; what is none is refused and empty is not zero', () => {
  expect(['', '0', '１，２００', ' 300 ', '3.0'].map((text) => readNumber('onsite', text))).toEqual([
    '',
    '0',
    '1200',
    '300',
    '3',
  ])
  for (const text of ['约300', '几百', '1.2万', '-1', '2.5', '1234567890123'])
    expect(readNumber('onsite', text)).toBeNull()
  expect(['三百', '两千五百人次', '１２０人', '三千二'].map((text) => readNumber('onsite', text))).toEqual([
    '300',
    '2500',
    '120',
    '3200',
  ])
  expect(['1.5万元', '２万'].map((text) => readNumber('fundsCity', text))).toEqual(['1.5', '2'])
  expect(['2.50', '.5', '1,200.000001'].map((text) => readNumber('fundsCity', text))).toEqual([
    '2.5',
    '0.5',
    '1200.000001',
  ])
  for (const text of ['2.0000001', '-3', '五', '一万', '300元']) expect(readNumber('fundsCity', text)).toBeNull()
  const values = activityValues.parse({ year: 2022 })
  expect(totalFunds(values)).toBeNull()
  expect(totalFunds({ ...values, fundsCity: '0.1', fundsCounty: '0.2', inKindValue: '0' })).toBe('0.3')
})

test('steps are done again in the order in which they were taken back, and never across something new', () => {
  const step = (changeId: string, at: string, undoneAt: string | null = null) => ({
    changeId,
    at,
    words: '',
    count: 1,
    undoneAt,
  })
  expect([lastDone([]), lastUndone([])]).toEqual([undefined, undefined])
  // b was taken back, then a.
  const back = [step('b', '02', '03'), step('a', '01', '04'), step('0', '00')]
  expect([lastDone(back)?.changeId, lastUndone(back)?.changeId]).toEqual(['0', 'a'])
  // Once a is done again, b is next.
  const again = [step('b', '02', '03'), step('a', '01'), step('0', '00')]
  expect([lastDone(again)?.changeId, lastUndone(again)?.changeId]).toEqual(['a', 'b'])
  // c came after b was taken back; even when c is taken back itself, b is not done again.
  const fresh = [step('c', '05'), step('b', '02', '03'), step('a', '01')]
  expect([lastDone(fresh)?.changeId, lastUndone(fresh)]).toEqual(['c', undefined])
  expect(lastUndone([step('c', '05', '06'), ...fresh.slice(1)])?.changeId).toBe('c')
})

test('a bulk change holds only what was filled in, and says it in words', () => {
  const selection = { ids: ['a'] }
  expect(bulkOrder(noBulk, selection)).toEqual({ selection })
  const draft = {
    ...noBulk,
    state: 'held' as const,
    texts: { ...noBulk.texts, responsible: ' 科普部 ', place: ' ' },
    addNotice: { noticeId: 'n', modules: ['one'] },
  }
  expect(bulkOrder(draft, selection)).toEqual({
    selection,
    change: { state: 'held', responsible: '科普部', place: '' },
    addNotice: { noticeId: 'n', modules: ['one'] },
  })
  expect(bulkWords(draft, () => '科技周')).toEqual([
    '状态改为已举办',
    '责任单位改为“科普部”',
    '清空地点',
    '算进“科技周”',
  ])
})

test('rows and sums in words', () => {
  expect([
    daysText('2022-05-28', '2022-05-28', 2022),
    daysText('2022-05-28', '2022-05-30', 2022),
    daysText('2022-05-28', '2022-06-02', 2022),
    daysText('2021-12-30', '2022-01-02', 2022),
    daysText('2021-12-30', null, 2022),
  ]).toEqual(['5月28日', '5月28日至30日', '5月28日至6月2日', '2021年12月30日至2022年1月2日', '2021年12月30日'])
  expect(reachText(row('a', { onsite: 300, online: 2000 }))).toBe('线下 300，线上 2,000')
  expect(reachText(row('a', { onsite: 0, state: 'planned' }))).toBe('计划线下 0')
  expect(reachText(row('a'))).toBe('')
  expect([grouped(''), grouped('999'), grouped('1234567.250001')]).toEqual(['', '999', '1,234,567.250001'])
  expect(sumsText({ held: { onsite: 12_340, online: 0, funds: '45.6' }, planned: none })).toBe(
    '已举办：线下 12,340 人次、经费 45.6 万元',
  )
  expect(sumsText({ held: none, planned: { ...none, onsite: 600, online: 20 } })).toBe(
    '计划中：线下 600 人次、线上 20 人次',
  )
  const left = [{ activityId: 'b', title: '乙' }]
  expect(undoneText('撤销', { undone: 3, left: [] })).toBe('已撤销（3 项活动）')
  expect(undoneText('撤销', { undone: 2, left })).toBe('已撤销 2 项；“乙”后来又改过，保持现在的样子')
  expect(undoneText('恢复', { undone: 0, left: [...left, ...left] })).toBe(
    '没有恢复：“乙”等 2 项后来又改过，保持现在的样子',
  )
})
