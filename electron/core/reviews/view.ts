/** A review as the page shows it. */
import { worksOf } from '../../../db/queries/review-works.ts'
import { type ReviewRow, reviewEntries, reviewHistory, reviewNotes, reviews } from '../../../db/queries/reviews.ts'
import type { Review, ReviewEntry, ReviewSummary } from '../../../shared/api/reviews.ts'
import { reviewerTotal } from '../../../shared/domain/review-points.ts'
import type { HandlerContext } from '../handlers/context.ts'
import { ensureEntries } from '../videos/entries.ts'
import { entryLacks } from '../videos/entry-view.ts'
import { collections, findCollection, needReview } from './need.ts'
import { type ReviewStanding, resultRows, reviewStanding } from './standing.ts'
import { isBehind, syncEntries } from './sync.ts'
import { judgedWorks } from './works.ts'

/** One line for every collection that has works here, and for every review that there is. */
export async function reviewList(ctx: HandlerContext): Promise<ReviewSummary[]> {
  const rows = await reviews(ctx.db)
  const lines: ReviewSummary[] = []
  for (const { pack, deliverable, video } of collections(ctx)) {
    const row = rows.find((one) => one.notice_id === pack.id && one.deliverable_id === deliverable.id)
    const works = await worksOf(ctx.db, pack.id, deliverable.id, video.registrationFormId)
    const here = works.filter(({ deleted, verdict }) => deleted === 0 && verdict !== 'returned').length
    if (!row && here === 0) continue
    lines.push({
      reviewId: row?.review_id ?? null,
      noticeId: pack.id,
      noticeShortTitle: pack.shortTitle,
      deliverableId: deliverable.id,
      deliverableTitle: deliverable.title,
      entries: row?.state === 'closed' ? await judgedCount(ctx, row) : here,
      state: row?.state ?? 'none',
    })
  }
  return lines
}

const judgedCount = async (ctx: HandlerContext, { review_id }: ReviewRow): Promise<number> =>
  (await reviewEntries(ctx.db, review_id)).filter(({ out_reason }) => out_reason === null).length

/** Takes in what has come since, while the review is open. @throws Problem review.unknown */
export async function openReview(ctx: HandlerContext, reviewId: string): Promise<Review> {
  const row = await needReview(ctx.db, reviewId)
  // A work that came in by another way has its letter then, and what it lacks can be told.
  if (row.state === 'open') await ensureEntries(ctx, row.notice_id)
  if (await isBehind(ctx, row)) await ctx.write(async (trx) => syncEntries(ctx, trx, await needReview(trx, reviewId)))
  return reviewView(ctx, row.review_id)
}

/** @throws Problem review.unknown */
export async function reviewView(ctx: HandlerContext, reviewId: string): Promise<Review> {
  const standing = await reviewStanding(ctx.db, await needReview(ctx.db, reviewId))
  const { row, settings, reviewers, scores } = standing
  const collection = findCollection(ctx, row.notice_id, row.deliverable_id)
  const done = new Map<string, number>()
  for (const { scores: sheets } of standing.judged)
    for (const { reviewerId, points } of sheets)
      if (reviewerTotal(points, settings.criteria) !== null) done.set(reviewerId, (done.get(reviewerId) ?? 0) + 1)
  const history = await reviewHistory(ctx.db, reviewId)
  return {
    reviewId,
    noticeId: row.notice_id,
    noticeShortTitle: collection?.pack.shortTitle ?? row.notice_id,
    deliverableId: row.deliverable_id,
    deliverableTitle: collection?.deliverable.title ?? row.deliverable_id,
    state: row.state,
    settings,
    criteriaByNotice: (collection?.video.criteria.length ?? 0) > 0,
    reviewWording: collection?.video.review?.wording ?? null,
    reviewFrom: collection?.video.review?.from ?? null,
    reviewTo: collection?.video.review?.to ?? null,
    reviewers: reviewers.map(({ reviewer_id, name }) => ({
      reviewerId: reviewer_id,
      name,
      done: done.get(reviewer_id) ?? 0,
    })),
    entries: await entryViews(ctx, standing, scores),
    results: resultRows(standing),
    closedAt: row.closed_at,
    history: history.map(({ at, what, reason }) => ({ at, what, reason })),
  }
}

async function entryViews(
  ctx: HandlerContext,
  { row, entries }: ReviewStanding,
  scores: ReviewStanding['scores'],
): Promise<ReviewEntry[]> {
  const works = await judgedWorks(ctx.db, row.review_id)
  const lacks = await entryLacks(ctx, row.notice_id)
  const notes = new Map<string, Map<string, string>>()
  for (const { entry_id, reviewer_id, note } of await reviewNotes(ctx.db, row.review_id))
    notes.set(entry_id, (notes.get(entry_id) ?? new Map<string, string>()).set(reviewer_id, note))
  return entries.map(({ entry_id, number, revision, seen_revision, out_reason }) => {
    const work = works.get(entry_id)
    const noted = notes.get(entry_id) ?? new Map<string, string>()
    const sheets = scores.get(entry_id) ?? []
    const scored = new Set(sheets.map(({ reviewerId }) => reviewerId))
    return {
      entryId: entry_id,
      number,
      title: work?.title ?? '',
      unit: work?.unit ?? '',
      officeName: work?.officeName ?? '',
      own: work?.own ?? false,
      videoDigest: work?.video?.digest ?? null,
      durationSeconds: work?.video?.duration ?? null,
      hasPoster: work?.video?.poster === 1,
      revision,
      latestRevision: seen_revision,
      outReason: out_reason,
      lacks: lacks.get(entry_id) ?? [],
      scores: [
        ...sheets.map(({ reviewerId, points }) => ({
          reviewerId,
          points: { ...points },
          note: noted.get(reviewerId) ?? '',
        })),
        ...[...noted].flatMap(([reviewerId, note]) =>
          scored.has(reviewerId) ? [] : [{ reviewerId, points: {}, note }],
        ),
      ],
    }
  })
}
