/** How the pages were left: what is folded, which way was taken, how far a wizard came. Nothing of a record. */
import type { Queryable } from '../../../db/connection.ts'
import { saveSetting, setting } from '../../../db/queries/settings.ts'
import { type KeepChoice, type KeptChoices, keptChoices } from '../../../shared/api/desk.ts'

const name = 'pages'

/** What an older or newer program wrote otherwise counts as never chosen. */
export async function readKeptChoices(db: Queryable): Promise<KeptChoices> {
  const read = keptChoices.safeParse(await setting(db, name))
  return read.success ? read.data : {}
}

export async function keepChoice(trx: Queryable, { choice, value }: KeepChoice): Promise<void> {
  const { [choice]: _before, ...others } = await readKeptChoices(trx)
  await saveSetting(trx, name, value === null ? others : { ...others, [choice]: value })
}
