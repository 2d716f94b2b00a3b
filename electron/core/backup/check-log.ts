/** 操作日志: every entry stands on the one before, and the newest that was written is there. */
import { verifyChain } from '../deeds/verify.ts'
import { logBroken, logMissing } from './finding-words.ts'
import type { Look } from './look.ts'
import { missingDeeds } from './numbers.ts'

export async function checkLog(look: Look): Promise<void> {
  const { db, store } = look.ctx
  const { entries, firstBad, missing } = await verifyChain(db, await missingDeeds(db, store))
  look.looked.entries += entries
  if (firstBad !== null) look.find({ class: 'changed', about: 'log', ...logBroken(firstBad) })
  if (missing > 0) look.find({ class: 'gone', about: 'log', ...logMissing(missing) })
  await look.turn()
}
