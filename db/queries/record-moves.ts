/** Records that moved on to a later version of their notice, with what was left behind. */
import type { Insertable, Selectable } from 'kysely'
import type { Queryable } from '../connection.ts'
import type { RecordMoveFilesTable, RecordMovesTable } from '../schema-published.ts'

export type RecordMoveRow = Selectable<RecordMovesTable>
export type MovedFileRow = Selectable<RecordMoveFilesTable>

/** All moves and the ones that took them back, the latest first. */
export function allMoves(db: Queryable, recordId: string): Promise<RecordMoveRow[]> {
  return db.selectFrom('record_moves').selectAll().where('record_id', '=', recordId).orderBy('move', 'desc').execute()
}

export async function insertMove(
  db: Queryable,
  row: Insertable<RecordMovesTable>,
  files: readonly Omit<MovedFileRow, 'record_id' | 'move'>[],
): Promise<void> {
  const { record_id, move } = row
  await db.insertInto('record_moves').values(row).execute()
  for (const { field, digest, title } of files) {
    await db.insertInto('record_move_files').values({ record_id, move, field, digest, title }).execute()
    await db
      .deleteFrom('draft_attachments')
      .where('record_id', '=', record_id)
      .where('field', '=', field)
      .where('digest', '=', digest)
      .execute()
  }
}

export function movedFiles(db: Queryable, recordId: string, move: number): Promise<MovedFileRow[]> {
  return db
    .selectFrom('record_move_files')
    .selectAll()
    .where('record_id', '=', recordId)
    .where('move', '=', move)
    .execute()
}

export async function markMoveUndone(db: Queryable, recordId: string, move: number, at: string): Promise<void> {
  await db
    .updateTable('record_moves')
    .set({ undone_at: at })
    .where('record_id', '=', recordId)
    .where('move', '=', move)
    .execute()
}

export async function insertCarriedStamp(
  db: Queryable,
  row: { record_id: string; revision: number; from_revision: number },
): Promise<void> {
  await db.insertInto('carried_stamps').values(row).execute()
}

/** The revision whose stamped paper counts for this one. */
export async function stampCarriedFrom(db: Queryable, recordId: string, revision: number): Promise<number | null> {
  const row = await db
    .selectFrom('carried_stamps')
    .select('from_revision')
    .where('record_id', '=', recordId)
    .where('revision', '=', revision)
    .executeTakeFirst()
  return row?.from_revision ?? null
}
