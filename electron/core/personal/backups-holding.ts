/** Which copies of the store still hold the keys of records: those that a purge reaches, and those that it does not. */
import { readdirSync } from 'node:fs'
import { opensPersonalOf } from '../../../db/strip-copy.ts'
import type { BackupsHolding } from '../../../shared/api/personal.ts'
import { listBackupFiles } from '../backup/backup-files.ts'
import type { HandlerContext } from '../handlers/context.ts'

export async function backupsHolding(
  ctx: Pick<HandlerContext, 'store'>,
  recordIds: readonly string[],
): Promise<BackupsHolding> {
  if (recordIds.length === 0) return { hourly: 0, until: null, staying: 0 }
  let [reached, closed] = [0, 0]
  for (const file of listBackupFiles(ctx.store.backups))
    try {
      if (opensPersonalOf(file.path, recordIds)) reached++
    } catch {
      // A copy that does not open may hold anything.
      closed++
    }
  // A damaged store that was put aside lies there as it was, and no rule removes it.
  const aside = readdirSync(ctx.store.backups).filter((name) => /^damaged-/.test(name)).length
  return { hourly: reached, until: null, staying: closed + aside }
}
