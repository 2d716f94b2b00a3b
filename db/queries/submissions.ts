/** Records and revisions as packages carry them: which go into an export, and what an import writes. */
import type { Insertable } from 'kysely'
import type { Queryable } from '../connection.ts'
import type { AttachmentsTable, DocumentsTable, RecordsTable, RevisionsTable } from '../schema.ts'
import type { ScansTable } from '../schema-papers.ts'
import type { ConsentsTable } from '../schema-videos.ts'
import { saveAttachment } from './attachments.ts'
import { insertRecord, updateRecord } from './records.ts'
import { insertDocument, insertRevision, insertRevisionAttachments } from './revisions.ts'
import { saveVideoFacts } from './videos.ts'

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

export interface ImportedFile {
  readonly row: Insertable<AttachmentsTable>
  readonly field: string
  readonly title: string
  /** What an inspected video says about itself, as JSON; null: was not inspected, or is none. */
  readonly facts_json: string | null
}

/** What one imported revision writes. */
export interface ImportedRevision {
  readonly record: Insertable<RecordsTable>
  readonly revision: Insertable<RevisionsTable>
  readonly attachments: readonly ImportedFile[]
  readonly scans: readonly { row: Insertable<AttachmentsTable>; scan: Insertable<ScansTable> }[]
  readonly documents: readonly (Insertable<DocumentsTable> & { sealed: 0 | 1; masked: 0 | 1 })[]
  /** Of a letter: who has signed it, with the digest of the paper; null: the package says nothing about it. */
  readonly consents: readonly (Omit<Insertable<ConsentsTable>, 'scan_id'> & { scan_digest: string | null })[] | null
}

/** Adds a revision that we do not have yet, with a form that was kept before; an older one comes beside a newer one and never over it. */
export async function insertImportedRevision(db: Queryable, one: ImportedRevision): Promise<void> {
  const known = await db
    .selectFrom('records')
    .select('record_id')
    .where('record_id', '=', one.record.record_id)
    .executeTakeFirst()
  if (known) await updateRecord(db, one.record.record_id, { updated_at: one.record.updated_at })
  else await insertRecord(db, one.record)
  await insertRevision(db, one.revision)
  for (const file of one.attachments) await saveFile(db, file)
  await insertRevisionAttachments(
    db,
    one.record.record_id,
    one.revision.revision,
    one.attachments.map(({ row, field, title }) => ({ field, digest: row.digest, title })),
  )
  await addImportedScans(db, one.scans)
  for (const row of one.documents) await insertDocument(db, row)
}

/**
 * What came with another volume of a revision that is here already: files, and the personal part if it was not with the
 * first.
 * @param heard false: a file that is here stays in the field where it is
 */
export async function addImportedFiles(
  db: Queryable,
  recordId: string,
  revision: number,
  one: Pick<ImportedRevision, 'attachments' | 'documents' | 'revision' | 'scans'>,
  heard = true,
): Promise<void> {
  await db
    .updateTable('revisions')
    .set({ personal_sealed: one.revision.personal_sealed ?? null })
    .where('record_id', '=', recordId)
    .where('revision', '=', revision)
    .where('personal_sealed', 'is', null)
    .execute()
  const known = await db
    .selectFrom('revision_attachments')
    .select(['field', 'digest', 'position'])
    .where('record_id', '=', recordId)
    .where('revision', '=', revision)
    .execute()
  let position = Math.max(0, ...known.map((row) => row.position))
  for (const file of one.attachments) {
    const { row, field, title } = file
    await saveFile(db, file)
    if (known.some((have) => have.digest === row.digest && (!heard || have.field === field))) continue
    position++
    await db
      .insertInto('revision_attachments')
      .values({ record_id: recordId, revision, field, digest: row.digest, title, position })
      .execute()
  }
  await addImportedScans(db, one.scans)
  for (const row of one.documents) await insertDocument(db, row)
}

async function saveFile(db: Queryable, { row, facts_json }: ImportedFile): Promise<void> {
  await saveAttachment(db, row)
  if (facts_json !== null) await saveVideoFacts(db, { digest: row.digest, facts_json, inspected_at: row.added_at })
}

/** The same paper once more stays one. */
async function addImportedScans(db: Queryable, scans: ImportedRevision['scans']): Promise<void> {
  for (const { row, scan } of scans) {
    await saveAttachment(db, row)
    await db
      .insertInto('scans')
      .values(scan)
      .onConflict((conflict) => conflict.columns(['record_id', 'revision', 'digest']).doNothing())
      .execute()
  }
}
