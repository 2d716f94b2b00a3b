import type { Transaction } from 'kysely'
import type { StoreDb } from '../../../db/connection.ts'
import type { StoreSchema } from '../../../db/schema.ts'
import type { RecordKeys } from './record-keys.ts'

export type Write = <T>(work: (transaction: Transaction<StoreSchema>) => Promise<T>) => Promise<T>

/**
 * One writer queue: transactions run one after the other, in the order of the calls. `work` must await only queries
 * of the transaction it was given: never a file, a hash, a timer, the port, `ctx.db` or another `write` (deadlock).
 * @param rolledBack before the next transaction: what was noted in memory while this one ran is not so
 */
export function createWriter(
  db: StoreDb,
  recordKeys: RecordKeys,
  rolledBack: () => void = () => undefined,
): { write: Write; idle(): Promise<void> } {
  let tail: Promise<unknown> = Promise.resolve()
  const write: Write = (work) => {
    const run = tail.then(async () => {
      let saved = (): void => undefined
      const result = await db.transaction().execute(async (transaction) => {
        const done = await work(transaction)
        // A key stands in the store before, or together with, whatever was sealed with it.
        saved = await recordKeys.flush(transaction)
        return done
      })
      saved()
      return result
    })
    tail = run.catch(rolledBack)
    return run
  }
  return {
    write,
    async idle() {
      await tail
    },
  }
}
