import type { Insertable, Selectable } from 'kysely'
import type { Queryable } from '../connection.ts'
import type { EarlierPapersTable } from '../schema-papers.ts'

export type EarlierPaperRow = Selectable<EarlierPapersTable>

export async function insertEarlierPaper(db: Queryable, row: Insertable<EarlierPapersTable>): Promise<void> {
  await db.insertInto('earlier_papers').values(row).execute()
}

/** Newest first, with the size of the file. */
export function earlierPapers(db: Queryable): Promise<(EarlierPaperRow & { bytes: number })[]> {
  return db
    .selectFrom('earlier_papers')
    .innerJoin('attachments', 'attachments.digest', 'earlier_papers.digest')
    .selectAll('earlier_papers')
    .select('attachments.bytes')
    .orderBy('added_at', 'desc')
    .orderBy('paper_id', 'desc')
    .execute()
}

export function earlierPaper(db: Queryable, paperId: string): Promise<EarlierPaperRow | undefined> {
  return db.selectFrom('earlier_papers').selectAll().where('paper_id', '=', paperId).executeTakeFirst()
}

/** Number of rows removed: 0 or 1. The file goes with the next sweep, unless something else names it. */
export async function removeEarlierPaper(db: Queryable, paperId: string): Promise<number> {
  const result = await db.deleteFrom('earlier_papers').where('paper_id', '=', paperId).executeTakeFirst()
  return Number(result.numDeletedRows)
}
