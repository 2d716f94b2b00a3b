import { describe, expect, test } from 'vitest'
import { dayText, dueText, instantOf, momentText, wallClock } from '../../../renderer/text/dates.ts'

const at = (instant: string) => Date.parse(instant)

describe('days left count calendar days in Beijing time', () => {
  const due = '2022-05-15T23:59:00+08:00'
  test.each([
    ['2022-05-12T00:30:00+08:00', '还有 3 天', 'soon'],
    ['2022-05-11T23:50:00+08:00', '还有 4 天', 'calm'],
    ['2022-05-14T23:59:00+08:00', '明天到期', 'soon'],
    ['2022-05-15T00:00:00+08:00', '今天到期', 'soon'],
    // Another time zone on the machine does not move the day.
    ['2022-05-14T16:30:00Z', '今天到期', 'soon'],
    ['2022-05-16T00:01:00+08:00', '已过期 1 天', 'overdue'],
    ['2022-06-01T08:00:00+08:00', '已过期 17 天', 'overdue'],
  ])('at %s: %s', (now, text, tone) => {
    expect(dueText(due, at(now))).toEqual({ text, tone })
  })

  test('a deadline that passed this morning is overdue the same day', () => {
    expect(dueText('2022-05-15T12:00:00+08:00', at('2022-05-15T12:01:00+08:00'))).toEqual({
      text: '今天已过时',
      tone: 'overdue',
    })
  })
})

test('the year is said only where it is another one', () => {
  expect(dayText('2022-05-15T23:59:00+08:00', at('2022-01-01T00:00:00+08:00'))).toBe('5月15日')
  expect(dayText('2022-05-15T23:59:00+08:00', at('2023-01-01T00:00:00+08:00'))).toBe('2022年5月15日')
})

test('moments near now are said as today and yesterday', () => {
  const now = at('2022-05-15T09:00:00+08:00')
  expect(momentText('2022-05-15T00:05:00+08:00', now)).toBe('今天 00:05')
  expect(momentText('2022-05-14T15:55:00Z', now)).toBe('昨天 23:55')
})

test('a wall clock and its instant are inverse', () => {
  expect(wallClock('2022-05-12T10:00:00Z')).toBe('2022-05-12 18:00')
  expect(instantOf('2022-05-12 18:00')).toBe('2022-05-12T18:00:00+08:00')
  expect(at(instantOf(wallClock('2022-12-31T16:30:00Z')))).toBe(at('2022-12-31T16:30:00Z'))
})
