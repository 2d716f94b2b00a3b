/** What came in: one row a package, with what was decided about its records. */
import { type Insertable, type Selectable, sql } from 'kysely'
import type { Queryable } from '../connection.ts'
import type { InboxRecordsTable, InboxTable } from '../schema-packages.ts'

export type InboxRow = Selectable<InboxTable>
export type InboxRecordRow = Selectable<InboxRecordsTable>

export async function findInbox(db: Queryable, tagManifestDigest: string): Promise<InboxRow | undefined> {
  return db.selectFrom('inbox').selectAll().where('tag_manifest_digest', '=', tagManifestDigest).executeTakeFirst()
}

/** The copy of this package that was taken in, or else the latest that waits. */
export async function findInboxPackage(db: Queryable, packageId: string): Promise<InboxRow | undefined> {
  const rows = await db
    .selectFrom('inbox')
    .selectAll()
    .where('package_id', '=', packageId)
    .orderBy('received_at', 'desc')
    .execute()
  return rows.find((row) => row.result === 'imported') ?? rows[0]
}

/**
 * Every number of this sender's device that was taken in, newest first, of the row to one recipient; null: of the one
 * to everybody. Cards count in no row.
 */
export async function importedOfSender(
  db: Queryable,
  senderOfficeId: string,
  senderDeviceId: string,
  recipientOfficeId: string | null,
): Promise<InboxRow[]> {
  return db
    .selectFrom('inbox')
    .selectAll()
    .where('sender_office_id', '=', senderOfficeId)
    .where('sender_device_id', '=', senderDeviceId)
    .where('result', '=', 'imported')
    .where('kind', 'in', ['submission', 'receipt', 'notice'])
    .where(sql<string | null>`json_extract(package_json, '$.recipient.officeId')`, 'is', recipientOfficeId)
    .orderBy('sequence', 'desc')
    .orderBy('volume_n')
    .execute()
}

/** One computer of an office, in its row to one recipient; null: to everybody. */
export interface Stream {
  readonly officeId: string
  readonly deviceId: string
  readonly recipientOfficeId: string | null
}

const ofStream = (db: Queryable, { officeId, deviceId, recipientOfficeId }: Stream) =>
  db
    .selectFrom('inbox')
    .where('sender_office_id', '=', officeId)
    .where('sender_device_id', '=', deviceId)
    .where('result', '=', 'imported')
    .where('kind', 'in', ['submission', 'receipt', 'notice'])
    .where(sql<string | null>`json_extract(package_json, '$.recipient.officeId')`, 'is', recipientOfficeId)

/** The highest number that was taken in; null: none was. By the index, however many there are. */
export async function lastNumber(db: Queryable, stream: Stream): Promise<number | null> {
  const row = await ofStream(db, stream).select('sequence').orderBy('sequence', 'desc').limit(1).executeTakeFirst()
  return row?.sequence ?? null
}

/** What was taken in under the highest number. */
export function lastTakenIn(db: Queryable, stream: Stream): Promise<InboxRow | undefined> {
  return ofStream(db, stream).selectAll().orderBy('sequence', 'desc').orderBy('volume_n').limit(1).executeTakeFirst()
}

/** What was taken in under one number: its volumes, and a second package where a person let one in. */
export function takenUnder(
  db: Queryable,
  stream: Stream,
  sequence: number,
): Promise<Pick<InboxRow, 'tag_manifest_digest' | 'volume_n' | 'volume_of'>[]> {
  return ofStream(db, stream)
    .select(['tag_manifest_digest', 'volume_n', 'volume_of'])
    .where('sequence', '=', sequence)
    .orderBy('volume_n')
    .execute()
}

/** When the nearest earlier number was written, by the sender's clock; null: there is none here. */
export async function writtenBefore(db: Queryable, stream: Stream, sequence: number): Promise<string | null> {
  const row = await ofStream(db, stream)
    .select(sql<string>`json_extract(package_json, '$.createdAt')`.as('at'))
    .where('sequence', '<', sequence)
    .orderBy('sequence', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.at ?? null
}

/** Puts the row down; a package that was held or refused before is replaced, one taken in never is. */
export async function putInbox(db: Queryable, row: Insertable<InboxTable>): Promise<void> {
  await db
    .insertInto('inbox')
    .values(row)
    .onConflict((conflict) =>
      conflict
        .column('tag_manifest_digest')
        .doUpdateSet({
          result: row.result,
          findings_json: row.findings_json,
          package_json: row.package_json,
          file_name: row.file_name,
          received_at: row.received_at,
        })
        .where('inbox.result', '<>', 'imported'),
    )
    .execute()
}

export async function insertInboxRecord(db: Queryable, row: Insertable<InboxRecordsTable>): Promise<void> {
  await db.insertInto('inbox_records').values(row).execute()
}

/** Newest first. */
export async function listInbox(db: Queryable): Promise<InboxRow[]> {
  return db
    .selectFrom('inbox')
    .selectAll()
    .orderBy('received_at', 'desc')
    .orderBy('sequence', 'desc')
    .orderBy('tag_manifest_digest')
    .execute()
}

export async function inboxRecords(db: Queryable, tagManifestDigests: readonly string[]): Promise<InboxRecordRow[]> {
  if (tagManifestDigests.length === 0) return []
  return db
    .selectFrom('inbox_records')
    .selectAll()
    .where('tag_manifest_digest', 'in', tagManifestDigests)
    .orderBy('record_id')
    .orderBy('revision')
    .execute()
}

/** @returns false when the package holds no such revision */
export async function decideInboxRecord(
  db: Queryable,
  key: { tagManifestDigest: string; recordId: string; revision: number },
  decision: {
    state: 'received' | 'accepted' | 'returned'
    reasonsSealed: Buffer | null
    /** JSON list parallel to the reasons. */
    fieldsJson: string | null
    at: string
  },
): Promise<boolean> {
  const result = await db
    .updateTable('inbox_records')
    .set({
      state: decision.state,
      reasons_sealed: decision.reasonsSealed,
      fields_json: decision.fieldsJson,
      decided_at: decision.at,
    })
    .where('tag_manifest_digest', '=', key.tagManifestDigest)
    .where('record_id', '=', key.recordId)
    .where('revision', '=', key.revision)
    .executeTakeFirst()
  return Number(result.numUpdatedRows) === 1
}

/** Packages with these ids that were taken in. */
export async function importedPackages(db: Queryable, packageIds: readonly string[]): Promise<InboxRow[]> {
  return db
    .selectFrom('inbox')
    .selectAll()
    .where('result', '=', 'imported')
    .where(sql<boolean>`package_id IN (SELECT value FROM json_each(${JSON.stringify(packageIds)}))`)
    .execute()
}

/** Submissions that were taken in, by sender, the oldest first: what a receipt may answer. */
export async function importedSubmissions(db: Queryable): Promise<InboxRow[]> {
  return db
    .selectFrom('inbox')
    .selectAll()
    .where('result', '=', 'imported')
    .where('kind', '=', 'submission')
    .orderBy('sender_name')
    .orderBy('sender_office_id')
    .orderBy('received_at')
    .orderBy('sequence')
    .orderBy('volume_n')
    .execute()
}

export async function markReceiptWritten(db: Queryable, tagManifestDigest: string, at: string): Promise<void> {
  await db
    .updateTable('inbox')
    .set({ receipt_written_at: at })
    .where('tag_manifest_digest', '=', tagManifestDigest)
    .execute()
}
