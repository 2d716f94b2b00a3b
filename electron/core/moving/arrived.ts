/**
 * A moved office takes the place of a store that has none: at the start, under the lock, before anything is opened. The
 * folder stands there only whole (take-office.ts renames it), and what is left in it is what is still to be moved: a
 * start after a power cut goes on with the rest, so nobody ever sees half of it.
 */
import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { officeOfFile } from '../../../db/office-copy.ts'
import { dropSetting, setting } from '../../../db/queries/settings.ts'
import { noteDeed } from '../deeds/note.ts'
import type { HandlerContext } from '../handlers/context.ts'
import { renamePatiently } from '../package/patient-rename.ts'
import { syncFolder } from '../store/durable-file.ts'
import type { StorePaths } from '../store/folder.ts'
import { killPoint } from '../store/kill-points.ts'
import { carriedFolders, databaseName, numbersName } from './office-head.ts'

type DataDir = Pick<StorePaths, 'dataDir'>
/** Being unpacked: never confirmed, swept at each start. */
export const unpackingFolder = ({ dataDir }: DataDir): string => join(dataDir, 'moving-in.part')
/** Whole and proven; waits for the next start. */
export const incomingFolder = ({ dataDir }: DataDir): string => join(dataDir, 'moving-in')

/** Setting of a store that has just come; gone once the log tells it. */
export const arrivedName = 'office-arrived'

/** The first start of a moved office, with the store open. */
export async function settleArrival(ctx: Pick<HandlerContext, 'db' | 'write'>): Promise<void> {
  const arrived = z.object({ savedAt: z.string() }).safeParse(await setting(ctx.db, arrivedName))
  if (!arrived.success) return
  await ctx.write(async (trx) => {
    await dropSetting(trx, arrivedName)
    noteDeed(trx, {
      deed: 'office.moved-in',
      subject: 'store',
      subjectId: '',
      facts: { savedAt: arrived.data.savedAt },
    })
  })
}

/** @throws whatever the disk says; the next start goes on */
export async function carryOutMove(paths: StorePaths): Promise<void> {
  rmSync(unpackingFolder(paths), { recursive: true, force: true })
  const incoming = incomingFolder(paths)
  if (!existsSync(incoming)) return
  const database = join(incoming, databaseName)
  // With the database gone from it, the store is the moved one already.
  if (existsSync(database)) {
    if (!mayBeReplaced(paths)) return
    killPoint('moving.swap.begin')
    for (const name of [...carriedFolders, 'keys', numbersName]) {
      const from = join(incoming, name)
      if (!existsSync(from)) continue
      rmSync(join(paths.dataDir, name), { recursive: true, force: true })
      killPoint('moving.swap.between')
      await renamePatiently(from, join(paths.dataDir, name))
    }
    // A log that outlives its database would be read into the next one.
    for (const end of ['-wal', '-shm']) rmSync(paths.database + end, { force: true })
    await syncFolder(paths.dataDir)
    killPoint('moving.swap.before-database')
    await renamePatiently(database, paths.database)
    await syncFolder(paths.dataDir)
    killPoint('moving.swap.after-database')
  }
  rmSync(incoming, { recursive: true, force: true })
  await syncFolder(paths.dataDir)
}

/** Never over an office: one that was founded here since stays, and the file can be taken again elsewhere. */
function mayBeReplaced(paths: StorePaths): boolean {
  try {
    if (officeOfFile(paths.database) === null) return true
  } catch {
    // A store that cannot be read may hold an office: its own window tells.
    return false
  }
  rmSync(incomingFolder(paths), { recursive: true, force: true })
  return false
}
