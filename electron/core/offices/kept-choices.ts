/** How the pages were left: what is folded, which way was taken, how far a wizard came. Nothing of a record. */
import type { Queryable } from '../../../db/connection.ts'
import { saveSetting } from '../../../db/queries/settings.ts'
import { type KeepChoice, type KeptChoices, keptChoices } from '../../../shared/api/desk.ts'
import { readSetting } from '../store/read-setting.ts'

const name = 'pages'

export const readKeptChoices = (db: Queryable): Promise<KeptChoices> => readSetting(db, name, keptChoices, {})

export async function keepChoice(trx: Queryable, { choice, value }: KeepChoice): Promise<void> {
  const { [choice]: _before, ...others } = await readKeptChoices(trx)
  await saveSetting(trx, name, value === null ? others : { ...others, [choice]: value })
}
