import type { Queryable } from '../../../db/connection.ts'
import { type DeedsHead, deedsHead, insertDeed } from '../../../db/queries/deeds.ts'
import { ownDevice } from '../../../db/queries/offices.ts'
import { nextRow, type Telling } from './chain.ts'
import type { DeedNote } from './note.ts'

/**
 * One entry at the end of the chain. Whoever has a transaction of `ctx.write` uses `noteDeed` instead; this is for work
 * on a store that no core has open yet (restore, migration).
 * @param head the newest entry, where the caller knows it
 * @returns the new head; it holds only once the transaction is committed
 */
export async function appendDeed(
  trx: Queryable,
  note: DeedNote,
  telling: Omit<Telling, 'device'> & { readonly device?: string },
  head?: DeedsHead,
): Promise<DeedsHead> {
  const device = telling.device ?? (await ownDevice(trx))?.device_id ?? ''
  const row = nextRow(head ?? (await deedsHead(trx)), note, { ...telling, device })
  await insertDeed(trx, row)
  return row
}
