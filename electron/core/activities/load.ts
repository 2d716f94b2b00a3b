/** An activity as the rest of the core reads it: figures, texts, sheets. */
import type { Queryable } from '../../../db/connection.ts'
import {
  type ActivityRecord,
  activitiesOfNotice,
  activity,
  type CountedRecord,
} from '../../../db/queries/activities.ts'
import { Problem } from '../../../shared/problems.ts'
import { type ActivityPersonal, type ActivityValues, activityPersonal } from '../../../shared/register/activity.ts'
import type { Vault } from '../store/vault.ts'

export interface StoredActivity {
  readonly activityId: string
  readonly seq: number
  /** `personal` is empty: see `activityPersonalOf`. */
  readonly values: ActivityValues
}

export const activityLabel = (activityId: string): string => `activities/${activityId}/personal_sealed`

const nobody = activityPersonal.parse({})

export const storedActivity = (row: Pick<CountedRecord, 'activity_id' | 'seq' | 'values_json'>): StoredActivity => ({
  activityId: row.activity_id,
  seq: row.seq,
  values: { ...(JSON.parse(row.values_json) as ActivityValues), personal: { ...nobody, people: [] } },
})

/** @throws Problem activity.unknown; a deleted activity is unknown until that is undone */
export async function needActivity(db: Queryable, activityId: string): Promise<ActivityRecord> {
  const row = await activity(db, activityId)
  if (!row || row.deleted_at !== null) throw new Problem('activity.unknown', { activityId })
  return row
}

/** @throws Problem keys.locked when there is something to open and the vault is locked */
export function activityPersonalOf(
  vault: Vault,
  row: Pick<ActivityRecord, 'activity_id' | 'personal_sealed'>,
): ActivityPersonal {
  if (!row.personal_sealed) return activityPersonal.parse({})
  return activityPersonal.parse(JSON.parse(vault.openField(activityLabel(row.activity_id), row.personal_sealed)))
}

/** Of any state, by day; without personal data. */
export async function noticeActivities(
  db: Queryable,
  noticeId: string,
): Promise<(StoredActivity & { readonly createdAt: string })[]> {
  const rows = await activitiesOfNotice(db, noticeId)
  return rows.map((row) => ({ ...storedActivity(row), createdAt: row.created_at }))
}
