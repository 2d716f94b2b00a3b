import { sql } from 'kysely'
import type { Queryable } from '../connection.ts'
import { among, type WhichRecords } from './record-choice.ts'
import { isNewest, type RevisionRow } from './revisions.ts'

/** The latest revision of every record (of one notice), for lists. @param which of these alone, whatever their notice */
export function latestRevisions(
  db: Queryable,
  noticeId: string | null,
  which: WhichRecords = null,
): Promise<RevisionRow[]> {
  const all = db.selectFrom('revisions').selectAll('revisions').where(isNewest)
  if (which !== null) return all.where(among('revisions.record_id', which)).execute()
  if (noticeId === null) return all.execute()
  return all
    .innerJoin('records', 'records.record_id', 'revisions.record_id')
    .where('records.notice_id', '=', noticeId)
    .execute()
}

export function officeNames(db: Queryable): Promise<{ office_id: string; name: string }[]> {
  return db.selectFrom('offices').select(['office_id', 'name']).execute()
}

export function allForms(db: Queryable): Promise<{ form_id: string; form_version: string; definition_json: string }[]> {
  return db.selectFrom('forms').selectAll().execute()
}

export type FileCount = { record_id: string; field: string; files: number }

/** Files of each field: of the drafts, and of the latest revisions of records that came from below. */
export async function fileCounts(
  db: Queryable,
  noticeId: string,
): Promise<{ drafts: FileCount[]; latest: FileCount[] }> {
  const drafts = await db
    .selectFrom('draft_attachments')
    .innerJoin('records', 'records.record_id', 'draft_attachments.record_id')
    .where('records.notice_id', '=', noticeId)
    .groupBy(['draft_attachments.record_id', 'field'])
    .select(({ fn }) => ['draft_attachments.record_id', 'field', fn.countAll<number>().as('files')])
    .execute()
  const latest = await db
    .selectFrom('revision_attachments')
    .innerJoin('records', 'records.record_id', 'revision_attachments.record_id')
    .where('records.notice_id', '=', noticeId)
    .where((eb) =>
      eb(
        'revision_attachments.revision',
        '=',
        eb
          .selectFrom('revisions')
          .whereRef('revisions.record_id', '=', 'revision_attachments.record_id')
          .select((sub) => sub.fn.max('revisions.revision').as('newest')),
      ),
    )
    .groupBy(['revision_attachments.record_id', 'field'])
    .select(({ fn }) => ['revision_attachments.record_id', 'field', fn.countAll<number>().as('files')])
    .execute()
  return { drafts, latest }
}

/**
 * One open value of each record of a form: of the draft, or of the latest revision where another office has the draft.
 * @param recordId of one alone, or null for all
 */
export async function openTexts(
  db: Queryable,
  noticeId: string,
  formId: string,
  field: string,
  recordId: string | null,
): Promise<Map<string, string>> {
  const path = `$."${field}"`
  const of = db
    .selectFrom('records')
    .where('records.notice_id', '=', noticeId)
    .where('records.form_id', '=', formId)
    .$if(recordId !== null, (query) => query.where('records.record_id', '=', recordId ?? ''))
  const drafts = await of
    .innerJoin('drafts', 'drafts.record_id', 'records.record_id')
    .select(['records.record_id', sql<unknown>`json_extract(drafts.values_json, ${path})`.as('text')])
    .execute()
  const latest = await of
    .where('records.own', '=', 0)
    .where('records.entered_at', 'is', null)
    .innerJoin('revisions', 'revisions.record_id', 'records.record_id')
    .where(isNewest)
    .select([
      'records.record_id',
      sql<unknown>`json_extract(revisions.frozen_json, ${`$.values."${field}"`})`.as('text'),
    ])
    .execute()
  return new Map(
    [...drafts, ...latest].flatMap(({ record_id, text }) => (typeof text === 'string' ? [[record_id, text]] : [])),
  )
}
