/**
 * Puts a copy in the store's place. Asked for in a running core (or by main, when the store does not open), carried out
 * at the next start under the lock, before anything is opened: a power cut at any moment leaves the old store or the
 * restored one, and a start after it goes on from the pending file.
 */
import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import { carryDeedsOf } from '../../../db/carry-deeds.ts'
import { carryNumbers, carryOver } from '../../../db/carry-over.ts'
import { copyDatabase, openDatabase } from '../../../db/connection.ts'
import { checkCopy, checkKept } from '../../../db/copies.ts'
import { fillStripped, isStripped } from '../../../db/strip-copy.ts'
import type { GoodBackup } from '../../../shared/api/backups.ts'
import { Problem } from '../../../shared/problems.ts'
import { syncFile, syncFolder } from '../store/durable-file.ts'
import type { StorePaths } from '../store/folder.ts'
import { killPoint } from '../store/kill-points.ts'
import { type BackupFile, listBackupFiles, newBackupPath, sizeOf } from './backup-files.ts'
import { readKeptWraps } from './kept-wraps.ts'
import { readNumbers } from './numbers.ts'
import { dropPending, type PendingRestore, readPending, writeNote, writePending } from './pending.ts'
import { keyedCopies } from './retention.ts'

/** @throws Problem backup.unknown, backup.damaged */
export async function needGoodBackup(paths: StorePaths, id: string): Promise<BackupFile> {
  const file = listBackupFiles(paths.backups).find((one) => one.id === id)
  if (!file) throw new Problem('backup.unknown', { id })
  const wrong = await checkKept(file.path)
  if (wrong !== null) throw new Problem('backup.damaged', { id, reason: wrong.slice(0, 200) })
  return file
}

/** For the window of a failed start. Null when no copy is whole. */
export async function newestGoodBackup(paths: StorePaths): Promise<BackupFile | null> {
  for (const file of existsSync(paths.backups) ? listBackupFiles(paths.backups) : [])
    if ((await checkKept(file.path)) === null) return file
  return null
}

const mostTold = 30

/** The newest good copy first, then those that open at all: they are looked through when one is chosen. */
async function backupsToTell(paths: StorePaths): Promise<GoodBackup[]> {
  const newest = await newestGoodBackup(paths)
  if (!newest) return []
  const others = listBackupFiles(paths.backups).filter(({ id, path }) => id !== newest.id && opens(path))
  return [newest, ...others]
    .slice(0, mostTold)
    .map(({ id, createdAt, kind, path }) => ({ id, createdAt, kind, bytes: sizeOf(path) }))
}

function opens(file: string): boolean {
  try {
    isStripped(file)
    return true
  } catch {
    return false
  }
}

/** The problem of a store that cannot be read, at a start or later. `reason` never quotes a value. */
export async function storeDamaged(paths: StorePaths, reason: string): Promise<Problem> {
  const backups = await backupsToTell(paths)
  const [newest] = backups
  const newestBackup = newest ? { id: newest.id, createdAt: newest.createdAt } : null
  return new Problem('store.damaged', { dataDir: paths.dataDir, reason: reason.slice(0, 200), newestBackup, backups })
}

/**
 * At each start, under the lock. Nothing happens when nothing was asked for.
 * @throws Problem backup.unknown, backup.damaged, and whatever the disk says: the store is as it was
 */
export async function carryOutRestore(paths: StorePaths, now: Date): Promise<void> {
  const pending = readPending(paths)
  if (!pending) return
  const staged = join(paths.staging, 'restored.sqlite')
  const { file, kept, carriedPackages, lacking, missingDeeds } = await prepare(paths, pending, staged, now).catch(
    (error: unknown) => {
      // The store is as it was. The next start is an ordinary one; who still wants the copy asks again.
      dropPending(paths)
      throw error
    },
  )
  killPoint('restore.before-swap')
  await swap(paths, staged)
  killPoint('restore.after-swap')
  writeNote(paths, {
    id: file.id,
    createdAt: file.createdAt,
    restoredAt: now.toISOString(),
    keptId: kept.id,
    keptFolder: kept.folder,
    lost: pending.lost,
    carriedPackages,
    // Told with their names, and in 操作日志, once the store is open (restored.ts).
    lacking: lacking.map((recordId) => ({ recordId, title: '', formShortName: '' })),
    missingDeeds,
    logged: false,
  })
  killPoint('restore.before-done')
  dropPending(paths)
}

async function prepare(paths: StorePaths, pending: PendingRestore, staged: string, now: Date) {
  const file = await needGoodBackup(paths, pending.id)
  const readable = existsSync(paths.database) && (await settleStore(paths))
  killPoint('restore.before-keep')
  const kept = pending.kept ?? keepPresent(paths, pending, readable, now)
  killPoint('restore.after-keep')
  return { file, kept, ...(await stage(paths, file, staged, now, readable)) }
}

/** Everything into the one file, so that nothing of the old store lies beside the new one. @returns whether it is sound */
async function settleStore(paths: StorePaths): Promise<boolean> {
  if ((await checkKept(paths.database)) !== null) return false
  try {
    const sqlite = new BetterSqlite3(paths.database)
    try {
      sqlite.pragma('wal_checkpoint(TRUNCATE)')
    } finally {
      sqlite.close()
    }
    return true
  } catch {
    return false
  }
}

function keepPresent(paths: StorePaths, pending: PendingRestore, readable: boolean, now: Date) {
  const kept = readable ? keepSound(paths, now) : keepDamaged(paths, now)
  writePending(paths, { ...pending, kept })
  return kept
}

function keepSound(paths: StorePaths, now: Date): { id: string; folder: null } {
  const target = newBackupPath(paths.backups, 'before-restore', now)
  const sqlite = new BetterSqlite3(paths.database, { readonly: true })
  try {
    copyDatabase(sqlite, target)
  } finally {
    sqlite.close()
  }
  return { id: basename(target, '.sqlite'), folder: null }
}

/** As it lies, for whoever rescues more than we can. */
function keepDamaged(paths: StorePaths, now: Date): { id: null; folder: string | null } {
  if (!existsSync(paths.database)) return { id: null, folder: null }
  const stem = join(paths.backups, `damaged-${now.toISOString().replace(/[-:.]/g, '')}`)
  let folder = stem
  for (let n = 2; existsSync(folder); n++) folder = `${stem}-${n}`
  const part = `${folder}.part`
  rmSync(part, { recursive: true, force: true })
  mkdirSync(part, { mode: 0o700 })
  for (const end of ['', '-wal', '-shm']) {
    const from = paths.database + end
    if (existsSync(from)) copyFileSync(from, join(part, basename(from)))
  }
  renameSync(part, folder)
  return { id: null, folder }
}

interface Staged {
  /** Packages and folders that were taken along. */
  readonly carriedPackages: number
  /** Records whose personal part nothing opens any more. */
  readonly lacking: string[]
  readonly missingDeeds: number
}

/** The copy as it will be: migrated, with the keys, the numbers and the log of today. */
async function stage(
  paths: StorePaths,
  file: BackupFile,
  staged: string,
  now: Date,
  readable: boolean,
): Promise<Staged> {
  dropDatabase(staged)
  copyFileSync(file.path, staged)
  openDatabase(staged, { backupDir: paths.staging, now }).sqlite.close()
  const numbers = readNumbers(paths)
  const carriedPackages = readable
    ? carryOver(staged, paths.database)
    : carryNumbers(staged, { wraps: readKeptWraps(paths), ...numbers })
  const newer = listBackupFiles(paths.backups)
    .filter(({ id }) => id !== file.id)
    .map(({ path }) => path)
  const head = readable ? null : carryDeedsOf(staged, newer.slice(0, keyedCopies))
  // What a damaged store still gives comes last: a torn page of it must not stand before a whole copy's.
  const sources = newer.slice(0, keyedCopies)
  const lacking = fillStripped(staged, readable ? [paths.database, ...sources] : [...sources, paths.database])
  // Only the one file is moved: nothing may be left in a log beside it.
  const wrong = await checkCopy(staged, null)
  if (wrong !== null) throw new Problem('backup.damaged', { id: file.id, reason: wrong.slice(0, 200) })
  await syncFile(staged)
  return {
    carriedPackages,
    lacking,
    missingDeeds: head === null ? 0 : Math.max(0, (numbers.deeds?.seq ?? 0) - head.seq),
  }
}

/**
 * A log that outlives its database would be read into the next one, so it goes first: what it held is in the file (or
 * in the folder of the damaged store) by now.
 */
async function swap(paths: StorePaths, staged: string): Promise<void> {
  for (const end of ['-wal', '-shm']) rmSync(paths.database + end, { force: true })
  await syncFolder(paths.dataDir)
  killPoint('restore.mid-swap')
  renameSync(staged, paths.database)
  await syncFolder(paths.dataDir)
}

function dropDatabase(path: string): void {
  for (const end of ['', '-wal', '-shm', '-journal']) rmSync(path + end, { force: true })
}
