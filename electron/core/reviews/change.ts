/** A review is begun, and what it judges by, who judges and which works are judged. */
import { v7 as uuidv7 } from 'uuid'
import type { z } from 'zod'
import type { Queryable } from '../../../db/connection.ts'
import {
  deleteReviewer,
  hasScored,
  insertReview,
  pointsByCriterion,
  putReviewer,
  reviewEntries,
  reviewersOf,
  reviewOf,
  updateReview,
  updateReviewEntry,
} from '../../../db/queries/reviews.ts'
import type * as api from '../../../shared/api/reviews.ts'
import { tenthsOf, tenthsText } from '../../../shared/domain/review-points.ts'
import { usualCriteria } from '../../../shared/domain/review-usual.ts'
import { Problem } from '../../../shared/problems.ts'
import type { HandlerContext } from '../handlers/context.ts'
import { coverNumbers } from '../personal/cover-numbers.ts'
import { type Collection, findCollection, needOpenReview, noteHistory } from './need.ts'
import { settleDecisions } from './standing.ts'
import { syncEntries } from './sync.ts'

type Given<S extends z.ZodType> = z.output<S>
const longestEvent = 80

/** Settings as the notice has them; the office completes them. */
function firstSettings({ pack, deliverable, video }: Collection): api.ReviewSettings {
  const event = `${pack.shortTitle}${pack.shortTitle.includes(deliverable.title) ? '' : deliverable.title}评选`
  return {
    criteria: (video.criteria.length > 0 ? video.criteria : usualCriteria).map((criterion) => ({ ...criterion })),
    awards: video.awards.map((award) => ({ ...award })),
    dropExtremes: false,
    certificatePattern: '',
    event: [...event].slice(0, longestEvent).join(''),
    publicNoticeDays: video.publicNoticeDays,
  }
}

/**
 * Begins the review of a collection with all its works; the one that there is, if there is one.
 * @throws Problem notice.unknown, review.no-collection, review.no-entries
 */
export async function startReview(
  ctx: HandlerContext,
  { noticeId, deliverableId }: Given<typeof api.reviewDutyInput>,
): Promise<string> {
  const { pack } = ctx.notices.get(noticeId)
  const collection = findCollection(ctx, pack.id, deliverableId)
  if (!collection) throw new Problem('review.no-collection', { noticeId })
  const settings = firstSettings(collection)
  return ctx.write(async (trx) => {
    const before = await reviewOf(trx, pack.id, deliverableId)
    if (before) return before.review_id
    const row = {
      review_id: uuidv7(),
      notice_id: pack.id,
      deliverable_id: deliverableId,
      settings_json: JSON.stringify(settings),
      state: 'open' as const,
      created_at: ctx.now().toISOString(),
      closed_at: null,
    }
    await insertReview(trx, row)
    await syncEntries(ctx, trx, row)
    const entries = await reviewEntries(trx, row.review_id)
    if (entries.length === 0) throw new Problem('review.no-entries', {})
    await noteHistory(ctx, trx, row.review_id, `开始评审，参评作品 ${entries.length} 件`)
    return row.review_id
  })
}

/** @throws Problem review.closed, review.criterion-scored, review.max-too-low, review.award-given, review.award-full */
export function saveSettings(
  ctx: HandlerContext,
  { reviewId, settings }: Given<typeof api.saveReviewSettingsInput>,
): Promise<void> {
  return ctx.write(async (trx) => {
    const row = await needOpenReview(trx, reviewId)
    const old = JSON.parse(row.settings_json) as api.ReviewSettings
    await checkCriteria(trx, reviewId, old, settings)
    await checkAwards(trx, reviewId, old, settings)
    const settings_json = JSON.stringify(settings)
    if (settings_json === row.settings_json) return
    await updateReview(trx, reviewId, { settings_json })
    await noteHistory(ctx, trx, reviewId, '修改评审设置')
    await settleDecisions(ctx, trx, { ...row, settings_json })
  })
}

async function checkCriteria(
  trx: Queryable,
  reviewId: string,
  old: api.ReviewSettings,
  { criteria }: api.ReviewSettings,
): Promise<void> {
  for (const [id, given] of await pointsByCriterion(trx, reviewId)) {
    const label = old.criteria.find((one) => one.id === id)?.label ?? id
    const kept = criteria.find((one) => one.id === id)
    if (!kept) throw new Problem('review.criterion-scored', { label })
    const highest = Math.max(...given.map((points) => tenthsOf(points) ?? 0))
    if (highest > kept.max * 10)
      throw new Problem('review.max-too-low', { label: kept.label, max: kept.max, given: tenthsText(highest) })
  }
}

/** What was given by hand has its place. */
async function checkAwards(
  trx: Queryable,
  reviewId: string,
  old: api.ReviewSettings,
  { awards }: api.ReviewSettings,
): Promise<void> {
  const given = new Map<string, number>()
  for (const { award_id, award_reason } of await reviewEntries(trx, reviewId))
    if (award_reason !== null && award_id) given.set(award_id, (given.get(award_id) ?? 0) + 1)
  for (const [id, number] of given) {
    const kept = awards.find((one) => one.id === id)
    if (!kept) throw new Problem('review.award-given', { award: old.awards.find((one) => one.id === id)?.name ?? id })
    if (kept.count !== null && kept.count < number)
      throw new Problem('review.award-full', { award: kept.name, places: kept.count })
  }
}

/** @throws Problem review.closed, review.reviewer-unknown, review.reviewer-scored */
export function setReviewers(
  ctx: HandlerContext,
  { reviewId, reviewers }: Given<typeof api.setReviewersInput>,
): Promise<void> {
  return ctx.write(async (trx) => {
    const row = await needOpenReview(trx, reviewId)
    const before = await reviewersOf(trx, reviewId)
    const kept = new Set(reviewers.map(({ reviewerId }) => reviewerId))
    for (const { reviewerId } of reviewers)
      if (reviewerId !== null && !before.some((one) => one.reviewer_id === reviewerId))
        throw new Problem('review.reviewer-unknown', { reviewerId })
    for (const { reviewer_id, name } of before.filter((one) => !kept.has(one.reviewer_id))) {
      if (await hasScored(trx, reviewer_id)) throw new Problem('review.reviewer-scored', { name })
      await deleteReviewer(trx, reviewer_id)
    }
    for (const [at, { reviewerId, name }] of reviewers.entries())
      await putReviewer(trx, {
        reviewer_id: reviewerId ?? uuidv7(),
        review_id: reviewId,
        name,
        position: at + 1,
      })
    const names = reviewers.map(({ name }) => name).join('、')
    if (names !== before.map(({ name }) => name).join('、'))
      await noteHistory(ctx, trx, reviewId, `评委：${names === '' ? '无' : names}`)
    await settleDecisions(ctx, trx, row)
  })
}

/** @throws Problem review.closed, review.entry-unknown */
export function setEntries(
  ctx: HandlerContext,
  { reviewId, out }: Given<typeof api.setReviewEntriesInput>,
): Promise<void> {
  const reasons = new Map(out.map(({ entryId, reason }) => [entryId, coverNumbers(reason)]))
  return ctx.write(async (trx) => {
    const row = await needOpenReview(trx, reviewId)
    const entries = await reviewEntries(trx, reviewId)
    const known = new Set(entries.map(({ entry_id }) => entry_id))
    for (const { entryId } of out) if (!known.has(entryId)) throw new Problem('review.entry-unknown', { entryId })
    for (const { entry_id, number, out_reason } of entries) {
      const reason = reasons.get(entry_id) ?? null
      if (reason === out_reason) continue
      await updateReviewEntry(trx, reviewId, entry_id, { out_reason: reason })
      await noteHistory(ctx, trx, reviewId, `${number} 号${reason === null ? '恢复参评' : '不参评'}`, reason ?? '')
    }
    // What was returned or discarded stays out, whoever asks for it.
    await syncEntries(ctx, trx, row)
    await settleDecisions(ctx, trx, row)
  })
}
