/** One cell of a score sheet, saved as it is typed; and what a person decides where scores are equal. */
import { v7 as uuidv7 } from 'uuid'
import type { z } from 'zod'
import {
  deleteScore,
  dropDecisions,
  putReviewNote,
  putScore,
  reviewer,
  scoreSheets,
  updateReviewEntry,
} from '../../../db/queries/reviews.ts'
import type { decideTieInput, scoreInput } from '../../../shared/api/reviews.ts'
import { tenthsOf, tenthsText } from '../../../shared/domain/review-points.ts'
import { Problem } from '../../../shared/problems.ts'
import type { HandlerContext } from '../handlers/context.ts'
import { coverNumbers } from '../personal/cover-numbers.ts'
import { needJudged, needOpenReview, noteHistory, settingsOf } from './need.ts'
import { reviewStanding } from './standing.ts'

/**
 * Touches this entry alone: nothing is ranked here. Pages are not told, they would read everything again at each cell.
 * @throws Problem review.closed, review.reviewer-unknown, review.entry-unknown, review.entry-out,
 * review.criterion-unknown, review.points-too-high
 */
export async function saveScore(ctx: HandlerContext, input: z.output<typeof scoreInput>): Promise<{ savedAt: string }> {
  const { reviewId, reviewerId, entryId, note } = input
  const savedAt = ctx.now().toISOString()
  await ctx.write(async (trx) => {
    const row = await needOpenReview(trx, reviewId)
    if (!(await reviewer(trx, reviewId, reviewerId))) throw new Problem('review.reviewer-unknown', { reviewerId })
    const entry = await needJudged(trx, reviewId, entryId)
    const { criteria } = settingsOf(row)
    const changes = Object.entries(input.points).map(([id, points]) => {
      const criterion = criteria.find((one) => one.id === id)
      if (!criterion) throw new Problem('review.criterion-unknown', { criterion: id })
      const tenths = points === null ? null : (tenthsOf(points) ?? 0)
      if (tenths !== null && tenths > criterion.max * 10)
        throw new Problem('review.points-too-high', {
          label: criterion.label,
          max: criterion.max,
          given: tenthsText(tenths),
        })
      return { id, points: tenths === null ? null : tenthsText(tenths) }
    })
    if (entry.tie_decision !== null) {
      const sheets = await scoreSheets(trx, reviewId, entryId)
      const sheet = sheets.find((one) => one.reviewer_id === reviewerId)
      const before = JSON.parse(sheet?.points_json ?? '{}') as Record<string, string>
      if (changes.some(({ id, points }) => (before[id] ?? null) !== points)) {
        await dropDecisions(trx, reviewId, [entry.tie_decision])
        await noteHistory(ctx, trx, reviewId, `${entry.number} 号所在并列的先后决定作废`, '分数有修改')
      }
    }
    for (const { id, points } of changes)
      if (points === null) await deleteScore(trx, reviewerId, entryId, id)
      else
        await putScore(trx, {
          review_id: reviewId,
          reviewer_id: reviewerId,
          entry_id: entryId,
          criterion_id: id,
          points,
          saved_at: savedAt,
        })
    if (note !== undefined) await putReviewNote(trx, reviewerId, entryId, coverNumbers(note.trim()))
  })
  return { savedAt }
}

/** @throws Problem review.closed, review.no-tie unless these are all entries of one rank, or of one earlier decision */
export function decideTie(
  ctx: HandlerContext,
  { reviewId, entryIds, reason }: z.output<typeof decideTieInput>,
): Promise<void> {
  return ctx.write(async (trx) => {
    const row = await needOpenReview(trx, reviewId)
    const { ranked, judged } = await reviewStanding(trx, row)
    const decisionOf = new Map(judged.map(({ entryId, tie }) => [entryId, tie?.id ?? '']))
    const placed = new Map(ranked.map((one) => [one.entryId, one]))
    const group = (entryId: string): string | null => {
      const one = placed.get(entryId)
      if (one?.tie === 'open') return `rank ${one.rank}`
      return one?.tie === 'by-person' ? `decision ${decisionOf.get(entryId)}` : null
    }
    const wanted = group(entryIds[0] ?? '')
    const whole = ranked.filter(({ entryId }) => wanted !== null && group(entryId) === wanted)
    const named = new Set(entryIds)
    if (wanted === null || named.size !== entryIds.length || whole.length !== named.size)
      throw new Problem('review.no-tie', {})
    if (whole.some(({ entryId }) => !named.has(entryId))) throw new Problem('review.no-tie', {})
    const decision = uuidv7()
    for (const [at, entryId] of entryIds.entries())
      await updateReviewEntry(trx, reviewId, entryId, {
        tie_decision: decision,
        tie_order: at + 1,
        tie_reason: coverNumbers(reason),
      })
    const number = new Map(judged.map((one) => [one.entryId, one.number]))
    const order = entryIds.map((entryId) => number.get(entryId)).join('、')
    await noteHistory(ctx, trx, reviewId, `并列作品排定先后：${order} 号`, reason)
  })
}
