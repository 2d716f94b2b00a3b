/** SQL of the activity register. */
import type { Queryable } from '../connection.ts'
import type { ActivitiesTable, ActivityFilesTable } from '../schema-activities.ts'

export type ActivityRecord = ActivitiesTable

export const activity = (db: Queryable, activityId: string): Promise<ActivityRecord | undefined> =>
  db.selectFrom('activities').selectAll().where('activity_id', '=', activityId).executeTakeFirst()

/** All that count for a notice, of any state, in the order of their days. */
export const activitiesOfNotice = (db: Queryable, noticeId: string): Promise<ActivityRecord[]> =>
  db
    .selectFrom('activities')
    .selectAll()
    .where('deleted_at', 'is', null)
    .where((where) =>
      where(
        'activity_id',
        'in',
        db.selectFrom('activity_modules').select('activity_id').where('notice_id', '=', noticeId),
      ),
    )
    .orderBy((order) => order.fn.coalesce('starts_on', order.val('9999')))
    .orderBy('created_at')
    .orderBy('activity_id')
    .execute()

export const activityFiles = (db: Queryable, activityId: string): Promise<ActivityFilesTable[]> =>
  db.selectFrom('activity_files').selectAll().where('activity_id', '=', activityId).orderBy('position').execute()
