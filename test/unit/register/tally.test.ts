/** The figures kept in step by single changes are those that counting everything anew gives. */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { ActivityValues } from '../../../shared/register/activity.ts'
import { computeFigure } from '../../../shared/register/figures.ts'
import type { FigureRule } from '../../../shared/register/rules.ts'
import { FigureTally, mayMoveFigures, type TalliedActivity } from '../../../shared/register/tally.ts'
import { syntheticActivities } from '../../support/activities.ts'

const noticeId = 'made-up'
const rules: readonly FigureRule[] = [
  { kind: 'sum', of: 'sessions', emptyAs: '1' },
  { kind: 'sum', of: 'onsite' },
  { kind: 'sum', of: 'fundsCounty', where: { modules: ['a'] } },
  { kind: 'sum', of: 'plannedOnsite', where: { states: ['planned', 'held'], main: true } },
  { kind: 'count' },
  { kind: 'count', where: { ministryTask: true } },
  { kind: 'items' },
  { kind: 'outlets' },
  { kind: 'outlets', where: { modules: ['a', 'b'] } },
  { kind: 'venues', of: 'venue' },
  { kind: 'notes', of: 'inKindNote' },
  { kind: 'notes', of: 'joint', where: { states: ['planned', 'held', 'cancelled'] } },
]
const pool: readonly ActivityValues[] = syntheticActivities(120, { seed: 11, noticeId, modules: ['a', 'b', 'c'] }).map(
  (one, at) => ({
    ...one,
    // Names and notes that are one but for how they are typed, and some of another notice.
    inKindNote: ['', '图书', '图 书', ' 图书', 'ＣＤ', 'cd', 'CD'][at % 7] as string,
    joint: ['', '与气象局联合', '与气象局联合 '][at % 3] as string,
    notices: at % 11 === 0 ? [{ noticeId: 'another', modules: [] }] : one.notices,
  }),
)

/** As the store orders them: by day, then as they were written down. */
const inOrder = (all: Iterable<TalliedActivity>): TalliedActivity[] => {
  const key = (one: TalliedActivity): string =>
    [one.values.time.from ?? '9999', one.createdAt, one.activityId].join('\n')
  return [...all].sort((one, other) => (key(one) < key(other) ? -1 : 1))
}

it('after any changes every figure is the one that counting all gives', () => {
  const step = fc.record({
    slot: fc.integer({ min: 0, max: 11 }),
    values: fc.option(fc.integer({ min: 0, max: pool.length - 1 }), { freq: 4 }),
  })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const tally = new FigureTally(rules, noticeId)
      const there = new Map<number, TalliedActivity>()
      for (const { slot, values } of steps) {
        const before = there.get(slot)
        if (before) tally.remove(before)
        there.delete(slot)
        if (values !== null) {
          const after = {
            activityId: `activity-${slot}`,
            createdAt: before?.createdAt ?? `2022-05-${10 + (slot % 3)}`,
            values: pool[values] as ActivityValues,
          }
          tally.add(after)
          there.set(slot, after)
        }
        const all = inOrder(there.values())
        expect(rules.map((rule) => tally.value(rule))).toEqual(
          rules.map((rule) => computeFigure(rule, all, noticeId).value),
        )
      }
      expect(tally.size).toBe(there.size)
    }),
    { numRuns: 60 },
  )
})

it('facts beside the figures move none of them, all others may', () => {
  const [one, other] = pool as [ActivityValues, ActivityValues]
  const counted = (values: ActivityValues) =>
    rules.map((rule) => computeFigure(rule, [{ activityId: 'x', values }], noticeId))
  for (const values of pool)
    for (const fact of Object.keys(one) as (keyof ActivityValues)[])
      if (!mayMoveFigures([fact])) expect(counted({ ...values, [fact]: other[fact] }), fact).toEqual(counted(values))
  for (const fact of ['state', 'time', 'notices', 'main', 'press', 'venues', 'onsite', 'joint', 'deleted'])
    expect(mayMoveFigures(['title', fact]), fact).toBe(true)
  expect(mayMoveFigures(['title', 'files', 'personal'])).toBe(false)
})

it('it knows by which rules it counts', () => {
  const tally = new FigureTally([{ kind: 'count' }, { kind: 'items' }], noticeId)
  expect(tally.counts([{ kind: 'items' }, { kind: 'count' }, { kind: 'count' }])).toBe(true)
  expect(tally.counts([{ kind: 'count' }])).toBe(false)
  expect(tally.counts([{ kind: 'count' }, { kind: 'outlets' }])).toBe(false)
  expect(tally.value({ kind: 'outlets' })).toBeNull()
})
