/** Which copies of the store still hold the keys of records, and by when the last of them goes. */
import { readdirSync } from 'node:fs'
import { sql } from 'kysely'
import { openCopy } from '../../../db/copies.ts'
import type { BackupsHolding } from '../../../shared/api/personal.ts'
import { type BackupFile, listBackupFiles } from '../backup/backup-files.ts'
import { expiredBackups } from '../backup/retention.ts'
import type { HandlerContext } from '../handlers/context.ts'
import { chinaDay } from '../handover/china-day.ts'

const dayMs = 86_400_000
/** More daily copies than the rule keeps of any kind. */
const mostDays = 120

export async function backupsHolding(
  ctx: Pick<HandlerContext, 'store' | 'now'>,
  recordIds: readonly string[],
): Promise<BackupsHolding> {
  const all = listBackupFiles(ctx.store.backups)
  const holding: BackupFile[] = []
  if (recordIds.length > 0) for (const file of all) if (await holds(file.path, recordIds)) holding.push(file)
  const hourly = holding.filter((file) => file.kind === 'hourly')
  // A damaged store that was put aside lies there as it was, and no rule removes it.
  const aside =
    recordIds.length === 0 ? 0 : readdirSync(ctx.store.backups).filter((name) => /^damaged-/.test(name)).length
  return {
    hourly: hourly.length,
    until: hourly.length === 0 ? null : goneBy(all, hourly, ctx.now()),
    staying: holding.length - hourly.length + aside,
  }
}

/** One hourly copy a day from now on, and the rule of retention.ts each time. */
function goneBy(all: readonly BackupFile[], hourly: readonly BackupFile[], now: Date): string {
  let files: { kind: BackupFile['kind']; createdAt: string; id: string }[] = [...all]
  const left = new Set(hourly.map((file) => file.id))
  for (let day = 1; day <= mostDays; day++) {
    const at = new Date(now.getTime() + day * dayMs)
    files = [{ kind: 'hourly', createdAt: at.toISOString(), id: `day ${day}` }, ...files]
    const expired = new Set(expiredBackups(files))
    files = files.filter((file) => !expired.has(file))
    for (const { id } of expired) left.delete(id)
    if (left.size === 0) return chinaDay(at)
  }
  return chinaDay(new Date(now.getTime() + mostDays * dayMs))
}

/** A copy that does not open may hold anything. */
async function holds(file: string, recordIds: readonly string[]): Promise<boolean> {
  let copy: ReturnType<typeof openCopy>
  try {
    copy = openCopy(file)
  } catch {
    return true
  }
  try {
    const ids = sql`(SELECT value FROM json_each(${JSON.stringify(recordIds)}))`
    const { rows: tables } = await sql`SELECT 1 FROM sqlite_schema WHERE name = 'record_keys'`.execute(copy)
    const gone =
      tables.length === 0 ? sql`` : sql`EXCEPT SELECT record_id FROM record_keys WHERE destroyed_at IS NOT NULL`
    const { rows } = await sql`SELECT record_id FROM records WHERE record_id IN ${ids} ${gone} LIMIT 1`.execute(copy)
    return rows.length > 0
  } catch {
    return true
  } finally {
    await copy.destroy()
  }
}
