/** Stamped paper beside revisions. */
import type { Insertable, Selectable, Updateable } from 'kysely'
import type { Queryable } from '../connection.ts'
import type { ScansTable } from '../schema-papers.ts'
import { among, type WhichRecords } from './record-choice.ts'

export type ScanRow = Selectable<ScansTable>
export type ScanFile = ScanRow & { bytes: number; media_type: string; personal: 0 | 1 }

export async function insertScan(db: Queryable, row: Insertable<ScansTable>): Promise<void> {
  await db.insertInto('scans').values(row).execute()
}

export async function updateScan(
  db: Queryable,
  scanId: string,
  change: Pick<Updateable<ScansTable>, 'verdict' | 'typed_code' | 'removed_at' | 'stamped_at'>,
): Promise<void> {
  await db.updateTable('scans').set(change).where('scan_id', '=', scanId).execute()
}

/** Removed ones too. */
export function scan(db: Queryable, scanId: string): Promise<ScanRow | undefined> {
  return db.selectFrom('scans').selectAll().where('scan_id', '=', scanId).executeTakeFirst()
}

/** Removed or not: the same file hangs on a revision once. */
export function scanOfFile(
  db: Queryable,
  recordId: string,
  revision: number,
  digest: string,
): Promise<ScanRow | undefined> {
  return db
    .selectFrom('scans')
    .selectAll()
    .where('record_id', '=', recordId)
    .where('revision', '=', revision)
    .where('digest', '=', digest)
    .executeTakeFirst()
}

/** Of one record, or of all: without the removed ones, the newest revision and the oldest scan first. */
export function liveScans(db: Queryable, which: WhichRecords): Promise<ScanFile[]> {
  return db
    .selectFrom('scans')
    .innerJoin('attachments', 'attachments.digest', 'scans.digest')
    .selectAll('scans')
    .select(['attachments.bytes', 'attachments.media_type', 'attachments.personal'])
    .where('removed_at', 'is', null)
    .$if(which !== null, (query) => query.where(among('record_id', which ?? [])))
    .orderBy('revision', 'desc')
    .orderBy('scans.added_at')
    .orderBy('scan_id')
    .execute()
}

/** How many ever hung on the revision: numbers in titles are not given twice. */
export async function countScans(db: Queryable, recordId: string, revision: number): Promise<number> {
  const { count } = await db
    .selectFrom('scans')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('record_id', '=', recordId)
    .where('revision', '=', revision)
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** Revisions of any record whose digest begins with these hexadecimal digits. */
export function revisionsByPrefix(
  db: Queryable,
  prefix: string,
): Promise<{ record_id: string; revision: number; digest: string }[]> {
  return db
    .selectFrom('revisions')
    .select(['record_id', 'revision', 'digest'])
    .where('digest', '>=', prefix)
    .where('digest', '<', `${prefix}g`)
    .execute()
}
