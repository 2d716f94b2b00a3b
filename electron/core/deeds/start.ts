/** What a start has to tell: another program, another form of the store. */
import type { StoreDb } from '../../../db/connection.ts'
import { migrations } from '../../../db/migrations/all.ts'
import { saveSetting, setting } from '../../../db/queries/settings.ts'
import type { Write } from '../store/write.ts'
import { noteDeed } from './note.ts'

const name = 'program-version'
const ofStore = { subject: 'store', subjectId: '' } as const

export async function noteStart(
  write: Write,
  { db, appVersion, migrated }: { db: StoreDb; appVersion: string; migrated: boolean },
): Promise<void> {
  const before = await setting(db, name)
  if (!migrated && before === appVersion) return
  await write(async (trx) => {
    if (migrated) noteDeed(trx, { deed: 'store.migrated', ...ofStore, facts: { version: migrations.length } })
    if (before === appVersion) return
    await saveSetting(trx, name, appVersion)
    if (typeof before === 'string')
      noteDeed(trx, { deed: 'store.updated', ...ofStore, facts: { from: before, to: appVersion } })
  })
}
