/** SQL of the activity register: single activities, whole. Lists: activities-list.ts; steps: activities-journal.ts. */
import { type Insertable, type Selectable, type SqlBool, sql } from 'kysely'
import type { Queryable } from '../connection.ts'
import type {
  ActivitiesTable,
  ActivityFilesTable,
  ActivityModulesTable,
  ActivityValuesTable,
} from '../schema-activities.ts'

export type ActivityRecord = Selectable<ActivitiesTable> & Omit<Selectable<ActivityValuesTable>, 'activity_id'>
export type ActivityFacts = Insertable<ActivitiesTable>

/** Rows of one statement: SQLite takes 32,766 values. */
const rowsAtOnce = 500
export function* portions<T>(rows: readonly T[]): Generator<readonly T[]> {
  for (let at = 0; at < rows.length; at += rowsAtOnce) yield rows.slice(at, at + rowsAtOnce)
}

/** Ids as a table: one text of SQL whatever their number. */
export const listed = (ids: readonly string[]) => sql<string>`(SELECT value FROM json_each(${JSON.stringify(ids)}))`
export const amongIds = (column: string, ids: readonly string[]) => sql<SqlBool>`${sql.ref(column)} IN ${listed(ids)}`

const whole = (db: Queryable) =>
  db
    .selectFrom('activities')
    .innerJoin('activity_values', 'activity_values.activity_id', 'activities.activity_id')
    .selectAll('activities')
    .select(['values_json', 'personal_sealed', 'came_from_json'])

/** Deleted ones too. */
export const activity = (db: Queryable, activityId: string): Promise<ActivityRecord | undefined> =>
  whole(db).where('activities.activity_id', '=', activityId).executeTakeFirst()

/** Deleted ones too, in no order. */
export const activitiesOf = (db: Queryable, ids: readonly string[]): Promise<ActivityRecord[]> =>
  whole(db).where(amongIds('activities.activity_id', ids)).execute()

export type CountedRecord = Pick<ActivityRecord, 'activity_id' | 'seq' | 'created_at' | 'values_json'>

/** All that count for a notice, of any state, in the order of their days. */
export const activitiesOfNotice = (db: Queryable, noticeId: string): Promise<CountedRecord[]> =>
  db
    .selectFrom('activities')
    .innerJoin('activity_values', 'activity_values.activity_id', 'activities.activity_id')
    .select(['activities.activity_id', 'seq', 'created_at', 'values_json'])
    .where('deleted_at', 'is', null)
    .where(
      'activities.activity_id',
      'in',
      db.selectFrom('activity_modules').select('activity_modules.activity_id').where('notice_id', '=', noticeId),
    )
    .orderBy((order) => order.fn.coalesce('starts_on', order.val('9999')))
    .orderBy('created_at')
    .orderBy('activities.activity_id')
    .execute()

export const filesOfActivities = (
  db: Queryable,
  ids: readonly string[],
): Promise<(ActivityFilesTable & { media_type: string })[]> =>
  db
    .selectFrom('activity_files')
    .innerJoin('attachments', 'attachments.digest', 'activity_files.digest')
    .selectAll('activity_files')
    .select('media_type')
    .where(amongIds('activity_id', ids))
    .orderBy('activity_id')
    .orderBy('position')
    .execute()

export const activityAttachments = (db: Queryable, activityId: string) =>
  db
    .selectFrom('activity_files')
    .innerJoin('attachments', 'attachments.digest', 'activity_files.digest')
    .select(['activity_files.digest', 'title', 'bytes', 'media_type', 'width', 'height'])
    .where('activity_id', '=', activityId)
    .orderBy('position')
    .execute()

export async function insertActivities(
  db: Queryable,
  rows: readonly { readonly facts: ActivityFacts; readonly values: Insertable<ActivityValuesTable> }[],
): Promise<void> {
  for (const some of portions(rows)) {
    await db
      .insertInto('activities')
      .values(some.map(({ facts }) => facts))
      .execute()
    await db
      .insertInto('activity_values')
      .values(some.map(({ values }) => values))
      .execute()
  }
}

/** @param facts what differs: each index of a column that is set is written anew, also with the same value */
export async function updateActivity(
  db: Queryable,
  { activity_id, ...facts }: Pick<ActivityFacts, 'activity_id'> & Partial<ActivityFacts>,
): Promise<void> {
  await db.updateTable('activities').set(facts).where('activity_id', '=', activity_id).execute()
}

export async function updateActivityValues(
  db: Queryable,
  { activity_id, values_json, personal_sealed }: Omit<ActivityValuesTable, 'came_from_json'>,
): Promise<void> {
  await db
    .updateTable('activity_values')
    .set({ values_json, personal_sealed })
    .where('activity_id', '=', activity_id)
    .execute()
}

/** @param ids those whose rows are replaced */
export async function replaceModules(
  db: Queryable,
  ids: readonly string[],
  rows: readonly ActivityModulesTable[],
): Promise<void> {
  await db.deleteFrom('activity_modules').where(amongIds('activity_id', ids)).execute()
  for (const some of portions(rows)) await db.insertInto('activity_modules').values(some).execute()
}

export async function replaceFiles(
  db: Queryable,
  activityId: string,
  files: readonly { readonly digest: string; readonly title: string }[],
): Promise<void> {
  await db.deleteFrom('activity_files').where('activity_id', '=', activityId).execute()
  if (files.length === 0) return
  await db
    .insertInto('activity_files')
    .values(files.map(({ digest, title }, position) => ({ activity_id: activityId, digest, title, position })))
    .execute()
}

export async function mediaTypes(db: Queryable, digests: readonly string[]): Promise<Map<string, string>> {
  if (digests.length === 0) return new Map()
  const rows = await db
    .selectFrom('attachments')
    .select(['digest', 'media_type'])
    .where(amongIds('digest', digests))
    .execute()
  return new Map(rows.map((row) => [row.digest, row.media_type]))
}

/** Own records that belong to the activity or took something from it, the last changed first. */
export async function recordsUsing(db: Queryable, activityId: string): Promise<string[]> {
  const { rows } = await sql<{ record_id: string }>`
    SELECT r.record_id FROM drafts d JOIN records r ON r.record_id = d.record_id
    WHERE r.own = 1 AND r.deleted_at IS NULL AND instr(d.values_json, ${activityId}) > 0
      AND (json_extract(d.values_json, '$.activity') = ${activityId}
        OR EXISTS (SELECT 1 FROM json_each(d.values_json, '$.taken') t
          WHERE t.type = 'object' AND json_extract(t.value, '$.activity') = ${activityId}))
    ORDER BY r.updated_at DESC, r.record_id`.execute(db)
  return rows.map((row) => row.record_id)
}
