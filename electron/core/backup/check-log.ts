/** 操作日志: every entry stands on the one before, and the newest that was written is there. */
import type { DeedRow } from '../../../db/queries/deeds.ts'
import { chainStart, digestOf } from '../deeds/chain.ts'
import { logBroken, logMissing } from './finding-words.ts'
import { missingDeeds } from './numbers.ts'
import type { Look } from './store-watch.ts'

const atOnce = 200

export async function checkLog(look: Look): Promise<void> {
  let head = chainStart
  let broken = false
  for (const rows of look.reading.slices<DeedRow>('deeds', '*', atOnce)) {
    for (const row of rows) {
      look.looked.entries++
      if (!broken && (row.seq !== head.seq + 1 || row.previous !== head.digest || digestOf(row) !== row.digest)) {
        broken = true
        look.find({ class: 'changed', about: 'log', ...logBroken(head.seq + 1) })
      }
      head = row
    }
    await look.turn()
  }
  const missing = await missingDeeds(look.ctx.db, look.ctx.store)
  if (missing > 0) look.find({ class: 'gone', about: 'log', ...logMissing(missing) })
}
