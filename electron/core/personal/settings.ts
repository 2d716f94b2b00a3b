import type { Queryable } from '../../../db/connection.ts'
import { saveSetting } from '../../../db/queries/settings.ts'
import { type PersonalSettings, personalSettings } from '../../../shared/api/personal.ts'
import { readSetting } from '../store/read-setting.ts'

const name = 'personal'
const usual: PersonalSettings = { retentionDays: null }

export const readPersonalSettings = (db: Queryable): Promise<PersonalSettings> =>
  readSetting(db, name, personalSettings, usual)

export const savePersonalSettings = (db: Queryable, settings: PersonalSettings): Promise<void> =>
  saveSetting(db, name, settings)
