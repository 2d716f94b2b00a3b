import { type Insertable, type Selectable, sql } from 'kysely'
import type { Queryable } from '../connection.ts'
import type { DocumentsTable, RevisionsTable } from '../schema.ts'

export type RevisionRow = Selectable<RevisionsTable>
export type RevisionAttachment = {
  field: string
  digest: string
  title: string
  position: number
  bytes: number
  media_type: string
  width: number | null
  height: number | null
  personal: 0 | 1
}
export type DocumentRow = Selectable<DocumentsTable>

/** Of a row of `revisions`: its record has no later one. */
export const isNewest = sql<boolean>`revisions.revision = (
  SELECT max(other.revision) FROM revisions AS other WHERE other.record_id = revisions.record_id)`

export function revisionsOf(db: Queryable, recordId: string): Promise<RevisionRow[]> {
  return db.selectFrom('revisions').selectAll().where('record_id', '=', recordId).orderBy('revision', 'desc').execute()
}

export function revision(db: Queryable, recordId: string, number: number): Promise<RevisionRow | undefined> {
  return db
    .selectFrom('revisions')
    .selectAll()
    .where('record_id', '=', recordId)
    .where('revision', '=', number)
    .executeTakeFirst()
}

export function revisionByDigest(db: Queryable, recordId: string, digest: string): Promise<RevisionRow | undefined> {
  return db
    .selectFrom('revisions')
    .selectAll()
    .where('record_id', '=', recordId)
    .where('digest', '=', digest)
    .executeTakeFirst()
}

export function latestRevision(db: Queryable, recordId: string): Promise<RevisionRow | undefined> {
  return db
    .selectFrom('revisions')
    .selectAll()
    .where('record_id', '=', recordId)
    .orderBy('revision', 'desc')
    .limit(1)
    .executeTakeFirst()
}

export async function insertRevision(db: Queryable, row: Insertable<RevisionsTable>): Promise<void> {
  await db.insertInto('revisions').values(row).execute()
}

export async function insertRevisionAttachments(
  db: Queryable,
  recordId: string,
  number: number,
  files: readonly { field: string; digest: string; title: string }[],
): Promise<void> {
  if (files.length === 0) return
  const rows = files.map(({ field, digest, title }, index) => ({
    record_id: recordId,
    revision: number,
    field,
    digest,
    title,
    position: index + 1,
  }))
  await db.insertInto('revision_attachments').values(rows).execute()
}

export function revisionAttachments(db: Queryable, recordId: string, number: number): Promise<RevisionAttachment[]> {
  return db
    .selectFrom('revision_attachments')
    .innerJoin('attachments', 'attachments.digest', 'revision_attachments.digest')
    .select([
      'revision_attachments.field',
      'revision_attachments.digest',
      'revision_attachments.title',
      'revision_attachments.position',
      'attachments.bytes',
      'attachments.media_type',
      'attachments.width',
      'attachments.height',
      'attachments.personal',
    ])
    .where('record_id', '=', recordId)
    .where('revision', '=', number)
    .orderBy('position')
    .execute()
}

/** `stampedAt` null takes the mark back. Returns the number of rows changed. */
export async function setStamped(
  db: Queryable,
  recordId: string,
  number: number,
  stampedAt: string | null,
): Promise<number> {
  const result = await db
    .updateTable('revisions')
    .set({ stamped_at: stampedAt })
    .where('record_id', '=', recordId)
    .where('revision', '=', number)
    .executeTakeFirst()
  return Number(result.numUpdatedRows)
}

export function document(
  db: Queryable,
  recordId: string,
  number: number,
  masked: boolean,
): Promise<DocumentRow | undefined> {
  return db
    .selectFrom('documents')
    .selectAll()
    .where('record_id', '=', recordId)
    .where('revision', '=', number)
    .where('masked', '=', masked ? 1 : 0)
    .executeTakeFirst()
}

/** Keeps the first one: a PDF is made once per revision. */
export async function insertDocument(db: Queryable, row: DocumentRow): Promise<void> {
  await db
    .insertInto('documents')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}
