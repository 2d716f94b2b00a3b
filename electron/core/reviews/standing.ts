/** The scores of a review and what follows from them by rule. */
import type { Queryable } from '../../../db/connection.ts'
import {
  dropDecisions,
  type ReviewEntryRow,
  type ReviewerRow,
  type ReviewRow,
  reviewEntries,
  reviewersOf,
  scoreSheets,
} from '../../../db/queries/reviews.ts'
import type { ReviewSettings } from '../../../shared/api/reviews.ts'
import {
  type JudgedEntry,
  placeAwards,
  type RankedEntry,
  type ReviewResultRow,
  rankEntries,
  voidDecisions,
} from '../../../shared/domain/review.ts'
import { type ReviewerPoints, reviewerTotal } from '../../../shared/domain/review-points.ts'
import type { HandlerContext } from '../handlers/context.ts'
import { noteHistory, settingsOf } from './need.ts'

export interface ReviewStanding {
  readonly row: ReviewRow
  readonly settings: ReviewSettings
  readonly reviewers: readonly ReviewerRow[]
  /** By their numbers, also those that are out. */
  readonly entries: readonly ReviewEntryRow[]
  readonly scores: ReadonlyMap<string, readonly ReviewerPoints[]>
  readonly judged: readonly JudgedEntry[]
  /** The best first. */
  readonly ranked: readonly RankedEntry[]
}

export async function reviewStanding(db: Queryable, row: ReviewRow): Promise<ReviewStanding> {
  const settings = settingsOf(row)
  const entries = await reviewEntries(db, row.review_id)
  const scores = new Map<string, ReviewerPoints[]>()
  for (const { entry_id, reviewer_id, points_json } of await scoreSheets(db, row.review_id)) {
    const sheet = { reviewerId: reviewer_id, points: JSON.parse(points_json) as Record<string, string> }
    const of = scores.get(entry_id)
    if (of) of.push(sheet)
    else scores.set(entry_id, [sheet])
  }
  const judged = entries
    .filter((entry) => entry.out_reason === null)
    .map(({ entry_id, number, tie_decision, tie_order, tie_reason }) => ({
      entryId: entry_id,
      number,
      scores: scores.get(entry_id) ?? [],
      tie: tie_decision === null ? null : { id: tie_decision, order: tie_order ?? 0, reason: tie_reason ?? '' },
    }))
  const reviewers = await reviewersOf(db, row.review_id)
  return { row, settings, reviewers, entries, scores, judged, ranked: rankEntries(judged, settings) }
}

/** While the review is open awards follow the ranks; once it is closed they are what was fixed. */
export function resultRows({ row, settings, entries, ranked }: ReviewStanding): ReviewResultRow[] {
  const byId = new Map(entries.map((entry) => [entry.entry_id, entry]))
  const hand = entries.flatMap(({ entry_id, award_id, award_reason }): [string, string][] =>
    award_reason === null ? [] : [[entry_id, award_id ?? '']],
  )
  const places = placeAwards(ranked, settings.awards, new Map(hand))
  return ranked.map((one) => {
    const entry = byId.get(one.entryId)
    const fixed = { awardId: entry?.award_id || null, awardOpen: false }
    const { awardId, awardOpen } = row.state === 'closed' ? fixed : (places.get(one.entryId) ?? fixed)
    return {
      ...one,
      awardId,
      awardReason: entry?.award_reason ?? null,
      awardOpen,
      certificateNumber: awardId === null ? null : (entry?.certificate_number ?? null),
      recommended: entry?.recommended_at != null,
    }
  })
}

export interface MissingScores {
  readonly name: string
  readonly numbers: number[]
}

/** Of every reviewer the works that are not scored in full. */
export function missingScores({ reviewers, judged, settings }: ReviewStanding): MissingScores[] {
  return reviewers
    .map(({ reviewer_id, name }) => ({
      name,
      numbers: judged
        .filter(({ scores }) => {
          const points = scores.find(({ reviewerId }) => reviewerId === reviewer_id)?.points
          return points === undefined || reviewerTotal(points, settings.criteria) === null
        })
        .map(({ number }) => number),
    }))
    .filter(({ numbers }) => numbers.length > 0)
}

/** After anything but a score has changed: decisions about ties that are none any more go. Inside a transaction. */
export async function settleDecisions(ctx: HandlerContext, trx: Queryable, row: ReviewRow): Promise<void> {
  const { judged, ranked } = await reviewStanding(trx, row)
  const dead = voidDecisions(judged, ranked)
  if (dead.size === 0) return
  const numbers = judged.flatMap(({ tie, number }) => (tie && dead.has(tie.id) ? [number] : []))
  await dropDecisions(trx, row.review_id, [...dead])
  await noteHistory(ctx, trx, row.review_id, `${numbers.join('、')} 号并列的先后决定作废`, '并列的情形变了')
}
