import type { Insertable, Selectable } from 'kysely'
import type { Queryable } from '../connection.ts'
import type { OwnNoticesTable, OwnNoticeVersionsTable } from '../schema-own-notices.ts'

export type OwnNoticeRow = Selectable<OwnNoticesTable>
export type OwnNoticeVersionRow = Selectable<OwnNoticeVersionsTable>

/** Without the discarded ones, the one worked at last first. */
export function ownNotices(db: Queryable): Promise<OwnNoticeRow[]> {
  return db
    .selectFrom('own_notices')
    .selectAll()
    .where('discarded_at', 'is', null)
    .orderBy('updated_at', 'desc')
    .orderBy('notice_id')
    .execute()
}

export function ownNotice(db: Queryable, noticeId: string): Promise<OwnNoticeRow | undefined> {
  return db.selectFrom('own_notices').selectAll().where('notice_id', '=', noticeId).executeTakeFirst()
}

export async function insertOwnNotice(db: Queryable, row: Insertable<OwnNoticesTable>): Promise<void> {
  await db.insertInto('own_notices').values(row).execute()
}

export async function addOwnNoticeFile(
  db: Queryable,
  noticeId: string,
  position: number,
  digest: string,
): Promise<void> {
  await db.insertInto('own_notice_files').values({ notice_id: noticeId, position, digest }).execute()
}

/** The received file first, then the pictures of its pages. */
export async function ownNoticeFiles(db: Queryable, noticeId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('own_notice_files')
    .select('digest')
    .where('notice_id', '=', noticeId)
    .orderBy('position')
    .execute()
  return rows.map((row) => row.digest)
}

/** Number of rows changed: 0 when there is no such notice. */
export async function updateOwnNotice(
  db: Queryable,
  noticeId: string,
  fields: Partial<Pick<OwnNoticeRow, 'draft_json' | 'changed' | 'updated_at' | 'discarded_at'>>,
): Promise<number> {
  const result = await db.updateTable('own_notices').set(fields).where('notice_id', '=', noticeId).executeTakeFirst()
  return Number(result.numUpdatedRows)
}

/** The latest version of each that is not discarded: what is in force. */
export function ownNoticesInForce(db: Queryable): Promise<OwnNoticeVersionRow[]> {
  return db
    .selectFrom('own_notice_versions as version')
    .innerJoin('own_notices as notice', 'notice.notice_id', 'version.notice_id')
    .selectAll('version')
    .where('notice.discarded_at', 'is', null)
    .where('version.version', '=', (eb) =>
      eb
        .selectFrom('own_notice_versions as other')
        .select((inner) => inner.fn.max('other.version').as('latest'))
        .whereRef('other.notice_id', '=', 'version.notice_id'),
    )
    .orderBy('version.in_force_at', 'desc')
    .execute()
}

export async function latestOwnVersion(db: Queryable, noticeId: string): Promise<OwnNoticeVersionRow | undefined> {
  return db
    .selectFrom('own_notice_versions')
    .selectAll()
    .where('notice_id', '=', noticeId)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
}

export async function insertOwnVersion(db: Queryable, row: Insertable<OwnNoticeVersionsTable>): Promise<void> {
  await db.insertInto('own_notice_versions').values(row).execute()
}

/** Records of the notice that were not discarded. */
export async function recordsOfNotice(db: Queryable, noticeId: string): Promise<number> {
  const { count } = await db
    .selectFrom('records')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('notice_id', '=', noticeId)
    .where('deleted_at', 'is', null)
    .executeTakeFirstOrThrow()
  return Number(count)
}
