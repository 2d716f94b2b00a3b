/** How much room copies may take. */
import type { Queryable } from '../../../db/connection.ts'
import { saveSetting } from '../../../db/queries/settings.ts'
import { type BackupSettings, backupSettings, defaultLimitBytes } from '../../../shared/api/backups.ts'
import { readSetting } from '../store/read-setting.ts'

const name = 'backups'

export const readBackupSettings = (db: Queryable): Promise<BackupSettings> =>
  readSetting(db, name, backupSettings, { limitBytes: defaultLimitBytes })

export const saveBackupSettings = (db: Queryable, settings: BackupSettings): Promise<void> =>
  saveSetting(db, name, settings)
