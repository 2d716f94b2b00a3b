/** 评审: the review of a collection, its reviewers, entries, scores and history. */
import { type Insertable, type Selectable, sql, type Updateable } from 'kysely'
import type { Queryable } from '../connection.ts'
import type {
  ReviewEntriesTable,
  ReviewersTable,
  ReviewHistoryTable,
  ReviewScoresTable,
  ReviewsTable,
} from '../schema-videos.ts'

export type ReviewRow = Selectable<ReviewsTable>
export type ReviewerRow = Selectable<ReviewersTable>
export type ReviewEntryRow = Selectable<ReviewEntriesTable>
/** Rows in one statement: SQLite takes 32,766 values. */
const batch = 500

export function reviews(db: Queryable): Promise<ReviewRow[]> {
  return db.selectFrom('reviews').selectAll().orderBy('created_at').execute()
}

export function review(db: Queryable, reviewId: string): Promise<ReviewRow | undefined> {
  return db.selectFrom('reviews').selectAll().where('review_id', '=', reviewId).executeTakeFirst()
}

export function reviewOf(db: Queryable, noticeId: string, deliverableId: string): Promise<ReviewRow | undefined> {
  return db
    .selectFrom('reviews')
    .selectAll()
    .where('notice_id', '=', noticeId)
    .where('deliverable_id', '=', deliverableId)
    .executeTakeFirst()
}

export async function insertReview(db: Queryable, row: Insertable<ReviewsTable>): Promise<void> {
  await db.insertInto('reviews').values(row).execute()
}

export async function updateReview(db: Queryable, reviewId: string, change: Updateable<ReviewsTable>): Promise<void> {
  await db.updateTable('reviews').set(change).where('review_id', '=', reviewId).execute()
}

export function reviewersOf(db: Queryable, reviewId: string): Promise<ReviewerRow[]> {
  return db.selectFrom('reviewers').selectAll().where('review_id', '=', reviewId).orderBy('position').execute()
}

export function reviewer(db: Queryable, reviewId: string, reviewerId: string): Promise<ReviewerRow | undefined> {
  return db
    .selectFrom('reviewers')
    .selectAll()
    .where('review_id', '=', reviewId)
    .where('reviewer_id', '=', reviewerId)
    .executeTakeFirst()
}

export async function putReviewer(db: Queryable, row: ReviewerRow): Promise<void> {
  await db
    .insertInto('reviewers')
    .values(row)
    .onConflict((conflict) => conflict.column('reviewer_id').doUpdateSet({ name: row.name, position: row.position }))
    .execute()
}

/** With the notes that were written without a score. */
export async function deleteReviewer(db: Queryable, reviewerId: string): Promise<void> {
  await db.deleteFrom('review_notes').where('reviewer_id', '=', reviewerId).execute()
  await db.deleteFrom('reviewers').where('reviewer_id', '=', reviewerId).execute()
}

export async function hasScored(db: Queryable, reviewerId: string): Promise<boolean> {
  const row = await db
    .selectFrom('review_scores')
    .select('entry_id')
    .where('reviewer_id', '=', reviewerId)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** By their numbers. */
export function reviewEntries(db: Queryable, reviewId: string): Promise<ReviewEntryRow[]> {
  return db.selectFrom('review_entries').selectAll().where('review_id', '=', reviewId).orderBy('number').execute()
}

export function reviewEntry(db: Queryable, reviewId: string, entryId: string): Promise<ReviewEntryRow | undefined> {
  return db
    .selectFrom('review_entries')
    .selectAll()
    .where('review_id', '=', reviewId)
    .where('entry_id', '=', entryId)
    .executeTakeFirst()
}

export async function insertReviewEntries(
  db: Queryable,
  reviewId: string,
  rows: readonly { entryId: string; number: number; revision: number }[],
): Promise<void> {
  for (let from = 0; from < rows.length; from += batch)
    await db
      .insertInto('review_entries')
      .values(
        rows.slice(from, from + batch).map(({ entryId, number, revision }) => ({
          review_id: reviewId,
          entry_id: entryId,
          number,
          revision,
          seen_revision: revision,
        })),
      )
      .execute()
}

export async function updateReviewEntry(
  db: Queryable,
  reviewId: string,
  entryId: string,
  change: Updateable<ReviewEntriesTable>,
): Promise<void> {
  await db
    .updateTable('review_entries')
    .set(change)
    .where('review_id', '=', reviewId)
    .where('entry_id', '=', entryId)
    .execute()
}

export async function dropDecisions(db: Queryable, reviewId: string, decisions: readonly string[]): Promise<void> {
  if (decisions.length === 0) return
  await db
    .updateTable('review_entries')
    .set({ tie_decision: null, tie_order: null, tie_reason: null })
    .where('review_id', '=', reviewId)
    .where('tie_decision', 'in', decisions)
    .execute()
}

/** Awards that were fixed by rank go; those given by hand stay. */
export async function dropRankedAwards(db: Queryable, reviewId: string): Promise<void> {
  await db
    .updateTable('review_entries')
    .set({ award_id: null })
    .where('review_id', '=', reviewId)
    .where('award_reason', 'is', null)
    .execute()
}

/** Every certificate number of this store: none is given twice, not even in another review. */
export async function certificateNumbers(db: Queryable): Promise<Set<string>> {
  const rows = await db
    .selectFrom('review_entries')
    .select('certificate_number')
    .where('certificate_number', 'is not', null)
    .execute()
  return new Set(rows.flatMap(({ certificate_number }) => certificate_number ?? []))
}

export type ScoreSheetRow = {
  reviewer_id: string
  entry_id: string
  /** JSON object of points by criterion. */
  points_json: string
}

/** What each reviewer gave each entry; a row for both together, as 40,000 cells would be slow to carry. */
export async function scoreSheets(
  db: Queryable,
  reviewId: string,
  entryId: string | null = null,
): Promise<ScoreSheetRow[]> {
  const all = db
    .selectFrom('review_scores')
    .where('review_id', '=', reviewId)
    .groupBy(['reviewer_id', 'entry_id'])
    .select(['reviewer_id', 'entry_id', sql<string>`json_group_object(criterion_id, points)`.as('points_json')])
  return (entryId === null ? all : all.where('entry_id', '=', entryId)).execute()
}

export function reviewNotes(
  db: Queryable,
  reviewId: string,
): Promise<{ reviewer_id: string; entry_id: string; note: string }[]> {
  return db
    .selectFrom('review_notes')
    .innerJoin('reviewers', 'reviewers.reviewer_id', 'review_notes.reviewer_id')
    .selectAll('review_notes')
    .where('reviewers.review_id', '=', reviewId)
    .execute()
}

/** Points of all that were given for a criterion. */
export async function pointsByCriterion(db: Queryable, reviewId: string): Promise<Map<string, string[]>> {
  const rows = await db
    .selectFrom('review_scores')
    .select(['criterion_id', 'points'])
    .distinct()
    .where('review_id', '=', reviewId)
    .execute()
  const by = new Map<string, string[]>()
  for (const { criterion_id, points } of rows) by.set(criterion_id, [...(by.get(criterion_id) ?? []), points])
  return by
}

export async function putScore(db: Queryable, row: Insertable<ReviewScoresTable>): Promise<void> {
  await db
    .insertInto('review_scores')
    .values(row)
    .onConflict((conflict) =>
      conflict
        .columns(['reviewer_id', 'entry_id', 'criterion_id'])
        .doUpdateSet({ points: row.points, saved_at: row.saved_at }),
    )
    .execute()
}

export async function deleteScore(
  db: Queryable,
  reviewerId: string,
  entryId: string,
  criterionId: string,
): Promise<void> {
  await db
    .deleteFrom('review_scores')
    .where('reviewer_id', '=', reviewerId)
    .where('entry_id', '=', entryId)
    .where('criterion_id', '=', criterionId)
    .execute()
}

/** '' takes it away. */
export async function putReviewNote(db: Queryable, reviewerId: string, entryId: string, note: string): Promise<void> {
  if (note === '') {
    await db.deleteFrom('review_notes').where('reviewer_id', '=', reviewerId).where('entry_id', '=', entryId).execute()
    return
  }
  await db
    .insertInto('review_notes')
    .values({ reviewer_id: reviewerId, entry_id: entryId, note })
    .onConflict((conflict) => conflict.columns(['reviewer_id', 'entry_id']).doUpdateSet({ note }))
    .execute()
}

/** The oldest first. */
export function reviewHistory(db: Queryable, reviewId: string): Promise<Selectable<ReviewHistoryTable>[]> {
  return db
    .selectFrom('review_history')
    .selectAll()
    .where('review_id', '=', reviewId)
    .orderBy('at')
    .orderBy('event_id')
    .execute()
}

export async function addReviewHistory(db: Queryable, row: Insertable<ReviewHistoryTable>): Promise<void> {
  await db.insertInto('review_history').values(row).execute()
}
