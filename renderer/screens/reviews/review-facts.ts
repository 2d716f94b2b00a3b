/** What a review's screen counts and names; pure. */
import type { Review, ReviewEntry } from '../../../shared/api/reviews.ts'
import type { ReviewResultRow } from '../../../shared/domain/review.ts'
import { fewestForExtremes, reviewerTotal } from '../../../shared/domain/review-points.ts'
import { chinaDate } from '../../../shared/domain/workdays.ts'
import { dayText } from '../../text/dates.ts'
import { entryLacks, lackNames, stepsOf } from '../../text/videos.ts'

export const judgedEntries = ({ entries }: Review): ReviewEntry[] =>
  entries.filter(({ outReason }) => outReason === null)

/** Judged, though something is missing: whoever runs the review decides whether it stays. */
export const lacking = (review: Review): ReviewEntry[] => judgedEntries(review).filter(({ lacks }) => lacks.length > 0)

/** 3 件不齐全：缺签名 2 件、视频不合要求 1 件 */
export function lacksSummary(entries: readonly Pick<ReviewEntry, 'lacks'>[]): string {
  const parts = entryLacks.flatMap((lack) => {
    const count = entries.filter(({ lacks }) => stepsOf(lacks).includes(lack)).length
    return count === 0 ? [] : [`${lackNames[lack]} ${count} 件`]
  })
  return `${entries.length} 件不齐全：${parts.join('、')}`
}

const nobody: Readonly<Record<string, string>> = {}
export const pointsOf = (entry: ReviewEntry, reviewerId: string): Readonly<Record<string, string>> =>
  entry.scores.find((sheet) => sheet.reviewerId === reviewerId)?.points ?? nobody

/** Tenths; null until every criterion is scored. */
export const totalOf = ({ settings }: Review, entry: ReviewEntry, reviewerId: string): number | null =>
  reviewerTotal(pointsOf(entry, reviewerId), settings.criteria)

export const unitOf = ({ unit, officeName }: ReviewEntry): string => unit || officeName

export type Undone = { reviewerId: string; name: string; entries: ReviewEntry[] }
/** Of every reviewer the works that are not scored in full. */
export function undone(review: Review): Undone[] {
  const judged = judgedEntries(review)
  return review.reviewers.map(({ reviewerId, name }) => ({
    reviewerId,
    name,
    entries: judged.filter((entry) => totalOf(review, entry, reviewerId) === null),
  }))
}

export type Tie = { rank: number; rows: ReviewResultRow[] /** At the border of an award. */; border: boolean }
/** Entries that no rule parts and nobody has put in order. */
export function openTies({ results }: Review): Tie[] {
  const ties = new Map<number, ReviewResultRow[]>()
  for (const row of results)
    if (row.tie === 'open' && row.rank !== null) ties.set(row.rank, [...(ties.get(row.rank) ?? []), row])
  return [...ties].map(([rank, rows]) => ({ rank, rows, border: rows.some(({ awardOpen }) => awardOpen) }))
}

export const awardName = ({ settings }: Review, awardId: string | null): string =>
  settings.awards.find(({ id }) => id === awardId)?.name ?? ''

/** Those with an award: by awards, then by rank. */
export const awarded = ({ settings, results }: Review): ReviewResultRow[] =>
  settings.awards.flatMap(({ id }) => results.filter(({ awardId }) => awardId === id))

export type Blocker =
  | { kind: 'no-reviewers' }
  | { kind: 'too-few-reviewers'; least: number; have: number }
  | { kind: 'missing'; of: Undone }
  | { kind: 'tie'; tie: Tie }
  | { kind: 'no-entries' }

/** What the core will refuse to close over. */
export function blockersOf(review: Review): Blocker[] {
  const { reviewers, settings } = review
  if (judgedEntries(review).length === 0) return [{ kind: 'no-entries' }]
  if (reviewers.length === 0) return [{ kind: 'no-reviewers' }]
  return [
    ...(settings.dropExtremes && reviewers.length < fewestForExtremes
      ? [{ kind: 'too-few-reviewers' as const, least: fewestForExtremes, have: reviewers.length }]
      : []),
    ...undone(review)
      .filter(({ entries }) => entries.length > 0)
      .map((of) => ({ kind: 'missing' as const, of })),
    ...openTies(review)
      .filter(({ border }) => border)
      .map((tie) => ({ kind: 'tie' as const, tie })),
  ]
}

const dayOf = (date: string, now: number): string => dayText(`${date}T00:00:00+08:00`, now)

/** Days of review in words: 5月21日至28日; '' where the notice names none. @param now milliseconds */
function reviewDays({ reviewFrom: from, reviewTo: to }: ReviewDays, now: number): string {
  if (from === null) return to === null ? '' : `${dayOf(to, now)}以前`
  if (to === null) return `${dayOf(from, now)}起`
  const sameMonth = from.slice(0, 7) === to.slice(0, 7)
  return `${dayOf(from, now)}至${sameMonth ? `${Number(to.slice(8))}日` : dayOf(to, now)}`
}

type ReviewDays = Pick<Review, 'state' | 'reviewFrom' | 'reviewTo'>
/** Of an open review: today is not among the days of the notice. Null: nothing to say. @param now milliseconds */
export function outsideDays(review: ReviewDays, now: number): string | null {
  const { state, reviewFrom, reviewTo } = review
  const today = chinaDate(now)
  const outside = (reviewFrom !== null && today < reviewFrom) || (reviewTo !== null && today > reviewTo)
  return state === 'open' && outside
    ? `评审时间按通知是 ${reviewDays(review, now)}，现在是 ${dayOf(today, now)}，不影响评审。`
    : null
}

/** 1、2、3 号; only the first few. */
export function numbersText(numbers: readonly number[]): string {
  const most = 6
  const shown = numbers.slice(0, most).join('、')
  return numbers.length > most ? `${shown}…号` : `${shown} 号`
}
