/**
 * Points of reviewers, exactly: whole tenths, never a float with a fraction. What an entry has from its reviewers, and how
 * two of them compare. Pure.
 */
import { toUnits } from '../form/decimal.ts'

export interface ReviewCriterion {
  readonly id: string
  readonly label: string
  /** Highest number of points. */
  readonly max: number
}
/** Points of one reviewer for one entry, by criterion: decimal digits with at most one place. */
export interface ReviewerPoints {
  readonly reviewerId: string
  readonly points: Readonly<Record<string, string>>
}

const tenth = 100_000n
const known = new Map<string, number | null>()

/** Whole tenths, 0–9999; null where it is no such number. */
export function tenthsOf(points: string): number | null {
  const before = known.get(points)
  if (before !== undefined) return before
  const units = toUnits(points)
  const tenths =
    units === null || units < 0n || units % tenth !== 0n || units / tenth > 9999n ? null : Number(units / tenth)
  // As many as there are different points, and no more.
  if (known.size < 20_000) known.set(points, tenths)
  return tenths
}

/** 875 → 87.5, 880 → 88. */
export const tenthsText = (tenths: number): string =>
  tenths % 10 === 0 ? String(tenths / 10) : `${Math.floor(tenths / 10)}.${tenths % 10}`

/** Sum of the criteria in tenths; null until every criterion is scored. */
export function reviewerTotal(
  points: Readonly<Record<string, string>>,
  criteria: readonly ReviewCriterion[],
): number | null {
  let sum = 0
  for (const { id } of criteria) {
    // The office names its criteria: one may be called like something that every object has.
    const text = Object.hasOwn(points, id) ? points[id] : undefined
    const tenths = text === undefined ? null : tenthsOf(text)
    if (tenths === null) return null
    sum += tenths
  }
  return criteria.length === 0 ? null : sum
}

/** What counts of the highest and the lowest total needs this many reviewers. */
export const fewestForExtremes = 4

/** Where an entry stands. All numbers are whole, so that equal is equal. */
export interface Standing {
  /** Reviewers that scored every criterion. */
  readonly reviewers: number
  /** Tenths: the totals that count, and how many they are. */
  readonly sum: number
  readonly counted: number
  /** Tenths by criterion, in order, of all `reviewers`: the extremes too, so that a raised score can never do harm. */
  readonly byCriterion: readonly number[]
  /** Twice the median of all totals, in tenths. */
  readonly twiceMedian: number
}

/** Null while nobody has scored it in full. */
export function standingOf(
  scores: readonly ReviewerPoints[],
  criteria: readonly ReviewCriterion[],
  dropExtremes: boolean,
): Standing | null {
  const byCriterion = criteria.map(() => 0)
  const totals: number[] = []
  for (const { points } of scores) {
    const total = reviewerTotal(points, criteria)
    if (total === null) continue
    totals.push(total)
    for (const [at, { id }] of criteria.entries())
      byCriterion[at] = (byCriterion[at] ?? 0) + (tenthsOf(points[id] ?? '') ?? 0)
  }
  if (totals.length === 0) return null
  totals.sort((a, b) => a - b)
  const counting = dropExtremes && totals.length >= fewestForExtremes ? totals.slice(1, -1) : totals
  const middle = totals.length >> 1
  const upper = totals[middle] ?? 0
  return {
    reviewers: totals.length,
    sum: counting.reduce((sum, total) => sum + total, 0),
    counted: counting.length,
    byCriterion,
    twiceMedian: totals.length % 2 === 1 ? 2 * upper : upper + (totals[middle - 1] ?? 0),
  }
}

/** Two decimal places, half up: 87.335 is written 87.34. Only for reading: ranks follow the exact mean. */
export function meanText({ sum, counted }: Standing): string {
  const hundredths = Math.floor((2 * sum * 10 + counted) / (2 * counted))
  return `${Math.floor(hundredths / 100)}.${String(hundredths % 100).padStart(2, '0')}`
}

/** How far two fractions lie apart, by sign: negative when the first is the larger one. */
const larger = (a: number, ofA: number, b: number, ofB: number): number => Math.sign(b * ofA - a * ofB)

export const sameMean = (a: Standing, b: Standing): boolean => larger(a.sum, a.counted, b.sum, b.counted) === 0

/** What parted two standings: the mean, a criterion (its place), the median, or nothing. */
export type Parting = { by: 'mean' } | { by: 'criterion'; at: number } | { by: 'median' } | { by: 'nothing' }

/** By exact mean, then by the mean of each criterion in its order, then by the median. Negative: `a` is the better one. */
export function compareStandings(a: Standing, b: Standing): { order: number; parting: Parting } {
  const mean = larger(a.sum, a.counted, b.sum, b.counted)
  if (mean !== 0) return { order: mean, parting: { by: 'mean' } }
  for (const [at, points] of a.byCriterion.entries()) {
    const order = larger(points, a.reviewers, b.byCriterion[at] ?? 0, b.reviewers)
    if (order !== 0) return { order, parting: { by: 'criterion', at } }
  }
  const median = Math.sign(b.twiceMedian - a.twiceMedian)
  return { order: median, parting: median === 0 ? { by: 'nothing' } : { by: 'median' } }
}
