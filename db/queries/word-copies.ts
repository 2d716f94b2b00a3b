import type { Insertable, Selectable } from 'kysely'
import type { Queryable } from '../connection.ts'
import type { WordCopiesTable } from '../schema-papers.ts'

export type WordCopyRow = Selectable<WordCopiesTable>

/** The same state written again is one copy. @param keep how many of the record stay, the newest */
export async function saveWordCopy(db: Queryable, row: Insertable<WordCopiesTable>, keep: number): Promise<void> {
  await db
    .insertInto('word_copies')
    .values(row)
    .onConflict((one) => one.columns(['record_id', 'draft_seq', 'saved_at']).doUpdateSet(row))
    .execute()
  const old = await db
    .selectFrom('word_copies')
    .select(['draft_seq', 'saved_at'])
    .where('record_id', '=', row.record_id)
    .orderBy('written_at', 'desc')
    .orderBy('draft_seq', 'desc')
    .limit(1000)
    .offset(keep)
    .execute()
  for (const { draft_seq, saved_at } of old)
    await db
      .deleteFrom('word_copies')
      .where('record_id', '=', row.record_id)
      .where('draft_seq', '=', draft_seq)
      .where('saved_at', '=', saved_at)
      .execute()
}

/** Newest first. */
export function wordCopies(db: Queryable, recordId: string): Promise<WordCopyRow[]> {
  return db
    .selectFrom('word_copies')
    .selectAll()
    .where('record_id', '=', recordId)
    .orderBy('written_at', 'desc')
    .orderBy('draft_seq', 'desc')
    .execute()
}
