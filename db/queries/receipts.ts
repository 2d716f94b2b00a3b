/** Receipts that we wrote (`out`) and that we got (`in`). */
import type { Insertable, Selectable } from 'kysely'
import type { Queryable } from '../connection.ts'
import type { ReceiptRecordsTable, ReceiptsTable } from '../schema-packages.ts'

export type ReceiptRow = Selectable<ReceiptsTable>
export type ReceiptRecordRow = Selectable<ReceiptRecordsTable>
export type ReceiptDirection = ReceiptsTable['direction']

export async function insertReceipt(
  db: Queryable,
  row: Insertable<ReceiptsTable>,
  records: readonly Omit<Insertable<ReceiptRecordsTable>, 'receipt_id'>[],
): Promise<void> {
  await db.insertInto('receipts').values(row).execute()
  for (const record of records)
    await db
      .insertInto('receipt_records')
      .values({ ...record, receipt_id: row.receipt_id })
      .execute()
}

/** Whether a receipt with this id, or with this number about this package, was taken in. */
export async function knownReceipt(
  db: Queryable,
  receipt: { receiptId: string; issuer: string; sequence: number; package: { id: string } },
): Promise<boolean> {
  const row = await db
    .selectFrom('receipts')
    .select('receipt_id')
    .where((eb) =>
      eb.or([
        eb('receipt_id', '=', receipt.receiptId),
        eb.and([
          eb('direction', '=', 'in'),
          eb('issuer_office_id', '=', receipt.issuer),
          eb('package_id', '=', receipt.package.id),
          eb('sequence', '=', receipt.sequence),
        ]),
      ]),
    )
    .executeTakeFirst()
  return row !== undefined
}

/** What one receipt of an office says, a row for each package. */
export async function receiptsOfNumber(
  db: Queryable,
  direction: ReceiptDirection,
  issuer: string,
  sequence: number,
): Promise<ReceiptRow[]> {
  return db
    .selectFrom('receipts')
    .selectAll()
    .where('direction', '=', direction)
    .where('issuer_office_id', '=', issuer)
    .where('sequence', '=', sequence)
    .orderBy('receipt_id')
    .execute()
}

/** The last receipt about one package. */
export async function lastReceiptOfPackage(
  db: Queryable,
  direction: ReceiptDirection,
  packageId: string,
): Promise<ReceiptRow | undefined> {
  return db
    .selectFrom('receipts')
    .selectAll()
    .where('direction', '=', direction)
    .where('package_id', '=', packageId)
    .orderBy('sequence', 'desc')
    .executeTakeFirst()
}

export async function receiptsOfPackages(
  db: Queryable,
  direction: ReceiptDirection,
  packageIds: readonly string[],
): Promise<ReceiptRow[]> {
  if (packageIds.length === 0) return []
  return db
    .selectFrom('receipts')
    .selectAll()
    .where('direction', '=', direction)
    .where('package_id', 'in', packageIds)
    .orderBy('sequence')
    .execute()
}

/** The last receipt of an office about what we sent it for a notice. */
export async function lastReceiptOfNotice(
  db: Queryable,
  issuer: string,
  noticeId: string,
): Promise<Pick<ReceiptRow, 'sequence' | 'created_at'> | undefined> {
  return db
    .selectFrom('receipts')
    .innerJoin('outbox', 'outbox.package_id', 'receipts.package_id')
    .select(['receipts.sequence', 'receipts.created_at'])
    .where('receipts.direction', '=', 'in')
    .where('receipts.issuer_office_id', '=', issuer)
    .where('outbox.notice_id', '=', noticeId)
    .orderBy('receipts.sequence', 'desc')
    .executeTakeFirst()
}

export async function receiptRecords(db: Queryable, receiptIds: readonly string[]): Promise<ReceiptRecordRow[]> {
  if (receiptIds.length === 0) return []
  return db
    .selectFrom('receipt_records')
    .selectAll()
    .where('receipt_id', 'in', receiptIds)
    .orderBy('record_id')
    .execute()
}

/** The last word of the upstream offices about each of our revisions. */
export async function receiptedRevisions(
  db: Queryable,
): Promise<(ReceiptRecordRow & { issuer_office_id: string; created_at: string })[]> {
  return db
    .selectFrom('receipt_records')
    .innerJoin('receipts', 'receipts.receipt_id', 'receipt_records.receipt_id')
    .selectAll('receipt_records')
    .select(['receipts.issuer_office_id', 'receipts.created_at'])
    .where('receipts.direction', '=', 'in')
    .orderBy('receipts.sequence')
    .execute()
}
