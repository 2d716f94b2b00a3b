/** Works that a review can judge: 报名登记表 of a collection, of this office and received ones, and what they say. */
import { sql } from 'kysely'
import type { Queryable } from '../connection.ts'
import { lastVerdicts, type ReceivedState } from './verdicts.ts'

export type WorkRow = {
  entry_id: string
  /** 0: never frozen. */
  revision: number
  deleted: 0 | 1
  /** What was said here about the newest revision of a received one. */
  verdict: ReceivedState | null
}

/** In the order in which they came. One whose collection was noted belongs to that one alone. */
export async function worksOf(
  db: Queryable,
  noticeId: string,
  deliverableId: string,
  registrationFormId: string,
): Promise<WorkRow[]> {
  const rows = await db
    .selectFrom('records')
    .leftJoin('video_entries', 'video_entries.entry_id', 'records.record_id')
    .where('records.notice_id', '=', noticeId)
    .where('records.form_id', '=', registrationFormId)
    .where((eb) =>
      eb.or([eb('video_entries.deliverable_id', 'is', null), eb('video_entries.deliverable_id', '=', deliverableId)]),
    )
    .select([
      'records.record_id as entry_id',
      sql<0 | 1>`records.deleted_at is not null`.as('deleted'),
      (eb) =>
        eb
          .selectFrom('revisions')
          .whereRef('revisions.record_id', '=', 'records.record_id')
          .select((sub) => sub.fn.max('revisions.revision').as('newest'))
          .as('newest'),
    ])
    .orderBy('records.created_at')
    .orderBy('records.record_id')
    .execute()
  const verdicts = await lastVerdicts(db, { noticeId, formId: registrationFormId })
  return rows.map(({ newest, ...row }) => {
    const revision = newest ?? 0
    return { ...row, revision, verdict: verdicts.get(`${row.entry_id}-${revision}`) ?? null }
  })
}

export type JudgedPaperRow = {
  entry_id: string
  notice_id: string
  form_id: string
  form_version: string
  office_name: string
  own: 0 | 1
  /** Null where `values_json` stands: the work was never frozen. */
  frozen_json: string | null
  revision: number | null
  digest: string | null
  values_json: string | null
}

/** What the judged revision of each work says in clear. */
export function judgedPapers(db: Queryable, reviewId: string): Promise<JudgedPaperRow[]> {
  return db
    .selectFrom('review_entries')
    .innerJoin('records', 'records.record_id', 'review_entries.entry_id')
    .innerJoin('offices', 'offices.office_id', 'records.office_id')
    .leftJoin('revisions', (join) =>
      join
        .onRef('revisions.record_id', '=', 'review_entries.entry_id')
        .onRef('revisions.revision', '=', 'review_entries.revision'),
    )
    .leftJoin('drafts', (join) =>
      join.onRef('drafts.record_id', '=', 'review_entries.entry_id').on('review_entries.revision', '=', 0),
    )
    .where('review_entries.review_id', '=', reviewId)
    .select([
      'review_entries.entry_id',
      'records.notice_id',
      'records.form_id',
      'records.form_version',
      'offices.name as office_name',
      'records.own',
      'revisions.frozen_json',
      'revisions.revision',
      'revisions.digest',
      'drafts.values_json',
    ])
    .execute()
}

export type JudgedFileRow = {
  entry_id: string
  field: string
  position: number
  digest: string
  duration: number | null
  poster: 0 | 1
}

/** Files of the judged revisions, of works without one those of the draft. */
export async function judgedFiles(db: Queryable, reviewId: string): Promise<JudgedFileRow[]> {
  const { rows } = await sql<JudgedFileRow>`
    WITH files (entry_id, field, position, digest) AS (
      SELECT e.entry_id, f.field, f.position, f.digest FROM review_entries e
        JOIN revision_attachments f ON f.record_id = e.entry_id AND f.revision = e.revision
        WHERE e.review_id = ${reviewId}
      UNION ALL
      SELECT e.entry_id, f.field, f.position, f.digest FROM review_entries e
        JOIN draft_attachments f ON f.record_id = e.entry_id
        WHERE e.review_id = ${reviewId} AND e.revision = 0
    )
    SELECT files.*, json_extract(v.facts_json, '$.durationSeconds') AS duration, v.poster IS NOT NULL AS poster
      FROM files LEFT JOIN video_files v ON v.digest = files.digest ORDER BY files.position
  `.execute(db)
  return rows
}
