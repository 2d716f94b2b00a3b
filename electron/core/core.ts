/** The core as an object: opens a store and answers methods, in Electron, on the command line and in tests alike. */

import { type OpenedDatabase, OpenRefused, openDatabase } from '../../db/connection.ts'
import { attachmentDigests, documentDigests, forgetUnusedAttachments } from '../../db/queries/attachments.ts'
import type { Progress } from '../../shared/api/protocol.ts'
import { Problem } from '../../shared/problems.ts'
import { FileStore } from './attachments/attachment-store.ts'
import { dispatch } from './dispatch.ts'
import type { HandlerContext } from './handlers/context.ts'
import { NoticeShelf } from './notices/notice-shelf.ts'
import { isDiskFull } from './store/disk-full.ts'
import { prepareFolder, type StorePaths, storePaths, sweepStaging } from './store/folder.ts'
import { lockStore } from './store/lock.ts'
import { createLog } from './store/log.ts'
import { type Ask, Vault } from './store/vault.ts'
import { createWriter } from './store/writer.ts'
import { settleTasks } from './submission/long-task.ts'
import { settleOutbox } from './submission/write-out.ts'

export interface CoreOptions {
  readonly dataDir: string
  readonly resourcesDir: string
  readonly appVersion: string
  now(): Date
  /** Null without a main process. */
  readonly ask: Ask | null
  emit(event: string, value: unknown): void
}

export interface CallOptions {
  readonly signal?: AbortSignal
  readonly progress?: (progress: Progress) => void
}

export interface Core {
  /** @throws Problem, and nothing else */
  dispatch(method: string, input: unknown, options?: CallOptions): Promise<unknown>
  /** Waits for the writer queue, closes the database and gives the lock back. */
  close(): Promise<void>
}

/**
 * @throws Problem store.on-network, store.read-only, store.locked, store.newer, store.damaged, disk.full
 */
export async function createCore(options: CoreOptions): Promise<Core> {
  const paths = storePaths(options.dataDir)
  try {
    prepareFolder(paths)
    const lock = lockStore(paths)
    try {
      return await openStore(options, paths, () => lock.release())
    } catch (error) {
      lock.release()
      throw error
    }
  } catch (error) {
    throw startProblem(error, paths)
  }
}

async function openStore(options: CoreOptions, paths: StorePaths, release: () => void): Promise<Core> {
  sweepStaging(paths)
  const opened = openDatabase(paths.database, { backupDir: paths.backups, now: options.now() })
  const { db } = opened
  try {
    const { write, idle } = createWriter(db)
    const now = () => options.now()
    const log = createLog(paths.logs, now)
    const vault = await Vault.open({ db, write, paths, ask: options.ask, now })
    const ctx: HandlerContext = {
      db,
      write,
      store: paths,
      vault,
      attachments: new FileStore(paths.attachments, paths.staging, vault, 'attachments'),
      documents: new FileStore(paths.documents, paths.staging, vault, 'documents'),
      notices: await NoticeShelf.load(options.resourcesDir, db, log),
      log,
      resourcesDir: options.resourcesDir,
      appVersion: options.appVersion,
      now,
      ask: options.ask,
      emit: (event, value) => options.emit(event, value),
    }
    await sweepFiles(ctx)
    await settleTasks(ctx)
    await settleOutbox(ctx)
    return {
      dispatch: (method, input, { signal, progress } = {}) =>
        dispatch(ctx, method, input, {
          signal: signal ?? new AbortController().signal,
          progress: progress ?? (() => undefined),
        }),
      async close() {
        await idle()
        vault.close()
        await db.destroy()
        release()
      },
    }
  } catch (error) {
    closeQuietly(opened)
    throw error
  }
}

/** Files that no row names: put in place by a call that did not come to its transaction. Only under the lock. */
async function sweepFiles(ctx: HandlerContext): Promise<void> {
  await ctx.write(forgetUnusedAttachments)
  const kept = await attachmentDigests(ctx.db)
  for await (const digest of ctx.attachments.digests()) if (!kept.has(digest)) await ctx.attachments.remove(digest)
  const printed = await documentDigests(ctx.db)
  for await (const digest of ctx.documents.digests()) if (!printed.has(digest)) await ctx.documents.remove(digest)
}

function closeQuietly({ sqlite }: OpenedDatabase): void {
  try {
    sqlite.close()
  } catch {
    // The error that led here is the one to tell.
  }
}

function startProblem(error: unknown, { dataDir }: StorePaths): unknown {
  if (error instanceof Problem) return error
  if (isDiskFull(error)) return new Problem('disk.full', { path: dataDir, neededBytes: null })
  if (!(error instanceof OpenRefused)) return error
  if (error.why === 'damaged') return new Problem('store.damaged', { dataDir, reason: error.message.slice(0, 200) })
  const { storeVersion, programVersion } = error
  return new Problem('store.newer', { dataDir, storeVersion, programVersion })
}
