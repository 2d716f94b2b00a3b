import { describe, expect, it } from 'vitest'
import { idleMs, isTimeToLock } from '../../../renderer/app/lock/idle.ts'

const minutes = (n: number): number => n * 60_000

describe('an empty desk', () => {
  it('is judged by our window while it is in front, by the whole system while another one is', () => {
    expect(idleMs({ windowMs: minutes(9), focused: true, systemMs: minutes(1) })).toBe(minutes(9))
    expect(idleMs({ windowMs: minutes(9), focused: false, systemMs: minutes(1) })).toBe(minutes(1))
    expect(idleMs({ windowMs: minutes(2), focused: false, systemMs: minutes(5) })).toBe(minutes(2))
    // A system that says nothing keeps nobody's desk open.
    expect(idleMs({ windowMs: minutes(9), focused: false, systemMs: null })).toBe(minutes(9))
  })

  it('locks when the time is up, never where 0 is set', () => {
    const facts = { windowMs: minutes(10), focused: true, systemMs: null }
    expect(isTimeToLock(facts, 10)).toBe(true)
    expect(isTimeToLock({ ...facts, windowMs: minutes(10) - 1 }, 10)).toBe(false)
    expect(isTimeToLock(facts, 0)).toBe(false)
  })
})
