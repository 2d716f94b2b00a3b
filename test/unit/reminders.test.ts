import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Reminder, type ReminderDuty, remindersDue } from '../../shared/domain/reminders.ts'
import { recordStates } from '../../shared/domain/states.ts'
import { workCalendar } from '../../shared/domain/workdays.ts'
import { manyReminders, reminderWords } from '../../shared/wording/reminders.ts'

const calendar = workCalendar([2022], [{ date: '2022-05-07', kind: 'work', name: '劳动节' }])
const js: ReminderDuty = {
  noticeId: 'js',
  deliverableId: 'T12',
  title: '特色亮点活动筹备方案',
  noticeShortTitle: '科技工作者日',
  dueAt: '2022-05-15T23:59:00+08:00',
  ownDueAt: '2022-05-12T17:00:00+08:00',
  suggestedDueAt: null,
  historical: false,
  state: 'draft',
  recordIds: ['a'],
}

const at = (text: string): number => Date.parse(`${text}:00+08:00`)

/** What a clerk hears who has the program open all the time. */
function heard(duty: ReminderDuty, from: string, days: number): [string, string, boolean][] {
  const told = new Set<string>()
  const list: [string, string, boolean][] = []
  for (let now = at(from), end = now + days * 86_400_000; now < end; now += 30 * 60_000)
    for (const one of remindersDue([duty], now, told, calendar)) {
      told.add(one.key)
      list.push([new Date(now + 8 * 3_600_000).toISOString().slice(0, 16), one.kind, one.own])
    }
  return list
}

describe('reminders', () => {
  test('three workdays before our date, on its morning, once when it has passed; then the notice’s own day', () => {
    expect(heard(js, '2022-05-01T00:00', 30)).toEqual([
      ['2022-05-09T08:00', 'ahead', true],
      ['2022-05-12T08:00', 'today', true],
      ['2022-05-12T17:30', 'overdue', true],
      ['2022-05-15T08:00', 'today', false],
      ['2022-05-16T08:00', 'overdue', false],
    ])
  })

  test('without a date of our own, or with one that comes later, the notice’s day counts', () => {
    const expected = [
      ['2022-05-11T08:00', 'ahead', false],
      ['2022-05-15T08:00', 'today', false],
      ['2022-05-16T08:00', 'overdue', false],
    ]
    expect(heard({ ...js, ownDueAt: null }, '2022-05-01T00:00', 30)).toEqual(expected)
    expect(heard({ ...js, ownDueAt: '2022-05-20T17:00:00+08:00' }, '2022-05-01T00:00', 30)).toEqual(expected)
    expect(heard({ ...js, ownDueAt: null, dueAt: null }, '2022-05-01T00:00', 30)).toEqual([])
  })

  test('a worked Saturday is one of the three days', () => {
    const due = { ...js, ownDueAt: null, dueAt: '2022-05-10T17:00:00+08:00' }
    expect(heard(due, '2022-05-01T00:00', 20)[0]).toEqual(['2022-05-06T08:00', 'ahead', false])
  })

  test('a date that was moved is told of anew', () => {
    const now = at('2022-05-09T09:00')
    const [first] = remindersDue([js], now, new Set(), calendar)
    const told = new Set([first?.key ?? ''])
    expect(remindersDue([js], now, told, calendar)).toEqual([])
    expect(remindersDue([{ ...js, ownDueAt: '2022-05-11T17:00:00+08:00' }], now, told, calendar)).toHaveLength(1)
  })

  test('in words', () => {
    const one = (now: string): Reminder | undefined => remindersDue([js], at(now), new Set(), calendar)[0]
    const words = ['2022-05-09T09:00', '2022-05-12T09:00', '2022-05-16T09:00'].map((now) => {
      const found = one(now)
      return found && reminderWords(found)
    })
    expect(words).toEqual([
      { title: '还有 3 个工作日：特色亮点活动筹备方案', body: '我单位定的日期：5月12日17时 · 科技工作者日' },
      { title: '今天到期：特色亮点活动筹备方案', body: '我单位定的日期：5月12日17时 · 科技工作者日' },
      { title: '已过期：特色亮点活动筹备方案', body: '通知的日期：5月15日23时59分 · 科技工作者日' },
    ])
    const four = remindersDue(
      [1, 2, 3, 4].map((n) => ({ ...js, deliverableId: `T${n}`, title: `第${n}项` })),
      at('2022-05-16T09:00'),
      new Set(),
      calendar,
    )
    expect(manyReminders(four).title).toBe('有 4 项任务要办，其中 4 项已过期')
    expect(four[0]?.recordId).toBe('a')
  })

  const minute = fc.integer({ min: at('2022-04-20T00:00') / 60_000, max: at('2022-06-10T00:00') / 60_000 })
  const instant = minute.map((count) => new Date(count * 60_000).toISOString())
  const maybe = fc.option(instant)
  const duty = fc.record({
    noticeId: fc.constantFrom('a', 'b'),
    deliverableId: fc.constantFrom('T1', 'T2', 'T3'),
    title: fc.constant('材料'),
    noticeShortTitle: fc.constant('通知'),
    dueAt: maybe,
    ownDueAt: maybe,
    suggestedDueAt: fc.constant(null),
    historical: fc.boolean(),
    state: fc.constantFrom(...recordStates),
    recordIds: fc.constant<string[]>([]),
  })

  test('of samples and of what is done never; each at most once; at most one a duty at a time; nothing at night', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(duty, { selector: (one) => `${one.noticeId}${one.deliverableId}` }),
        fc.array(minute, { maxLength: 40 }),
        (duties, minutes) => {
          const told = new Set<string>()
          for (const now of minutes.sort((a, b) => a - b).map((count) => count * 60_000)) {
            const found = remindersDue(duties, now, told, calendar)
            if (new Date(now + 8 * 3_600_000).getUTCHours() < 8) expect(found).toEqual([])
            expect(new Set(found.map((one) => one.noticeId + one.deliverableId)).size).toBe(found.length)
            for (const one of found) {
              const of = duties.find(
                (each) => each.noticeId === one.noticeId && each.deliverableId === one.deliverableId,
              )
              expect(of?.historical).toBe(false)
              expect(['sent', 'received', 'accepted']).not.toContain(of?.state)
              expect(told.has(one.key)).toBe(false)
              expect(Date.parse(one.at) < now).toBe(one.kind === 'overdue')
              told.add(one.key)
            }
          }
          expect(told.size).toBeLessThanOrEqual(duties.length * 5)
        },
      ),
    )
  })
})
