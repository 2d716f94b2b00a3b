/** The keys of a closed store, for tests that hand them to minisign and age. */
import { openDatabase } from '../../db/connection.ts'
import { recordKeyReader } from '../../db/queries/personal.ts'
import { ageIdentity, signingKey } from '../../electron/core/offices/own-office.ts'
import { publicKeyText } from '../../electron/core/package/minisign.ts'
import { storePaths } from '../../electron/core/store/folder.ts'
import { RecordKeys } from '../../electron/core/store/record-keys.ts'
import { Vault } from '../../electron/core/store/vault.ts'
import { createWriter } from '../../electron/core/store/writer.ts'

export interface StoreKeys {
  /** As `minisign -P` takes it. */
  readonly publicKey: string
  /** AGE-SECRET-KEY-1… */
  readonly ageIdentity: string
}

export async function keysOfStore(dataDir: string, passphrase: string): Promise<StoreKeys> {
  const paths = storePaths(dataDir)
  const now = () => new Date()
  const { db, sqlite } = openDatabase(paths.database, { backupDir: paths.backups, now: now() })
  try {
    const recordKeys = new RecordKeys(recordKeyReader(sqlite))
    const { write } = createWriter(db, recordKeys)
    const vault = await Vault.open({ db, write, paths, recordKeys, ask: null, now })
    await vault.unlock({ passphrase, recoveryCode: null })
    const { key } = await signingKey({ db, vault, store: paths })
    return { publicKey: publicKeyText(key), ageIdentity: await ageIdentity({ db, vault }) }
  } finally {
    await db.destroy()
  }
}
