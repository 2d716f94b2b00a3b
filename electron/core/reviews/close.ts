/** A review is closed and opened again: what it fixes, and what people decide against the ranks. */
import type { z } from 'zod'
import type { Queryable } from '../../../db/connection.ts'
import {
  dropRankedAwards,
  type ReviewEntryRow,
  reviewEntries,
  updateReview,
  updateReviewEntry,
} from '../../../db/queries/reviews.ts'
import type { recommendInput, reopenReviewInput, setAwardInput } from '../../../shared/api/reviews.ts'
import type { ReviewResultRow } from '../../../shared/domain/review.ts'
import { fewestForExtremes } from '../../../shared/domain/review-points.ts'
import { Problem } from '../../../shared/problems.ts'
import type { HandlerContext } from '../handlers/context.ts'
import { coverNumbers } from '../personal/cover-numbers.ts'
import { giveCertificateNumbers } from './certificates.ts'
import { needJudged, needOpenReview, needReview, noteHistory, settingsOf } from './need.ts'
import { missingScores, type ReviewStanding, resultRows, reviewStanding } from './standing.ts'
import { syncEntries } from './sync.ts'

/**
 * Fixes the awards and gives the certificates their numbers.
 * @throws Problem review.closed, review.no-entries, review.no-reviewers, review.too-few-reviewers,
 * review.scores-missing, review.ties-open
 */
export function closeReview(ctx: HandlerContext, reviewId: string): Promise<void> {
  return ctx.write(async (trx) => {
    const row = await needOpenReview(trx, reviewId)
    await syncEntries(ctx, trx, row)
    const standing = await reviewStanding(trx, row)
    const results = resultRows(standing)
    mustBeWhole(standing, results)
    for (const { entryId, awardId, awardReason } of results)
      if (awardId !== null && awardReason === null)
        await updateReviewEntry(trx, reviewId, entryId, { award_id: awardId })
    await updateReview(trx, reviewId, { state: 'closed', closed_at: ctx.now().toISOString() })
    await noteHistory(ctx, trx, reviewId, `结束评审，${awardsText(standing, results)}`)
    await giveCertificateNumbers(ctx, trx, { ...row, state: 'closed' })
  })
}

function mustBeWhole(standing: ReviewStanding, results: readonly ReviewResultRow[]): void {
  const { judged, reviewers, settings } = standing
  if (judged.length === 0) throw new Problem('review.no-entries', {})
  if (reviewers.length === 0) throw new Problem('review.no-reviewers', {})
  if (settings.dropExtremes && reviewers.length < fewestForExtremes)
    throw new Problem('review.too-few-reviewers', { least: fewestForExtremes, have: reviewers.length })
  const missing = missingScores(standing)
  if (missing.length > 0) throw new Problem('review.scores-missing', { missing })
  const number = new Map(judged.map((entry) => [entry.entryId, entry.number]))
  const ties = new Map<number, number[]>()
  for (const { entryId, rank, awardOpen } of results)
    if (awardOpen && rank !== null) ties.set(rank, [...(ties.get(rank) ?? []), number.get(entryId) ?? 0])
  if (ties.size > 0)
    throw new Problem('review.ties-open', {
      names: [...ties].map(([rank, numbers]) => `第 ${rank} 名 ${numbers.join('、')} 号`),
    })
}

function awardsText({ settings }: ReviewStanding, results: readonly ReviewResultRow[]): string {
  const told = settings.awards.flatMap(({ id, name }) => {
    const count = results.filter(({ awardId }) => awardId === id).length
    return count === 0 ? [] : [`${name} ${count} 件`]
  })
  return told.length === 0 ? '没有授奖' : told.join('，')
}

/** Awards by rank are open again; those given by hand, decisions about ties and certificate numbers stay. */
export function reopenReview(
  ctx: HandlerContext,
  { reviewId, reason }: z.output<typeof reopenReviewInput>,
): Promise<void> {
  return ctx.write(async (trx) => {
    const row = await needReview(trx, reviewId)
    if (row.state !== 'closed') throw new Problem('review.not-closed', {})
    await dropRankedAwards(trx, reviewId)
    await updateReview(trx, reviewId, { state: 'open', closed_at: null })
    await noteHistory(ctx, trx, reviewId, '重新开启评审', reason)
    await syncEntries(ctx, trx, { ...row, state: 'open' })
  })
}

/** @throws Problem review.entry-unknown, review.entry-out, review.award-unknown, review.award-full, review.closed for `byRank` */
export function setAward(
  ctx: HandlerContext,
  { reviewId, entryId, awardId, byRank, reason }: z.output<typeof setAwardInput>,
): Promise<void> {
  return ctx.write(async (trx) => {
    const row = await (byRank ? needOpenReview(trx, reviewId) : needReview(trx, reviewId))
    const entry = await needJudged(trx, reviewId, entryId)
    const { awards } = settingsOf(row)
    const award = awards.find(({ id }) => id === awardId)
    if (byRank) {
      await updateReviewEntry(trx, reviewId, entryId, { award_id: null, award_reason: null })
      return noteHistory(ctx, trx, reviewId, `${entry.number} 号改按名次确定奖项`, reason)
    }
    if (awardId !== null && !award) throw new Problem('review.award-unknown', { award: awardId })
    if (award && award.count !== null) {
      const taken = await holders(trx, reviewId, award.id, row.state)
      if (taken.filter((one) => one.entry_id !== entryId).length >= award.count)
        throw new Problem('review.award-full', { award: award.name, places: award.count })
    }
    await updateReviewEntry(trx, reviewId, entryId, { award_id: awardId ?? '', award_reason: coverNumbers(reason) })
    await noteHistory(ctx, trx, reviewId, `${entry.number} 号人工确定：${award?.name ?? '不授奖'}`, reason)
    if (row.state === 'closed') await giveCertificateNumbers(ctx, trx, row)
  })
}

/** While the review is open only what was given by hand holds a place: the ranks fill what is left. */
async function holders(
  trx: Queryable,
  reviewId: string,
  awardId: string,
  state: 'open' | 'closed',
): Promise<ReviewEntryRow[]> {
  const entries = await reviewEntries(trx, reviewId)
  return entries.filter(
    (entry) =>
      entry.award_id === awardId && entry.out_reason === null && (state === 'closed' || entry.award_reason !== null),
  )
}

/** @throws Problem review.unknown, review.entry-unknown, review.entry-out */
export function recommend(
  ctx: HandlerContext,
  { reviewId, entryIds, recommended }: z.output<typeof recommendInput>,
): Promise<void> {
  const at = recommended ? ctx.now().toISOString() : null
  return ctx.write(async (trx) => {
    await needReview(trx, reviewId)
    const numbers: number[] = []
    for (const entryId of new Set(entryIds)) {
      const entry = await needJudged(trx, reviewId, entryId)
      if ((entry.recommended_at !== null) === recommended) continue
      await updateReviewEntry(trx, reviewId, entryId, { recommended_at: at })
      numbers.push(entry.number)
    }
    if (numbers.length > 0)
      await noteHistory(ctx, trx, reviewId, `${recommended ? '推荐上报' : '不再推荐'}：${numbers.join('、')} 号`)
  })
}
