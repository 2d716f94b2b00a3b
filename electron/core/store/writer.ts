import type { StoreDb } from '../../../db/connection.ts'
import { gatherNotes } from '../deeds/note.ts'
import type { RecordKeys } from './record-keys.ts'
import type { TransactionLog, TransactionPage, Write } from './write.ts'

/**
 * One writer queue: transactions run one after the other, in the order of the calls. `work` must await only queries
 * of the transaction it was given: never a file, a hash, a timer, the port, `ctx.db` or another `write` (deadlock).
 * @param rolledBack before the next transaction: what was noted in memory while this one ran is not so
 * @param deeds adds what the transaction tells to 操作日志, as its last rows; null: nothing is told
 */
export function createWriter(
  db: StoreDb,
  recordKeys: RecordKeys,
  rolledBack: () => void = () => undefined,
  deeds: TransactionLog | null = null,
): { write: Write; idle(): Promise<void> } {
  let tail: Promise<unknown> = Promise.resolve()
  const write: Write = (work) => {
    const open = deeds?.enter() ?? null
    const run = tail.then(async () => {
      let saved = (): void => undefined
      let page = null as TransactionPage | null
      const result = await db.transaction().execute(async (transaction) => {
        if (open) page = await open(transaction)
        else gatherNotes(transaction)
        const done = await work(transaction)
        // A key stands in the store before, or together with, whatever was sealed with it.
        saved = await recordKeys.flush(transaction)
        await page?.close()
        return done
      })
      saved()
      page?.saved()
      return result
    })
    tail = run.catch(() => {
      deeds?.rolledBack()
      rolledBack()
    })
    return run
  }
  return {
    write,
    async idle() {
      await tail
    },
  }
}
