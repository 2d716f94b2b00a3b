/** Before and after a restore: a store that was emptied is noticed; 操作日志 tells of the restore, its note names what is missing. */

import { noteDeed } from '../deeds/note.ts'
import type { HandlerContext } from '../handlers/context.ts'
import { recordSummary } from '../records/view.ts'
import type { StorePaths } from '../store/folder.ts'
import { listBackupFiles, sizeOf } from './backup-files.ts'
import { acceptDeedsHead } from './numbers.ts'
import { readNote, writeNote } from './pending.ts'
import { storeDamaged } from './restore.ts'

/**
 * A database that is empty beside copies of a founded one was lost: it is not founded anew over them.
 * @throws Problem store.damaged
 */
export async function refuseEmptied(paths: StorePaths): Promise<void> {
  if (sizeOf(paths.database) > 0 || sizeOf(`${paths.database}-wal`) > 0) return
  if (listBackupFiles(paths.backups).length > 0) throw await storeDamaged(paths, 'empty')
}

export async function tellRestore(ctx: HandlerContext): Promise<void> {
  const note = readNote(ctx.store)
  if (!note || note.logged) return
  const lacking = []
  for (const { recordId } of note.lacking) {
    const summary = await recordSummary(ctx, recordId).catch(() => null)
    lacking.push({ recordId, title: summary?.title ?? '', formShortName: summary?.formShortName ?? '' })
  }
  await ctx.write(async (trx) =>
    noteDeed(trx, {
      deed: 'store.restored',
      subject: 'store',
      subjectId: note.id,
      facts: {
        copyMadeAt: note.createdAt,
        damaged: note.keptFolder === null ? 0 : 1,
        ...(note.missingDeeds > 0 && { missing: note.missingDeeds }),
        ...(lacking.length > 0 && { lacking: lacking.length }),
      },
    }),
  )
  // The log itself says now what it lacks.
  if (note.missingDeeds > 0) await acceptDeedsHead(ctx.db, ctx.store)
  writeNote(ctx.store, { ...note, lacking, logged: true })
}
