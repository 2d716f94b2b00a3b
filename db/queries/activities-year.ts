/** SQL of the year page: everything of one year. */
import type { Queryable } from '../connection.ts'

export type YearActivity = { activity_id: string; seq: number; values_json: string }

/** Of any state, by day; `noticeId` null: whatever it counts for. */
export function activitiesOfYear(db: Queryable, year: number, noticeId: string | null): Promise<YearActivity[]> {
  const all = db
    .selectFrom('activities')
    .innerJoin('activity_values', 'activity_values.activity_id', 'activities.activity_id')
    .select(['activities.activity_id', 'seq', 'values_json'])
    .where('year', '=', year)
    .where('deleted_at', 'is', null)
    .orderBy((order) => order.fn.coalesce('starts_on', order.val('9999')))
    .orderBy('created_at')
    .orderBy('activities.activity_id')
  if (noticeId === null) return all.execute()
  const counting = db.selectFrom('activity_modules').select('activity_id').where('notice_id', '=', noticeId)
  return all.where('activities.activity_id', 'in', counting).execute()
}
