import { describe, expect, test } from 'vitest'
import { daysLeft, dueState, effectiveDue } from '../../shared/domain/deadlines.ts'
import { deliverableState, recordState } from '../../shared/domain/record-state.ts'

const at = (text: string): number => Date.parse(text)

describe('due dates', () => {
  test('the earlier of the notice’s date and our own holds', () => {
    const [early, late] = ['2022-05-13T17:30:00+08:00', '2022-05-15T23:59:00+08:00']
    expect(effectiveDue(late, early)).toBe(early)
    expect(effectiveDue(early, late)).toBe(early)
    expect(effectiveDue(null, early)).toBe(early)
    expect(effectiveDue(late, null)).toBe(late)
    expect(effectiveDue(null, null)).toBeNull()
  })

  test('days are calendar days in China, also for a computer set to another zone', () => {
    const due = '2022-05-15T23:59:00+08:00'
    expect(daysLeft(due, at('2022-05-15T00:00:00+08:00'))).toBe(0)
    expect(daysLeft(due, at('2022-05-14T23:59:59+08:00'))).toBe(1)
    // 15:59 UTC is 23:59 in China; one minute later it is the next day there.
    expect(daysLeft(due, at('2022-05-15T15:59:00Z'))).toBe(0)
    expect(daysLeft(due, at('2022-05-15T16:00:00Z'))).toBe(-1)
    expect(daysLeft('2022-05-15T16:30:00Z', at('2022-05-15T12:00:00Z'))).toBe(1)
  })

  test('a pack of a past year is never overdue', () => {
    const due = '2022-05-15T23:59:00+08:00'
    const now = at('2025-01-01T00:00:00Z')
    expect(dueState(due, now, true)).toBe('past')
    expect(dueState(due, now, false)).toBe('overdue')
    expect(dueState(due, at('2022-05-15T10:00:00+08:00'), false)).toBe('today')
    expect(dueState(due, at('2022-05-12T10:00:00+08:00'), false)).toBe('soon')
    expect(dueState(due, at('2022-05-01T10:00:00+08:00'), false)).toBe('later')
    expect(dueState(null, now, false)).toBe('none')
  })
})

describe('states', () => {
  const facts = {
    hasRevision: true,
    changed: false,
    mustStamp: true,
    stamped: true,
    sent: true,
    receipt: null,
  } as const
  test('a record: the receipt wins over sending, a change over everything', () => {
    expect(recordState({ ...facts, hasRevision: false, changed: true })).toBe('draft')
    expect(recordState({ ...facts, sent: false, stamped: false })).toBe('to-stamp')
    expect(recordState({ ...facts, sent: false })).toBe('to-send')
    expect(recordState({ ...facts, sent: false, mustStamp: false, stamped: false })).toBe('to-send')
    expect(recordState(facts)).toBe('sent')
    expect(recordState({ ...facts, receipt: 'accepted' })).toBe('accepted')
    expect(recordState({ ...facts, receipt: 'returned', changed: true })).toBe('draft')
  })
  test('a duty: none, a return, the one furthest behind', () => {
    expect(deliverableState([])).toBe('not-started')
    expect(deliverableState(['accepted', 'returned'])).toBe('returned')
    expect(deliverableState(['accepted', 'draft', 'sent'])).toBe('draft')
  })
})
