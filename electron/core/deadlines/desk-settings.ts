import type { Queryable } from '../../../db/connection.ts'
import { saveSetting, setting } from '../../../db/queries/settings.ts'
import { type DeskSettings, deskSettings } from '../../../shared/api/desk.ts'
import { usualLeadDays } from '../../../shared/domain/deadlines.ts'

const name = 'desk'
const usual: DeskSettings = { leadDays: { ...usualLeadDays }, reminders: true, lockAfterMinutes: 10 }

/** One that an older or newer program wrote otherwise counts as not set. */
export async function readDeskSettings(db: Queryable): Promise<DeskSettings> {
  const read = deskSettings.safeParse(await setting(db, name))
  return read.success ? read.data : usual
}

export const saveDeskSettings = (db: Queryable, settings: DeskSettings): Promise<void> =>
  saveSetting(db, name, settings)
