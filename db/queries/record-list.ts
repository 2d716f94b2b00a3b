import type { Queryable } from '../connection.ts'
import type { RevisionRow } from './revisions.ts'

/** The latest revision of every record (of one notice), for lists. */
export function latestRevisions(db: Queryable, noticeId: string | null): Promise<RevisionRow[]> {
  const all = db
    .selectFrom('revisions')
    .innerJoin('records', 'records.record_id', 'revisions.record_id')
    .selectAll('revisions')
    .where((eb) =>
      eb(
        'revisions.revision',
        '=',
        eb
          .selectFrom('revisions as other')
          .whereRef('other.record_id', '=', 'revisions.record_id')
          .select((sub) => sub.fn.max('other.revision').as('newest')),
      ),
    )
  return (noticeId === null ? all : all.where('records.notice_id', '=', noticeId)).execute()
}

export function officeNames(db: Queryable): Promise<{ office_id: string; name: string }[]> {
  return db.selectFrom('offices').select(['office_id', 'name']).execute()
}

export function allForms(db: Queryable): Promise<{ form_id: string; form_version: string; definition_json: string }[]> {
  return db.selectFrom('forms').selectAll().execute()
}
