/** Fills the register of a closed store at once, without steps: for benchmarks and lists that must be long. */
import { v7 as uuidv7 } from 'uuid'
import { openDatabase } from '../../db/connection.ts'
import { insertActivities, portions, replaceModules } from '../../db/queries/activities.ts'
import { columnsOf, moduleRows, settled } from '../../electron/core/activities/columns.ts'
import { storePaths } from '../../electron/core/store/folder.ts'
import type { ActivityValues } from '../../shared/register/activity.ts'

/** Nothing personal is taken: that would need the keys. @returns their ids, in the order given */
export async function fillRegister(dataDir: string, all: readonly ActivityValues[], at: Date): Promise<string[]> {
  const paths = storePaths(dataDir)
  const { db } = openDatabase(paths.database, { backupDir: paths.backups, now: at })
  const time = at.toISOString()
  const ids: string[] = []
  try {
    await db.transaction().execute(async (trx) => {
      for (const some of portions(all)) {
        const made = some.map((given) => ({ activity_id: uuidv7(), values: settled(given) }))
        ids.push(...made.map(({ activity_id }) => activity_id))
        await insertActivities(
          trx,
          made.map(({ activity_id, values }) => {
            const { personal: _, ...open } = values
            const times = { created_at: time, updated_at: time, deleted_at: null }
            return {
              facts: { ...columnsOf(values, 0), activity_id, seq: 1, ...times },
              values: { activity_id, values_json: JSON.stringify(open), personal_sealed: null, came_from_json: null },
            }
          }),
        )
        await replaceModules(
          trx,
          [],
          made.flatMap(({ activity_id, values }) => moduleRows(activity_id, values)),
        )
      }
    })
  } finally {
    await db.destroy()
  }
  return ids
}
