import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { certificateNumber, isCertificatePattern } from '../../shared/domain/certificate-number.ts'
import {
  type Award,
  type JudgedEntry,
  placeAwards,
  type RankedEntry,
  rankEntries,
  voidDecisions,
} from '../../shared/domain/review.ts'
import {
  compareStandings,
  meanText,
  reviewerTotal,
  type Standing,
  standingOf,
  tenthsOf,
  tenthsText,
} from '../../shared/domain/review-points.ts'
import { weekendsOnly, workdaysAfter } from '../../shared/domain/workdays.ts'

const criteria = [
  { id: 'subject', label: '主题内容', max: 40 },
  { id: 'craft', label: '制作水平', max: 60 },
]
const rules = { criteria, dropExtremes: false }
const dropping = { criteria, dropExtremes: true }

/** Points of the reviewers in turn: subject and craft. */
function entry(entryId: string, sheets: readonly (readonly [string, string])[], number = 1): JudgedEntry {
  return {
    entryId,
    number,
    scores: sheets.map(([subject, craft], at) => ({ reviewerId: `r${at}`, points: { subject, craft } })),
    tie: null,
  }
}
const decided = (one: JudgedEntry, id: string, order: number): JudgedEntry => ({
  ...one,
  tie: { id, order, reason: '评委会合议' },
})
const brief = (ranked: readonly RankedEntry[]) => ranked.map(({ entryId, rank, tie }) => [entryId, rank, tie])

describe('points', () => {
  it('are whole tenths; what is no number of that kind is none', () => {
    expect(['0', '7', '07.0', '12.5', '100'].map(tenthsOf)).toEqual([0, 70, 70, 125, 1000])
    expect(['', '-1', '1.25', 'x', '1,5', '1000'].map(tenthsOf)).toEqual([null, null, null, null, null, null])
    expect([0, 5, 125, 880].map(tenthsText)).toEqual(['0', '0.5', '12.5', '88'])
  })

  it('make a total only when every criterion is scored', () => {
    expect(reviewerTotal({ subject: '30.5', craft: '50.5' }, criteria)).toBe(810)
    expect(reviewerTotal({ subject: '30.5' }, criteria)).toBeNull()
    expect(reviewerTotal({}, [])).toBeNull()
  })

  it('have a mean of two places, half up', () => {
    const mean = (...totals: string[]) => {
      const standing = standingOf(
        entry(
          'a',
          totals.map((total) => [total, '0'] as const),
        ).scores,
        criteria,
        false,
      )
      return standing && meanText(standing)
    }
    expect(mean('80')).toBe('80.00')
    expect(mean('10', '10', '11')).toBe('10.33')
    expect(mean('10', '10.1', '10.1', '10.1')).toBe('10.08')
    expect(mean('0.1', '0', '0', '0', '0', '0', '0', '0')).toBe('0.01')
    expect(mean('0.1', ...Array<string>(20).fill('0'))).toBe('0.00')
  })
})

describe('ranking', () => {
  it('goes by the exact mean, not by the one that is written', () => {
    const thirds = entry(
      'thirds',
      [
        ['10', '0'],
        ['10', '0'],
        ['10.1', '0'],
      ],
      1,
    )
    const thirtieths = entry('thirtieths', [...Array<[string, string]>(29).fill(['10', '0']), ['11', '0']], 2)
    const ranked = rankEntries([thirds, thirtieths], rules)
    expect(ranked.map(({ mean }) => mean)).toEqual(['10.03', '10.03'])
    expect(brief(ranked)).toEqual([
      ['thirds', 1, 'open'],
      ['thirtieths', 1, 'open'],
    ])
    const near = entry('near', [...Array<[string, string]>(28).fill(['10', '0']), ['11', '0']], 3)
    expect(brief(rankEntries([thirds, near], rules))).toEqual([
      ['near', 1, 'none'],
      ['thirds', 2, 'none'],
    ])
  })

  it('parts equal means by the criteria in their order, then by the median, and says by which', () => {
    const a = entry(
      'a',
      [
        ['30', '50'],
        ['30', '50'],
      ],
      1,
    )
    const b = entry(
      'b',
      [
        ['31', '49'],
        ['31', '49'],
      ],
      2,
    )
    const ranked = rankEntries([a, b], rules)
    expect(brief(ranked)).toEqual([
      ['b', 1, 'by-rule'],
      ['a', 2, 'by-rule'],
    ])
    expect(ranked[0]?.tieReason).toContain('主题内容')
    const even = entry(
      'even',
      [
        ['30', '50'],
        ['30', '50'],
        ['30', '50'],
      ],
      1,
    )
    const skew = entry(
      'skew',
      [
        ['31', '51'],
        ['31', '51'],
        ['28', '48'],
      ],
      2,
    )
    expect(rankEntries([even, skew], rules)[0]).toMatchObject({ entryId: 'skew', tie: 'by-rule' })
    expect(rankEntries([even, skew], rules)[0]?.tieReason).toContain('中位数')
  })

  it('leaves what no rule parts at one rank, and counts on behind it', () => {
    const same = [['30', '50']] as const
    const ranked = rankEntries(
      [entry('a', same, 2), entry('b', same, 1), entry('c', [['1', '1']], 3), entry('d', [], 4)],
      rules,
    )
    expect(brief(ranked)).toEqual([
      ['b', 1, 'open'],
      ['a', 1, 'open'],
      ['c', 3, 'none'],
      ['d', null, 'none'],
    ])
    expect(ranked[3]).toMatchObject({ mean: null, reviewers: 0 })
  })

  it('shows how many have scored in full; half a sheet does not count', () => {
    const half: JudgedEntry = {
      ...entry('a', [['30', '50']]),
      scores: [
        { reviewerId: 'r0', points: { subject: '30', craft: '50' } },
        { reviewerId: 'r1', points: { subject: '1' } },
      ],
    }
    expect(rankEntries([half], rules)[0]).toMatchObject({ mean: '80.00', reviewers: 1 })
  })

  it('drops one highest and one lowest total from four reviewers on', () => {
    const four = entry('a', [
      ['0', '0'],
      ['20', '50'],
      ['20', '52'],
      ['40', '60'],
    ])
    expect(rankEntries([four], dropping)[0]?.mean).toBe('71.00')
    expect(rankEntries([four], rules)[0]?.mean).toBe('60.50')
    expect(
      rankEntries(
        [
          entry('a', [
            ['0', '0'],
            ['20', '50'],
            ['40', '60'],
          ]),
        ],
        dropping,
      )[0]?.mean,
    ).toBe('56.67')
  })

  it('takes a decision for exactly the entries that it was about', () => {
    const same = [['30', '50']] as const
    const a = decided(entry('a', same, 1), 'one', 2)
    const b = decided(entry('b', same, 2), 'one', 1)
    expect(brief(rankEntries([a, b], rules))).toEqual([
      ['b', 1, 'by-person'],
      ['a', 2, 'by-person'],
    ])
    const joined = [a, b, entry('c', same, 3)]
    expect(rankEntries(joined, rules).map(({ rank, tie }) => [rank, tie])).toEqual(Array(3).fill([1, 'open']))
    expect([...voidDecisions(joined, rankEntries(joined, rules))]).toEqual(['one'])
    const parted = [a, decided(entry('b', [['30', '49']], 2), 'one', 1)]
    expect(brief(rankEntries(parted, rules))).toEqual([
      ['a', 1, 'none'],
      ['b', 2, 'none'],
    ])
    expect([...voidDecisions(parted, rankEntries(parted, rules))]).toEqual(['one'])
    const merged = [a, b, decided(entry('c', same, 3), 'two', 1), decided(entry('d', same, 4), 'two', 2)]
    expect(rankEntries(merged, rules).every(({ tie }) => tie === 'open')).toBe(true)
    expect(voidDecisions([a, b], rankEntries([a, b], rules)).size).toBe(0)
  })
})

describe('awards', () => {
  const awards: Award[] = [
    { id: 'first', name: '一等奖', count: 1 },
    { id: 'second', name: '二等奖', count: 2 },
    { id: 'third', name: '三等奖', count: null },
  ]
  const at = (...ranks: (number | null)[]): RankedEntry[] =>
    ranks.map((rank, index) => ({
      entryId: `e${index}`,
      rank,
      mean: rank === null ? null : '1.00',
      reviewers: 1,
      tie: 'none',
      tieReason: null,
    }))
  const place = (ranked: RankedEntry[], hand: Record<string, string> = {}) => {
    const placed = placeAwards(ranked, awards, new Map(Object.entries(hand)))
    return ranked.map(({ entryId }) => {
      const one = placed.get(entryId)
      return one?.awardOpen ? 'open' : (one?.awardId ?? null)
    })
  }

  it('go by rank as far as they reach; one without a number is given by hand alone', () => {
    expect(place(at(1, 2, 3, 4, null))).toEqual(['first', 'second', 'second', null, null])
    expect(place(at(1, 2, 3, 4), { e3: 'third' })).toEqual(['first', 'second', 'second', 'third'])
  })

  it('given or refused by hand come off first', () => {
    expect(place(at(1, 2, 3, 4), { e3: 'first' })).toEqual(['second', 'second', null, 'first'])
    expect(place(at(1, 2, 3, 4), { e0: '' })).toEqual([null, 'first', 'second', 'second'])
  })

  it('are open where one rank stands across a border, and only there', () => {
    expect(place(at(1, 1, 3, 4))).toEqual(['open', 'open', 'second', null])
    expect(place(at(1, 2, 2, 4))).toEqual(['first', 'second', 'second', null])
    expect(place(at(1, 2, 3, 3, 5))).toEqual(['first', 'second', 'open', 'open', null])
    expect(place(at(1, 2, 3, 4, 4))).toEqual(['first', 'second', 'second', null, null])
    expect(place(at(1, 1, 3, 4), { e1: '' })).toEqual(['first', null, 'second', 'second'])
  })
})

describe('by property', () => {
  const points = fc.integer({ min: 0, max: 80 }).map((half) => tenthsText(half * 5))
  const sheet = fc.record({ subject: points, craft: points })
  const cell = fc.option(sheet, { nil: null, freq: 6 })
  const table = fc.record({
    grid: fc.array(fc.array(cell, { minLength: 5, maxLength: 5 }), { minLength: 1, maxLength: 12 }),
    dropExtremes: fc.boolean(),
  })
  type Grid = ({ subject: string; craft: string } | null)[][]
  const entriesOf = (grid: Grid): JudgedEntry[] =>
    grid.map((row, at) => ({
      entryId: `e${at}`,
      number: at + 1,
      scores: row.flatMap((one, reviewer) => (one ? [{ reviewerId: `r${reviewer}`, points: { ...one } }] : [])),
      tie: null,
    }))
  const ranksOf = (entries: readonly JudgedEntry[], dropExtremes: boolean) =>
    Object.fromEntries(rankEntries(entries, { criteria, dropExtremes }).map((one) => [one.entryId, one]))

  it('standings are in a total preorder', () => {
    fc.assert(
      fc.property(table, ({ grid, dropExtremes }) => {
        const all = entriesOf(grid)
          .map(({ scores }) => standingOf(scores, criteria, dropExtremes))
          .filter((one): one is Standing => one !== null)
        const order = (a: Standing, b: Standing) => compareStandings(a, b).order
        for (const a of all)
          for (const b of all) {
            expect(order(a, b) + order(b, a)).toBe(0)
            for (const c of all) if (order(a, b) <= 0 && order(b, c) <= 0) expect(order(a, c)).toBeLessThanOrEqual(0)
          }
      }),
      { numRuns: 60 },
    )
  })

  it('neither the order of reviewers nor that of entries matters', () => {
    fc.assert(
      fc.property(table, fc.infiniteStream(fc.integer({ min: 0, max: 1000 })), ({ grid, dropExtremes }, stream) => {
        const shuffled = <T>(list: readonly T[]): T[] =>
          list
            .map((value) => ({ value, key: stream.next().value ?? 0 }))
            .sort((a, b) => a.key - b.key)
            .map(({ value }) => value)
        const entries = entriesOf(grid)
        const other = shuffled(entries.map((one) => ({ ...one, scores: shuffled(one.scores) })))
        expect(ranksOf(other, dropExtremes)).toEqual(ranksOf(entries, dropExtremes))
      }),
      { numRuns: 100 },
    )
  })

  it('a score that is raised never lowers the rank', () => {
    fc.assert(
      fc.property(
        table,
        fc.nat(),
        fc.nat(),
        fc.integer({ min: 1, max: 30 }),
        ({ grid, dropExtremes }, row, column, by) => {
          const entries = entriesOf(grid)
          const at = row % entries.length
          const one = entries[at]
          const chosen = one?.scores[column % Math.max(one.scores.length, 1)]
          if (!one || !chosen) return
          const raised = tenthsText((tenthsOf(chosen.points.subject ?? '0') ?? 0) + by)
          const scores = one.scores.map((other) =>
            other === chosen ? { ...other, points: { ...other.points, subject: raised } } : other,
          )
          const before = ranksOf(entries, dropExtremes)[one.entryId]?.rank ?? 0
          const after = ranksOf(entries.with(at, { ...one, scores }), dropExtremes)[one.entryId]?.rank ?? 0
          expect(after).toBeLessThanOrEqual(before)
        },
      ),
      { numRuns: 300 },
    )
  })

  it('no more awards are given than there are, and never one past a better rank without any', () => {
    const counts = fc.array(fc.option(fc.nat({ max: 4 }), { nil: null }), { maxLength: 4 })
    const hand = fc.dictionary(
      fc.integer({ min: 0, max: 11 }).map((n) => `e${n}`),
      fc.constantFrom('', 'a0', 'a1'),
    )
    fc.assert(
      fc.property(table, counts, hand, ({ grid, dropExtremes }, numbers, wanted) => {
        const awards = numbers.map((count, at) => ({ id: `a${at}`, name: `${at}`, count }))
        const ranked = rankEntries(entriesOf(grid), { criteria, dropExtremes })
        // Given by hand only as far as there are places: setAward refuses the rest.
        const left = new Map(awards.map(({ id, count }) => [id, count ?? 99]))
        const byHand = new Map(
          Object.entries(wanted).filter(([id, award]) => {
            if (!ranked.some(({ entryId }) => entryId === id)) return false
            if (award === '') return true
            const places = left.get(award) ?? 0
            left.set(award, places - 1)
            return places > 0
          }),
        )
        const placed = placeAwards(ranked, awards, byHand)
        for (const { id, count } of awards) {
          const given = [...placed.values()].filter(({ awardId }) => awardId === id).length
          if (count !== null) expect(given).toBeLessThanOrEqual(count)
          else for (const [entryId, { awardId }] of placed) if (awardId === id) expect(byHand.get(entryId)).toBe(id)
        }
        let worst = -1
        for (const { entryId } of ranked) {
          const one = placed.get(entryId)
          if (!one || byHand.has(entryId) || one.awardOpen) continue
          const at = one.awardId === null ? awards.length : awards.findIndex(({ id }) => id === one.awardId)
          expect(at).toBeGreaterThanOrEqual(worst)
          worst = at
        }
      }),
      { numRuns: 300 },
    )
  })
})

it('certificates are numbered by a pattern with one mark', () => {
  expect(certificateNumber('示科证〔2022〕{号}', 7)).toBe('示科证〔2022〕007')
  expect(certificateNumber('{号}号', 1234)).toBe('1234号')
  expect(['', 'a{号}', '{号}{号}', 'a'].map(isCertificatePattern)).toEqual([true, true, false, false])
})

it('公示 counts workdays from the day after', () => {
  expect(workdaysAfter('2022-05-27', 0, weekendsOnly)).toBe('2022-05-27')
  expect(workdaysAfter('2022-05-27', 1, weekendsOnly)).toBe('2022-05-30')
  expect(workdaysAfter('2022-05-27', 5, weekendsOnly)).toBe('2022-06-03')
})
