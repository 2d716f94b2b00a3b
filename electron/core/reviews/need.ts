/** What every call about a review begins with. */
import { v7 as uuidv7 } from 'uuid'
import type { Queryable } from '../../../db/connection.ts'
import {
  addReviewHistory,
  type ReviewEntryRow,
  type ReviewRow,
  review,
  reviewEntry,
} from '../../../db/queries/reviews.ts'
import { type ReviewSettings, reviewSettings } from '../../../shared/api/reviews.ts'
import type { Deliverable, NoticePack, VideoCollection } from '../../../shared/notice/pack.ts'
import { Problem } from '../../../shared/problems.ts'
import type { HandlerContext } from '../handlers/context.ts'
import { coverNumbers } from '../personal/cover-numbers.ts'

export interface Collection {
  readonly pack: NoticePack
  readonly deliverable: Deliverable
  readonly video: VideoCollection
}

/** Every deliverable that collects video works, of every notice on the shelf. */
export function collections(ctx: HandlerContext): Collection[] {
  return ctx.notices
    .all()
    .flatMap(({ pack }) =>
      pack.deliverables.flatMap((deliverable) =>
        deliverable.video ? [{ pack, deliverable, video: deliverable.video }] : [],
      ),
    )
}

/** Null once the notice is gone, or asks for no works any more. */
export function findCollection(ctx: HandlerContext, noticeId: string, deliverableId: string): Collection | null {
  const pack = ctx.notices.find(noticeId)?.pack
  const deliverable = pack?.deliverables.find(({ id }) => id === deliverableId)
  return pack && deliverable?.video ? { pack, deliverable, video: deliverable.video } : null
}

/** @throws Problem review.unknown */
export async function needReview(db: Queryable, reviewId: string): Promise<ReviewRow> {
  const row = await review(db, reviewId)
  if (!row) throw new Problem('review.unknown', { reviewId })
  return row
}

/** @throws Problem review.unknown, review.closed */
export async function needOpenReview(db: Queryable, reviewId: string): Promise<ReviewRow> {
  const row = await needReview(db, reviewId)
  if (row.state !== 'open') throw new Problem('review.closed', {})
  return row
}

/** @throws Problem review.entry-unknown, review.entry-out */
export async function needJudged(db: Queryable, reviewId: string, entryId: string): Promise<ReviewEntryRow> {
  const entry = await reviewEntry(db, reviewId, entryId)
  if (!entry) throw new Problem('review.entry-unknown', { entryId })
  if (entry.out_reason !== null)
    throw new Problem('review.entry-out', { number: entry.number, reason: entry.out_reason })
  return entry
}

export const settingsOf = (row: ReviewRow): ReviewSettings => reviewSettings.parse(JSON.parse(row.settings_json))

/** @param reason in a person's words: an identity number in it is covered, it is kept in clear */
export async function noteHistory(
  ctx: HandlerContext,
  trx: Queryable,
  reviewId: string,
  what: string,
  reason = '',
): Promise<void> {
  const at = ctx.now().toISOString()
  await addReviewHistory(trx, { event_id: uuidv7(), review_id: reviewId, at, what, reason: coverNumbers(reason) })
}
