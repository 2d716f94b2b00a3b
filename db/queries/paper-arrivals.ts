/** The pile of paper that came by post or by hand, each with the code on it. */
import type { Insertable, Selectable } from 'kysely'
import type { Queryable } from '../connection.ts'
import type { PaperArrivalsTable } from '../schema-exchange.ts'

export type PaperArrivalRow = Selectable<PaperArrivalsTable>

export async function insertPaper(db: Queryable, row: Insertable<PaperArrivalsTable>): Promise<void> {
  await db.insertInto('paper_arrivals').values(row).execute()
}

/** Removed ones too. */
export function paperArrival(db: Queryable, paperId: string): Promise<PaperArrivalRow | undefined> {
  return db.selectFrom('paper_arrivals').selectAll().where('paper_id', '=', paperId).executeTakeFirst()
}

/** The picture goes with it: nothing else names it. */
export async function removePaper(db: Queryable, paperId: string, at: string): Promise<void> {
  await db.updateTable('paper_arrivals').set({ removed_at: at, digest: null }).where('paper_id', '=', paperId).execute()
}

/** Of all notices, the latest first. */
export function livePapers(db: Queryable): Promise<PaperArrivalRow[]> {
  return db
    .selectFrom('paper_arrivals')
    .selectAll()
    .where('removed_at', 'is', null)
    .orderBy('at', 'desc')
    .orderBy('paper_id', 'desc')
    .execute()
}

export interface PrintedRevision {
  record_id: string
  notice_id: string
  office_id: string
  revision: number
  digest: string
  /** A revision of two under one number that does not count. */
  rival: 0 | 1
}

/** Every revision of other offices' records, so that codes can be looked up; null: of all notices. */
export async function receivedRevisions(db: Queryable, noticeId: string | null): Promise<PrintedRevision[]> {
  const counting = await db
    .selectFrom('revisions')
    .innerJoin('records', 'records.record_id', 'revisions.record_id')
    .select(['records.record_id', 'records.notice_id', 'records.office_id', 'revisions.revision', 'revisions.digest'])
    .where('records.own', '=', 0)
    .where('records.deleted_at', 'is', null)
    .$if(noticeId !== null, (query) => query.where('records.notice_id', '=', noticeId ?? ''))
    .orderBy('revisions.record_id')
    .orderBy('revisions.revision')
    .execute()
  const rivals = await db
    .selectFrom('rival_revisions')
    .innerJoin('records', 'records.record_id', 'rival_revisions.record_id')
    .select([
      'records.record_id',
      'records.notice_id',
      'records.office_id',
      'rival_revisions.revision',
      'rival_revisions.digest',
    ])
    .where('records.own', '=', 0)
    .where('records.deleted_at', 'is', null)
    .$if(noticeId !== null, (query) => query.where('records.notice_id', '=', noticeId ?? ''))
    .execute()
  return [
    ...counting.map((row) => ({ ...row, rival: 0 as const })),
    ...rivals.map((row) => ({ ...row, rival: 1 as const })),
  ]
}
