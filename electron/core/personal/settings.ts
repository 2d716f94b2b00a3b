import type { Queryable } from '../../../db/connection.ts'
import { saveSetting, setting } from '../../../db/queries/settings.ts'
import { type PersonalSettings, personalSettings } from '../../../shared/api/personal.ts'

const name = 'personal'
const usual: PersonalSettings = { retentionDays: null }

/** One that an older or newer program wrote otherwise counts as not set. */
export async function readPersonalSettings(db: Queryable): Promise<PersonalSettings> {
  const read = personalSettings.safeParse(await setting(db, name))
  return read.success ? read.data : usual
}

export const savePersonalSettings = (db: Queryable, settings: PersonalSettings): Promise<void> =>
  saveSetting(db, name, settings)
