/** How much room copies may take. */
import type { Queryable } from '../../../db/connection.ts'
import { saveSetting, setting } from '../../../db/queries/settings.ts'
import { type BackupSettings, backupSettings, defaultLimitBytes } from '../../../shared/api/backups.ts'

const name = 'backups'

export async function readBackupSettings(db: Queryable): Promise<BackupSettings> {
  const read = backupSettings.safeParse(await setting(db, name))
  return read.success ? read.data : { limitBytes: defaultLimitBytes }
}

export const saveBackupSettings = (db: Queryable, settings: BackupSettings): Promise<void> =>
  saveSetting(db, name, settings)
