/** Our own verdicts on revisions that came in packages. */
import type { Queryable } from '../connection.ts'

export type ReceivedState = 'received' | 'accepted' | 'returned'

/** Revisions that came in packages that were taken. Of two contents under one number only the one that counts. */
export function arrivedRevisions(db: Queryable) {
  return db
    .selectFrom('inbox_records')
    .innerJoin('inbox', 'inbox.tag_manifest_digest', 'inbox_records.tag_manifest_digest')
    .innerJoin('revisions', (join) =>
      join
        .onRef('revisions.record_id', '=', 'inbox_records.record_id')
        .onRef('revisions.revision', '=', 'inbox_records.revision')
        .onRef('revisions.digest', '=', 'inbox_records.digest'),
    )
    .where('inbox.result', '=', 'imported')
}

/** Our last word about each revision of a form that came in: by `record-revision`. */
export async function lastVerdicts(
  db: Queryable,
  { noticeId, formId }: { readonly noticeId: string; readonly formId: string },
): Promise<Map<string, ReceivedState>> {
  const rows = await arrivedRevisions(db)
    .innerJoin('records', 'records.record_id', 'inbox_records.record_id')
    .select(['inbox_records.record_id', 'inbox_records.revision', 'inbox_records.state'])
    .where('records.notice_id', '=', noticeId)
    .where('records.form_id', '=', formId)
    .orderBy('inbox.received_at')
    .execute()
  return new Map(rows.map((row) => [`${row.record_id}-${row.revision}`, row.state]))
}
