/** Whether the log is what was written: every digest, every number, every entry on the one before, and the end that was noted outside. */
import { setImmediate } from 'node:timers/promises'
import type { StoreDb } from '../../../db/connection.ts'
import { type DeedsHead, deedsAfter } from '../../../db/queries/deeds.ts'
import type { ChainVerdict } from '../../../shared/api/deeds.ts'
import { chainStart, digestOf } from './chain.ts'

const portion = 500

/**
 * @param missing entries that are known to have been written and that the chain does not have (backup/numbers.ts)
 * @throws AbortError
 */
export async function verifyChain(db: StoreDb, missing: number, signal?: AbortSignal): Promise<ChainVerdict> {
  let head: DeedsHead = chainStart
  let entries = 0
  let firstBad: number | null = null
  for (;;) {
    signal?.throwIfAborted()
    const rows = await deedsAfter(db, head.seq, portion)
    if (rows.length === 0) break
    for (const row of rows) {
      const stands = row.seq === head.seq + 1 && row.previous === head.digest && row.digest === digestOf(row)
      if (!stands && firstBad === null) firstBad = row.seq === head.seq + 1 ? row.seq : head.seq + 1
      head = row
      entries += 1
    }
    // Other calls are answered in between.
    await setImmediate()
  }
  return { sound: firstBad === null && missing === 0, entries, head: head.digest, firstBad, missing }
}
