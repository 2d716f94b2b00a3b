/** What we wrote: numbers, plans and digests, fixed before the first byte (bundle-format.md §4). */
import type { Insertable, Selectable } from 'kysely'
import type { Queryable } from '../connection.ts'
import type { OutboxRecordsTable, OutboxTable } from '../schema-packages.ts'

export type OutboxRow = Selectable<OutboxTable>
export type OutboxRecordRow = Selectable<OutboxRecordsTable>

/** The row of one device and one recipient: numbers and digests run in it. `''` as recipient: packages to nobody in particular. */
export interface Stream {
  readonly deviceId: string
  readonly recipientOfficeId: string
}

export async function insertOutbox(
  db: Queryable,
  row: Insertable<OutboxTable>,
  records: readonly Omit<OutboxRecordRow, 'package_id'>[],
): Promise<void> {
  await db.insertInto('outbox').values(row).execute()
  for (const record of records) {
    await db
      .insertInto('outbox_records')
      .values({ ...record, package_id: row.package_id })
      .execute()
  }
}

/** The number after the last one given, cancelled ones included: a number is never given twice. */
export async function nextSequence(db: Queryable, stream: Stream): Promise<number> {
  const row = await db
    .selectFrom('outbox')
    .select((e) => e.fn.max('sequence').as('last'))
    .where('device_id', '=', stream.deviceId)
    .where('recipient_office_id', '=', stream.recipientOfficeId)
    .executeTakeFirst()
  return Number(row?.last ?? 0) + 1
}

/** Volume 1 of the last package that was not cancelled. @param but numbers that are about to be cancelled */
export async function lastOfStream(
  db: Queryable,
  stream: Stream,
  but: readonly number[] = [],
): Promise<OutboxRow | undefined> {
  return db
    .selectFrom('outbox')
    .selectAll()
    .where('device_id', '=', stream.deviceId)
    .where('recipient_office_id', '=', stream.recipientOfficeId)
    .where('state', '<>', 'cancelled')
    .where('sequence', 'not in', but)
    .where('volume_n', '=', 1)
    .orderBy('sequence', 'desc')
    .executeTakeFirst()
}

export async function cancelledSequencesAfter(db: Queryable, stream: Stream, sequence: number): Promise<number[]> {
  const rows = await db
    .selectFrom('outbox')
    .select('sequence')
    .distinct()
    .where('device_id', '=', stream.deviceId)
    .where('recipient_office_id', '=', stream.recipientOfficeId)
    .where('state', '=', 'cancelled')
    .where('sequence', '>', sequence)
    .orderBy('sequence')
    .execute()
  return rows.map((row) => row.sequence)
}

/** Frozen, not yet written: cut off by a full disk, a pulled stick or a power cut. Oldest first. */
export async function frozenOfStream(db: Queryable, stream: Stream): Promise<OutboxRow[]> {
  return db
    .selectFrom('outbox')
    .selectAll()
    .where('device_id', '=', stream.deviceId)
    .where('recipient_office_id', '=', stream.recipientOfficeId)
    .where('state', '=', 'frozen')
    .orderBy('sequence')
    .orderBy('volume_n')
    .execute()
}

/** Ids of the packages of any recipient that this device numbered and that were never written. */
export async function frozenOfDevice(db: Queryable, deviceId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('outbox')
    .select('package_id')
    .where('device_id', '=', deviceId)
    .where('state', '=', 'frozen')
    .execute()
  return rows.map((row) => row.package_id)
}

export async function allFrozen(db: Queryable): Promise<OutboxRow[]> {
  return db.selectFrom('outbox').selectAll().where('state', '=', 'frozen').orderBy('created_at').execute()
}

/** All volumes of the group that this package belongs to, in order; empty when there is none. */
export async function outboxGroup(db: Queryable, packageId: string): Promise<OutboxRow[]> {
  const row = await findOutbox(db, packageId)
  if (!row) return []
  if (row.group_id === null) return [row]
  return db.selectFrom('outbox').selectAll().where('group_id', '=', row.group_id).orderBy('volume_n').execute()
}

export async function findOutbox(db: Queryable, packageId: string): Promise<OutboxRow | undefined> {
  return db.selectFrom('outbox').selectAll().where('package_id', '=', packageId).executeTakeFirst()
}

/** Newest first. */
export async function listOutbox(db: Queryable): Promise<OutboxRow[]> {
  return db
    .selectFrom('outbox')
    .selectAll()
    .orderBy('created_at', 'desc')
    .orderBy('sequence', 'desc')
    .orderBy('volume_n')
    .execute()
}

export async function outboxRecords(db: Queryable, packageIds: readonly string[]): Promise<OutboxRecordRow[]> {
  if (packageIds.length === 0) return []
  return db
    .selectFrom('outbox_records')
    .selectAll()
    .where('package_id', 'in', packageIds)
    .orderBy('record_id')
    .execute()
}

/** `recordId-revision` of all that was written out for an office, whether a receipt has come or not. */
export async function sentRevisions(db: Queryable, recipientOfficeId: string): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('outbox_records')
    .innerJoin('outbox', 'outbox.package_id', 'outbox_records.package_id')
    .select(['outbox_records.record_id', 'outbox_records.revision'])
    .where('outbox.recipient_office_id', '=', recipientOfficeId)
    .where('outbox.kind', '=', 'submission')
    .where('outbox.state', '=', 'written')
    .execute()
  return new Set(rows.map((row) => `${row.record_id}-${row.revision}`))
}

export async function markOutboxWritten(
  db: Queryable,
  packageId: string,
  end: { bytes: number; sha256: string; at: string },
): Promise<void> {
  await db
    .updateTable('outbox')
    .set({ state: 'written', bytes: end.bytes, sha256: end.sha256, written_at: end.at })
    .where('package_id', '=', packageId)
    .where('state', '<>', 'cancelled')
    .execute()
}

/** Gives up a number that was never written; the next package names it in `voided`. */
export async function markOutboxCancelled(db: Queryable, packageIds: readonly string[]): Promise<void> {
  if (packageIds.length === 0) return
  await db
    .updateTable('outbox')
    .set({ state: 'cancelled' })
    .where('package_id', 'in', packageIds)
    .where('state', '=', 'frozen')
    .execute()
}

/** Another folder for the same bytes: the plan remembers where the file is to lie. */
export async function setOutboxPlan(db: Queryable, packageId: string, planJson: string): Promise<void> {
  await db.updateTable('outbox').set({ plan_json: planJson }).where('package_id', '=', packageId).execute()
}

export async function findOutboxNumber(
  db: Queryable,
  stream: Stream,
  sequence: number,
): Promise<OutboxRow | undefined> {
  return db
    .selectFrom('outbox')
    .selectAll()
    .where('device_id', '=', stream.deviceId)
    .where('recipient_office_id', '=', stream.recipientOfficeId)
    .where('sequence', '=', sequence)
    .where('volume_n', '=', 1)
    .executeTakeFirst()
}
