/** Takes the keys of personal data out of copies: of all but the newest two, and of any copy those of purged records. */
import { rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { checkCopy } from '../../../db/copies.ts'
import { isStripped, opensPersonalOf, stripCopy } from '../../../db/strip-copy.ts'
import { Problem } from '../../../shared/problems.ts'
import { moveDurable, syncFile } from '../store/durable-file.ts'
import { killPoint } from '../store/kill-points.ts'
import type { Log } from '../store/log.ts'
import { type BackupFile, listBackupFiles } from './backup-files.ts'
import { keyedCopies } from './retention.ts'

/**
 * @param keep ids that keep their keys whatever their name says: a copy made just now by a clock that went back
 * @returns whether any copy was written anew. One that does not open is left as it is, and cannot be restored either.
 */
export async function stripOlder(folder: string, keep: ReadonlySet<string>, log: Log): Promise<boolean> {
  let any = false
  for (const file of listBackupFiles(folder).slice(keyedCopies))
    if (!keep.has(file.id) && isSo(() => !isStripped(file.path))) any = (await stripOne(file, null, log)) || any
  return any
}

/** After a purge, and again at each start: no copy opens what was purged. */
export async function stripPurged(folder: string, recordIds: readonly string[], log: Log): Promise<void> {
  if (recordIds.length === 0) return
  for (const file of listBackupFiles(folder))
    if (isSo(() => opensPersonalOf(file.path, recordIds))) await stripOne(file, recordIds, log)
}

/** A copy that does not open stays as it is. */
function isSo(look: () => boolean): boolean {
  try {
    return look()
  } catch {
    return false
  }
}

async function stripOne(file: BackupFile, recordIds: readonly string[] | null, log: Log): Promise<boolean> {
  // In the same folder, under a name that the next start sweeps.
  const part = join(dirname(file.path), `${basename(file.path)}.part`)
  try {
    await rm(part, { force: true })
    const taken = await stripCopy(file.path, part, recordIds)
    if (recordIds !== null && taken === 0) return false
    const wrong = await checkCopy(part, null)
    if (wrong !== null) throw new Problem('backup.failed', { reason: wrong })
    await syncFile(part)
    killPoint('strip.before-rename')
    await moveDurable(part, file.path)
    killPoint('strip.after-rename')
    return true
  } catch (error) {
    log.error('backup.strip', error)
    return false
  } finally {
    for (const end of ['', '-journal', '-wal', '-shm']) await rm(part + end, { force: true })
  }
}
