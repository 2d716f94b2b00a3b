/** Notices of other offices, forms that count for one notice alone, and the older versions of both. */
import type { Selectable } from 'kysely'
import type { Queryable } from '../connection.ts'
import type { ReceivedNoticesTable } from '../schema-published.ts'

export type ReceivedNoticeRow = Selectable<ReceivedNoticesTable>

/** All versions of all received notices, the newest version of each first. */
export function receivedNotices(db: Queryable): Promise<ReceivedNoticeRow[]> {
  return db.selectFrom('received_notices').selectAll().orderBy('notice_id').orderBy('version', 'desc').execute()
}

/** The versions of one, the newest first. */
export function receivedVersions(db: Queryable, noticeId: string): Promise<ReceivedNoticeRow[]> {
  return db
    .selectFrom('received_notices')
    .selectAll()
    .where('notice_id', '=', noticeId)
    .orderBy('version', 'desc')
    .execute()
}

/** Puts a version down that is newer than all others; one that was current before is superseded by a current one. */
export async function insertReceived(db: Queryable, row: ReceivedNoticeRow): Promise<void> {
  if (row.state === 'current')
    await db
      .updateTable('received_notices')
      .set({ state: 'superseded' })
      .where('notice_id', '=', row.notice_id)
      .execute()
  await db.insertInto('received_notices').values(row).execute()
}

/** The newest version becomes the current one. @returns false when nothing waited */
export async function acceptReceived(db: Queryable, noticeId: string): Promise<boolean> {
  const [newest, ...older] = await receivedVersions(db, noticeId)
  if (newest?.state !== 'waiting') return false
  for (const { version } of older)
    await db
      .updateTable('received_notices')
      .set({ state: 'superseded' })
      .where('notice_id', '=', noticeId)
      .where('version', '=', version)
      .execute()
  await db
    .updateTable('received_notices')
    .set({ state: 'current' })
    .where('notice_id', '=', noticeId)
    .where('version', '=', newest.version)
    .execute()
  return true
}

/** Back to waiting: the notice counts for nothing again. */
export async function setAsideReceived(db: Queryable, noticeId: string): Promise<void> {
  await db.updateTable('received_notices').set({ state: 'waiting' }).where('notice_id', '=', noticeId).execute()
}

export async function keepPassedOnVersion(
  db: Queryable,
  row: { notice_id: string; version: string; pack_json: string },
): Promise<void> {
  await db
    .insertInto('passed_on_versions')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export async function passedOnVersion(db: Queryable, noticeId: string, version: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('passed_on_versions')
    .select('pack_json')
    .where('notice_id', '=', noticeId)
    .where('version', '=', version)
    .executeTakeFirst()
  return row?.pack_json
}

export async function ownVersion(db: Queryable, noticeId: string, version: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('own_notice_versions')
    .select('pack_json')
    .where('notice_id', '=', noticeId)
    .where('version', '=', Number(version))
    .executeTakeFirst()
  return row?.pack_json
}

export async function receivedVersion(db: Queryable, noticeId: string, version: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('received_notices')
    .select('pack_json')
    .where('notice_id', '=', noticeId)
    .where('version', '=', Number(version))
    .where('state', '<>', 'waiting')
    .executeTakeFirst()
  return row?.pack_json
}

export async function noticeForm(
  db: Queryable,
  noticeId: string,
  formId: string,
  version: string,
): Promise<string | undefined> {
  const row = await db
    .selectFrom('notice_forms')
    .select('definition_json')
    .where('notice_id', '=', noticeId)
    .where('form_id', '=', formId)
    .where('form_version', '=', version)
    .executeTakeFirst()
  return row?.definition_json
}

export async function saveNoticeForm(
  db: Queryable,
  row: { notice_id: string; form_id: string; form_version: string; definition_json: string },
): Promise<void> {
  await db
    .insertInto('notice_forms')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** For lists. */
export function allNoticeForms(
  db: Queryable,
): Promise<{ notice_id: string; form_id: string; form_version: string; definition_json: string }[]> {
  return db.selectFrom('notice_forms').selectAll().execute()
}
