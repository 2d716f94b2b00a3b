import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { leadDate, suggestedDue, usualLeadDays } from '../../shared/domain/deadlines.ts'
import {
  addDays,
  type CalendarDay,
  chinaDate,
  dateOfDay,
  dayNumber,
  isWorkday,
  unknownYears,
  weekdayOf,
  weekendsOnly,
  workCalendar,
  workdayOnOrBefore,
  workdaysBefore,
  workdaysBetween,
} from '../../shared/domain/workdays.ts'
import { belongsToYear, yearCalendar } from '../../shared/notice/calendar.ts'
import { restDayNote, unknownYearNote } from '../../shared/wording/workdays.ts'

const folder = path.resolve(import.meta.dirname, '../../resources/calendar')
const years = readdirSync(folder)
  .sort()
  .map((name) => yearCalendar.parse(JSON.parse(readFileSync(path.join(folder, name), 'utf8'))))
const china = workCalendar(
  years.map(({ year }) => year),
  years.flatMap(({ days }) => days),
)

describe('what the program brings', () => {
  test('2022 to 2026, each with the notice that it comes from; 2027 is not known yet', () => {
    expect(years.map(({ year, documentNumber }) => [year, documentNumber])).toEqual([
      [2022, '国办发明电〔2021〕11号'],
      [2023, '国办发明电〔2022〕16号'],
      [2024, '国办发明电〔2023〕7号'],
      [2025, '国办发明电〔2024〕12号'],
      [2026, '国办发明电〔2025〕7号'],
    ])
    expect(unknownYears('2026-12-01', '2027-01-10', china)).toEqual([2027])
    expect(unknownYearNote([2027])).toBe('2027年的放假安排尚未发布，只按周末计算。')
  })

  // 全国年节及纪念日放假办法: 11 days off until 2024, 13 from 2025. What is off beyond weekends is worked elsewhere or is one of them.
  test.each(years.map((year) => [year.year, year] as const))('%i adds up to the days off of the law', (_year, year) => {
    const weekend = ({ date }: CalendarDay) => [0, 6].includes(weekdayOf(date))
    const off = year.days.filter((day) => day.kind === 'off' && !weekend(day)).length
    const worked = year.days.filter((day) => day.kind === 'work')
    expect(worked.every(weekend)).toBe(true)
    expect(off - worked.length).toBe(year.year < 2025 ? 11 : 13)
    expect(year.days.every(({ date }) => belongsToYear(date, year.year))).toBe(true)
    expect(year.days.map(({ date }) => date)).toEqual([...new Set(year.days.map(({ date }) => date))].sort())
  })

  test.each([
    ['2022-05-07', true], // a Saturday worked for 劳动节
    ['2022-05-08', false],
    ['2022-05-04', false],
    ['2022-05-05', true],
    ['2022-05-15', false],
    ['2022-12-31', false],
    ['2023-01-02', false],
    ['2024-02-09', true], // 除夕 is left to the offices
    ['2024-02-18', true],
    ['2025-01-28', false],
    ['2026-02-14', true],
    ['2026-10-10', true],
    ['2027-01-01', true], // a Friday: the arrangement is not out
  ])('%s is worked: %s', (date, worked) => {
    expect(isWorkday(date, china)).toBe(worked)
  })
})

describe('counting', () => {
  test('the day before JS is due is a Saturday, so the last workday is Friday the 13th', () => {
    expect(workdayOnOrBefore('2022-05-15', china)).toBe('2022-05-13')
    expect(restDayNote('2022-05-15T23:59:00+08:00', china)).toBe('5月15日是星期日，前一个工作日是5月13日')
    expect(restDayNote('2022-05-02T17:30:00+08:00', china)).toBe('5月2日是劳动节假期（星期一），前一个工作日是4月29日')
    expect(restDayNote('2022-05-07T17:30:00+08:00', china)).toBeNull()
    // 16:30 UTC on the 14th is the 15th in China.
    expect(restDayNote('2022-05-14T16:30:00Z', china)).toBe('5月15日是星期日，前一个工作日是5月13日')
  })

  test('workdays left: the holiday and the weekend do not count, the worked Saturday does', () => {
    expect(workdaysBetween('2022-05-09', '2022-05-15', china)).toBe(4)
    expect(workdaysBetween('2022-04-29', '2022-05-09', china)).toBe(4)
    expect(workdaysBetween('2022-04-29', '2022-05-09', weekendsOnly)).toBe(6)
    expect(workdaysBetween('2022-05-15', '2022-05-09', china)).toBe(0)
  })

  const date = fc.integer({ min: dayNumber('2021-06-01'), max: dayNumber('2028-06-01') }).map(dateOfDay)
  const days = fc.uniqueArray(
    fc.record({ date, kind: fc.constantFrom('off' as const, 'work' as const), name: fc.constant('节') }),
    { selector: (day) => day.date, maxLength: 60 },
  )
  const someCalendar = fc.oneof(
    fc.constant(china),
    days.map((list) => workCalendar([], list)),
  )

  test('n workdays before is a workday, earlier, with exactly n of them in between', () => {
    fc.assert(
      fc.property(date, fc.integer({ min: 1, max: 40 }), someCalendar, (due, count, calendar) => {
        const before = workdaysBefore(due, count, calendar)
        expect(before < due && isWorkday(before, calendar)).toBe(true)
        expect(workdaysBetween(addDays(before, -1), addDays(due, -1), calendar)).toBe(count)
      }),
    )
  })

  test('counts add up, never fall, and never exceed the calendar days', () => {
    fc.assert(
      fc.property(date, date, date, someCalendar, (a, b, c, calendar) => {
        const [first = '', second = '', third = ''] = [a, b, c].sort()
        const count = (from: string, to: string) => workdaysBetween(from, to, calendar)
        expect(count(first, third)).toBe(count(first, second) + count(second, third))
        expect(count(first, third)).toBeLessThanOrEqual(dayNumber(third) - dayNumber(first))
      }),
    )
  })

  test('dates are China’s, whatever the zone of the instant', () => {
    fc.assert(
      fc.property(date, fc.integer({ min: 0, max: 86_399 }), (day, second) => {
        expect(chinaDate(Date.parse(`${day}T00:00:00+08:00`) + second * 1000)).toBe(day)
        expect(dateOfDay(dayNumber(day))).toBe(day)
      }),
    )
  })
})

describe('our own date', () => {
  const long = Date.parse('2022-01-01T00:00:00+08:00')
  test.each([
    // JS: Sunday 15 May. One day for the seal and one for the way: Friday and Thursday before.
    ['2022-05-15T23:59:00+08:00', 2, '2022-05-12T17:00:00+08:00'],
    ['2022-05-15T23:59:00+08:00', 1, '2022-05-13T17:00:00+08:00'],
    // A Monday after a Saturday that was worked.
    ['2022-05-09T23:59:00+08:00', 1, '2022-05-07T17:00:00+08:00'],
    // The first day after 劳动节.
    ['2022-05-05T12:00:00+08:00', 1, '2022-04-29T17:00:00+08:00'],
    ['2022-10-08T12:00:00+08:00', 3, '2022-09-28T17:00:00+08:00'],
    ['2022-05-19T00:30:00+08:00', 1, '2022-05-18T17:00:00+08:00'],
    ['2022-05-19T23:59:00+08:00', 0, null],
  ])('%s less %i workdays', (dueAt, days_, own) => {
    expect(leadDate(dueAt, days_, long, china)).toBe(own)
  })

  test('none where it is past already', () => {
    const due = '2022-05-15T23:59:00+08:00'
    expect(leadDate(due, 2, Date.parse('2022-05-12T16:59:00+08:00'), china)).toBe('2022-05-12T17:00:00+08:00')
    expect(leadDate(due, 2, Date.parse('2022-05-12T17:00:00+08:00'), china)).toBeNull()
  })

  test('the day for the seal counts only where there is one', () => {
    const dueAt = '2022-05-15T23:59:00+08:00'
    const own = (stamped: boolean) => suggestedDue({ dueAt, stamped }, usualLeadDays, long, china)
    expect([own(true), own(false)]).toEqual(['2022-05-12T17:00:00+08:00', '2022-05-13T17:00:00+08:00'])
    expect(suggestedDue({ dueAt: null, stamped: true }, usualLeadDays, long, china)).toBeNull()
  })
})
