/** Records and revisions as packages carry them: read for an export, written by an import. */
import type { Insertable, Selectable } from 'kysely'
import type { Queryable } from '../connection.ts'
import type { AttachmentsTable, DocumentsTable, RecordsTable, RevisionAttachmentsTable, RevisionsTable } from '../schema.ts'

export type RevisionRow = Selectable<RevisionsTable>
export type DocumentRow = Selectable<DocumentsTable>
export type RevisionAttachmentRow = Pick<RevisionAttachmentsTable, 'field' | 'title' | 'position'> & Selectable<AttachmentsTable>

export async function findRevision(db: Queryable, recordId: string, revision: number): Promise<RevisionRow | undefined> {
  return db.selectFrom('revisions').selectAll().where('record_id', '=', recordId).where('revision', '=', revision).executeTakeFirst()
}

export async function latestRevision(db: Queryable, recordId: string): Promise<RevisionRow | undefined> {
  return db.selectFrom('revisions').selectAll().where('record_id', '=', recordId).orderBy('revision', 'desc').executeTakeFirst()
}

export async function revisionFiles(db: Queryable, recordId: string, revision: number): Promise<RevisionAttachmentRow[]> {
  return db
    .selectFrom('revision_attachments')
    .innerJoin('attachments', 'attachments.digest', 'revision_attachments.digest')
    .selectAll('attachments')
    .select(['revision_attachments.field', 'revision_attachments.title', 'revision_attachments.position'])
    .where('record_id', '=', recordId)
    .where('revision', '=', revision)
    .orderBy('revision_attachments.field')
    .orderBy('revision_attachments.position')
    .execute()
}

export async function revisionDocuments(db: Queryable, recordId: string, revision: number): Promise<DocumentRow[]> {
  return db.selectFrom('documents').selectAll().where('record_id', '=', recordId).where('revision', '=', revision).orderBy('masked').execute()
}

export async function findRecordRow(db: Queryable, recordId: string): Promise<Selectable<RecordsTable> | undefined> {
  return db.selectFrom('records').selectAll().where('record_id', '=', recordId).executeTakeFirst()
}

export async function ownRecordIds(db: Queryable, noticeId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('records')
    .select('record_id')
    .where('own', '=', 1)
    .where('notice_id', '=', noticeId)
    .where('deleted_at', 'is', null)
    .orderBy('created_at')
    .orderBy('record_id')
    .execute()
  return rows.map((row) => row.record_id)
}

/** What one imported revision writes. Rows that are there already stay as they are. */
export interface ImportedRevision {
  readonly form: { form_id: string; form_version: string; definition_json: string }
  readonly record: Insertable<RecordsTable>
  readonly revision: Insertable<RevisionsTable>
  readonly attachments: readonly Insertable<AttachmentsTable>[]
  readonly revisionAttachments: readonly Insertable<RevisionAttachmentsTable>[]
  readonly documents: readonly Insertable<DocumentsTable>[]
}

/** @returns whether the revision was new */
export async function insertImportedRevision(db: Queryable, one: ImportedRevision): Promise<boolean> {
  await db.insertInto('forms').values(one.form).onConflict((conflict) => conflict.doNothing()).execute()
  await db
    .insertInto('records')
    .values(one.record)
    .onConflict((conflict) => conflict.column('record_id').doUpdateSet({ updated_at: one.record.updated_at }))
    .execute()
  const inserted = await db
    .insertInto('revisions')
    .values(one.revision)
    .onConflict((conflict) => conflict.columns(['record_id', 'revision']).doNothing())
    .executeTakeFirst()
  for (const row of one.attachments) await db.insertInto('attachments').values(row).onConflict((conflict) => conflict.doNothing()).execute()
  for (const row of one.revisionAttachments) await db.insertInto('revision_attachments').values(row).onConflict((conflict) => conflict.doNothing()).execute()
  for (const row of one.documents) await db.insertInto('documents').values(row).onConflict((conflict) => conflict.doNothing()).execute()
  return Number(inserted.numInsertedOrUpdatedRows ?? 0) > 0
}

/** Which of these files we keep. */
export async function knownAttachments(db: Queryable, digests: readonly string[]): Promise<Set<string>> {
  if (digests.length === 0) return new Set()
  const rows = await db.selectFrom('attachments').select('digest').where('digest', 'in', digests).execute()
  return new Set(rows.map((row) => row.digest))
}
