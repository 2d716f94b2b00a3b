/** The core as an object: opens a store and answers methods, in Electron, on the command line and in tests alike. */
import { ZodError } from 'zod'
import { type OpenedDatabase, OpenRefused, openDatabase } from '../../db/connection.ts'
import { attachmentDigests, documentDigests, forgetUnusedAttachments } from '../../db/queries/attachments.ts'
import { forgetUnusedRecordKeys, recordKeyReader } from '../../db/queries/personal.ts'
import { isDamage } from '../../db/store-reading.ts'
import type { MethodInput, MethodName, MethodOutput } from '../../shared/api/contract.ts'
import type { Progress } from '../../shared/api/protocol.ts'
import { examplePassphrase } from '../../shared/domain/example.ts'
import { Problem } from '../../shared/problems.ts'
import { FileStore } from './attachments/attachment-store.ts'
import { sweepHalfCopies } from './backup/backup-files.ts'
import { Backups } from './backup/backups.ts'
import { HeadNote } from './backup/head-note.ts'
import { noteDeedsHead, noteNumbers } from './backup/numbers.ts'
import { writePending } from './backup/pending.ts'
import { carryOutRestore, storeDamaged } from './backup/restore.ts'
import { refuseEmptied, tellRestore } from './backup/restored.ts'
import { StoreWatch } from './backup/store-watch.ts'
import { digestsInBackups } from './backup/view.ts'
import { DeedBook } from './deeds/deed-book.ts'
import { noteStart } from './deeds/start.ts'
import { dispatch } from './dispatch.ts'
import { foundAsExample } from './example/example-keys.ts'
import { exampleNotices, readExampleMark } from './example/example-mark.ts'
import { sweepHalfExample } from './example/example-store.ts'
import type { HandlerContext, OpenBeside } from './handlers/context.ts'
import { settleHandovers } from './handover/settle.ts'
import { settleIntake } from './intake/batches.ts'
import { carryOutMove, settleArrival } from './moving/arrived.ts'
import { NoticeShelf } from './notices/notice-shelf.ts'
import { settlePurges } from './personal/purge.ts'
import { forgetTallies } from './register/tallies.ts'
import { isAsClosed, leaveMark, takeMark } from './store/clean-close.ts'
import { isDiskFull } from './store/disk-full.ts'
import { prepareFolder, type StorePaths, storePaths, sweepStaging } from './store/folder.ts'
import { killPoint } from './store/kill-points.ts'
import { lockStore } from './store/lock.ts'
import { createLog, type Log } from './store/log.ts'
import { RecordKeys } from './store/record-keys.ts'
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
  /** A copy to put in the place of a store that does not open; null or left out for an ordinary start. */
  readonly restore?: string | null
  /** Binary logarithm of scrypt's work on a new passphrase. Left out everywhere but in tests, which set up hundreds of offices. */
  readonly keyWork?: number
}

export interface CallOptions {
  readonly signal?: AbortSignal
  readonly progress?: (progress: Progress) => void
}

export interface Core {
  /** @throws Problem, and nothing else */
  dispatch(method: string, input: unknown, options?: CallOptions): Promise<unknown>
  /** What the clock brings: the hourly copy, when it is due. The process that holds the store calls it every few minutes. */
  tick(): Promise<void>
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
    throw await startProblem(error, paths)
  }
}

async function openStore(options: CoreOptions, paths: StorePaths, release: () => void): Promise<Core> {
  const mark = takeMark(paths)
  sweepStaging(paths)
  sweepHalfCopies(paths.backups)
  if (options.restore) writePending(paths, { id: options.restore, lost: null, kept: null })
  await carryOutMove(paths)
  await carryOutRestore(paths, options.now())
  await refuseEmptied(paths)
  // Looked at after whatever put another store in this place.
  const trusted = isAsClosed(paths, mark)
  const opened = openDatabase(paths.database, {
    backupDir: paths.backups,
    now: options.now(),
    trusted,
    reached: (place) => killPoint(`migrate.${place}`),
  })
  const { db } = opened
  try {
    const recordKeys = new RecordKeys(recordKeyReader(opened.sqlite))
    const now = () => options.now()
    const emit: HandlerContext['emit'] = (event, value) => options.emit(event, value)
    const head = new HeadNote(() => noteDeedsHead(db, paths))
    const deeds = new DeedBook({
      now,
      added: () => {
        emit('data.changed', { domain: 'deeds' })
        head.soon()
      },
    })
    const { write, idle } = createWriter(db, recordKeys, () => forgetTallies(paths), deeds)
    const log = createLog(paths.logs, now)
    const vault = await Vault.open({ db, write, paths, recordKeys, ask: options.ask, keyWork: options.keyWork, now })
    const example = readExampleMark(paths.dataDir) ?? (await foundAsExample(db))
    await sweepHalfExample(paths.dataDir)
    if (example && vault.state === 'locked') await openExample(vault, log)
    const backups = new Backups({ db, paths, log, now, changed: () => emit('data.changed', { domain: 'backups' }) })
    const ctx: HandlerContext = {
      db,
      write,
      store: paths,
      vault,
      attachments: new FileStore(paths.attachments, paths.staging, vault, 'attachments'),
      documents: new FileStore(paths.documents, paths.staging, vault, 'documents'),
      notices: await NoticeShelf.load(options.resourcesDir, db, log, example && exampleNotices(paths.dataDir)),
      log,
      resourcesDir: options.resourcesDir,
      appVersion: options.appVersion,
      example,
      openBeside: openBeside(options),
      now,
      ask: options.ask,
      emit,
      backups,
      watch: new StoreWatch(paths, log, now, () => emit('data.changed', { domain: 'backups' })),
      deeds,
    }
    await noteStart(write, { db, appVersion: options.appVersion, migrated: opened.copy !== null })
    await noteNumbers(db, paths)
    await settlePurges(ctx)
    await tellRestore(ctx)
    if (!trusted || opened.copy !== null) await sweep(ctx)
    await settleArrival(ctx)
    await settleTasks(ctx)
    await settleIntake(ctx)
    await settleOutbox(ctx)
    await settleHandovers(ctx)
    const underWay = new Set<object>()
    let closing = false
    return {
      async dispatch(method, input, { signal, progress } = {}) {
        if (closing) throw new Problem('core.gone', {})
        const call = { signal: signal ?? new AbortController().signal, progress: progress ?? (() => undefined) }
        underWay.add(call)
        return dispatch(ctx, deeds, method, input, call).finally(() => underWay.delete(call))
      },
      async tick() {
        await backups.hourly()
        await backups.tidy()
        await noteNumbers(db, paths)
        ctx.watch.daily(ctx)
      },
      async close() {
        closing = true
        await idle()
        // What a call that is cut short leaves behind is swept at the next start.
        const swept =
          underWay.size === 0 &&
          (await sweep(ctx).then(
            () => true,
            () => false,
          ))
        await head.close()
        await ctx.watch.close()
        await backups.close()
        await noteNumbers(db, paths).catch((error: unknown) => log.error('numbers', error))
        vault.close()
        await db.destroy()
        if (swept && underWay.size === 0) leaveMark(paths)
        release()
      },
    }
  } catch (error) {
    closeQuietly(opened)
    throw error
  }
}

/** Nobody is asked for the passphrase of an example. One that somebody replaced is asked for like any other. */
async function openExample(vault: Vault, log: Log): Promise<void> {
  await vault
    .unlock({ passphrase: examplePassphrase, recoveryCode: null })
    .catch((error) => log.error('example', error))
}

function openBeside(options: CoreOptions): OpenBeside {
  return async (dataDir, now) => {
    const core = await createCore({ ...options, dataDir, now, ask: null, emit: () => undefined })
    return {
      // The contract pairs each method with what it returns; dispatch cannot say so.
      call: async <M extends MethodName>(method: M, input: MethodInput<M>) =>
        (await core.dispatch(method, input)) as MethodOutput<M>,
      close: () => core.close(),
    }
  }
}

/** Keys and files that no row names: made by a call that did not come to its transaction. Only under the lock, with nothing under way. */
async function sweep(ctx: HandlerContext): Promise<void> {
  await ctx.write(forgetUnusedRecordKeys)
  await ctx.write(forgetUnusedAttachments)
  const unused = {
    attachments: await unusedFiles(ctx.attachments, await attachmentDigests(ctx.db)),
    documents: await unusedFiles(ctx.documents, await documentDigests(ctx.db)),
  }
  if (unused.attachments.length + unused.documents.length === 0) return
  // What a copy names is not in it: the file stays as long as the copy does.
  const kept = await digestsInBackups(ctx.store.backups)
  for (const digest of unused.attachments) if (!kept.has(digest)) await ctx.attachments.remove(digest)
  for (const digest of unused.documents) if (!kept.has(digest)) await ctx.documents.remove(digest)
}

async function unusedFiles(store: FileStore, used: ReadonlySet<string>): Promise<string[]> {
  const unused: string[] = []
  for await (const digest of store.digests()) if (!used.has(digest)) unused.push(digest)
  return unused
}

function closeQuietly({ sqlite }: OpenedDatabase): void {
  try {
    sqlite.close()
  } catch {
    // The error that led here is the one to tell.
  }
}

/** A row that every start reads holds no JSON, or not ours: the pages read well and are not what was written. */
const isTorn = (error: unknown): boolean => error instanceof SyntaxError || error instanceof ZodError

async function startProblem(error: unknown, paths: StorePaths): Promise<unknown> {
  const { dataDir } = paths
  if (error instanceof Problem) return error
  if (isDamage(error) || isTorn(error)) return storeDamaged(paths, error instanceof Error ? error.name : 'read')
  if (isDiskFull(error)) return new Problem('disk.full', { path: dataDir, neededBytes: null })
  if (!(error instanceof OpenRefused)) return error
  if (error.why === 'damaged') return storeDamaged(paths, error.message)
  const { storeVersion, programVersion } = error
  return new Problem('store.newer', { dataDir, storeVersion, programVersion })
}
