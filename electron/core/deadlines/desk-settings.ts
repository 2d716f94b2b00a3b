import type { Queryable } from '../../../db/connection.ts'
import { saveSetting } from '../../../db/queries/settings.ts'
import { type DeskSettings, deskSettings } from '../../../shared/api/desk.ts'
import { usualLeadDays } from '../../../shared/domain/deadlines.ts'
import { readSetting } from '../store/read-setting.ts'

const name = 'desk'
const usual: DeskSettings = { leadDays: { ...usualLeadDays }, reminders: true, lockAfterMinutes: 10 }

export const readDeskSettings = (db: Queryable): Promise<DeskSettings> => readSetting(db, name, deskSettings, usual)

export const saveDeskSettings = (db: Queryable, settings: DeskSettings): Promise<void> =>
  saveSetting(db, name, settings)
