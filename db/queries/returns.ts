/** What came back of our own records, and the phrases that returns are written with. */
import { type Insertable, type Selectable, sql } from 'kysely'
import type { Queryable } from '../connection.ts'
import type { RecordReturnsTable, ReturnPhrasesTable } from '../schema-exchange.ts'
import { among, type WhichRecords } from './record-choice.ts'

export type ReturnRow = Selectable<RecordReturnsTable>
export type PhraseRow = Selectable<ReturnPhrasesTable>

export async function insertReturn(db: Queryable, row: Insertable<RecordReturnsTable>): Promise<void> {
  await db.insertInto('record_returns').values(row).execute()
}

export function findReturn(db: Queryable, returnId: string): Promise<ReturnRow | undefined> {
  return db.selectFrom('record_returns').selectAll().where('return_id', '=', returnId).executeTakeFirst()
}

/** Neither answered nor taken back, the newest last. */
export function openReturns(db: Queryable, recordId: string): Promise<ReturnRow[]> {
  return db
    .selectFrom('record_returns')
    .selectAll()
    .where('record_id', '=', recordId)
    .where('answered_revision', 'is', null)
    .where('undone_at', 'is', null)
    .orderBy('entered_at')
    .orderBy('return_id')
    .execute()
}

/** Returns by telephone that hold, answered ones too. */
export function phoneReturns(db: Queryable, which: WhichRecords): Promise<ReturnRow[]> {
  return db
    .selectFrom('record_returns')
    .selectAll()
    .where('source', '=', 'phone')
    .where('undone_at', 'is', null)
    .$if(which !== null, (query) => query.where(among('record_id', which ?? [])))
    .orderBy('at')
    .orderBy('return_id')
    .execute()
}

/** A revision later than the returned one answers it. */
export async function answerReturns(db: Queryable, recordId: string, revision: number): Promise<void> {
  await db
    .updateTable('record_returns')
    .set({ answered_revision: revision })
    .where('record_id', '=', recordId)
    .where('revision', '<', revision)
    .where('answered_revision', 'is', null)
    .where('undone_at', 'is', null)
    .execute()
}

export async function setReturnUnlocked(db: Queryable, returnId: string, at: string, reason: string): Promise<void> {
  await db
    .updateTable('record_returns')
    .set({ unlocked_at: at, unlocked_reason: reason })
    .where('return_id', '=', returnId)
    .execute()
}

export async function setReturnUndone(db: Queryable, returnId: string, at: string): Promise<void> {
  await db.updateTable('record_returns').set({ undone_at: at }).where('return_id', '=', returnId).execute()
}

/** Removed ones too. */
export function allPhrases(db: Queryable): Promise<PhraseRow[]> {
  return db.selectFrom('return_phrases').selectAll().execute()
}

export async function putPhrase(db: Queryable, row: PhraseRow): Promise<void> {
  const { phrase_id: _id, ...change } = row
  await db
    .insertInto('return_phrases')
    .values(row)
    .onConflict((conflict) => conflict.column('phrase_id').doUpdateSet(change))
    .execute()
}

export async function countPhraseUse(db: Queryable, phraseId: string, at: string): Promise<void> {
  await db
    .updateTable('return_phrases')
    .set({ used: sql<number>`used + 1`, last_used_at: at })
    .where('phrase_id', '=', phraseId)
    .execute()
}
