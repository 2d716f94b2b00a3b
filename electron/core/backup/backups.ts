/** Copies of the store, made while it is in use. One at a time. */
import { rmSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import BetterSqlite3 from 'better-sqlite3'
import type { StoreDb } from '../../../db/connection.ts'
import { checkCopy, contentDigest, copyOnline } from '../../../db/copies.ts'
import { ownDeviceId } from '../../../db/queries/backups.ts'
import type { BackupKind } from '../../../shared/api/backups.ts'
import { Problem } from '../../../shared/problems.ts'
import { moveDurable, syncFile } from '../store/durable-file.ts'
import type { StorePaths } from '../store/folder.ts'
import { killPoint } from '../store/kill-points.ts'
import type { Log } from '../store/log.ts'
import { type BackupFile, backupFile, listBackupFiles, newBackupPath, sizeOf } from './backup-files.ts'
import { expiredBackups } from './retention.ts'
import { readBackupSettings } from './settings.ts'
import { stripOlder, stripPurged } from './strip.ts'

export interface BackupsParts {
  readonly db: StoreDb
  readonly paths: StorePaths
  readonly log: Log
  now(): Date
  /** Called when the list of copies is another one. */
  changed(): void
}

const hourMs = 3600 * 1000

export class Backups {
  readonly #parts: BackupsParts
  #tail: Promise<unknown> = Promise.resolve()
  /** Sees with `data_version` whether anybody has written since; a connection of its own, for it does not see its own writes. */
  #watch: BetterSqlite3.Database | null = null
  #seen: number | null = null
  #failure: { at: string; code: string } | null = null
  /** Made and checked since this program started, the newest last. */
  readonly #made: string[] = []

  constructor(parts: BackupsParts) {
    this.#parts = parts
  }

  get failure(): { at: string; code: string } | null {
    return this.#failure
  }

  /** @throws Problem backup.failed when the copy does not pass its check; file system errors as they are */
  make(kind: 'manual' | 'before-import', signal?: AbortSignal): Promise<BackupFile> {
    return this.#oneAtATime(async () => {
      const version = this.#version()
      const part = await this.#copy(kind, signal)
      const file = await this.#place(part)
      this.#seen = version
      return file
    })
  }

  /**
   * The hourly copy, when an hour has gone by since the newest copy and something was written since. Never throws: a
   * copy that did not come about is noted, told in the list, and tried again.
   * @returns the copy, or null when none was due
   */
  hourly(): Promise<BackupFile | null> {
    return this.#oneAtATime(async () => {
      try {
        return await this.#hourly()
      } catch (error) {
        const code = error instanceof Problem ? error.code : errorCode(error)
        this.#failure = { at: this.#parts.now().toISOString(), code }
        this.#parts.log.error('backup.hourly', error)
        this.#parts.changed()
        return null
      }
    })
  }

  /** When the limit was changed. */
  makeRoom(): Promise<void> {
    return this.#oneAtATime(async () => {
      await this.#expire()
      this.#parts.changed()
    })
  }

  /** Older copies lose the keys of personal data; once after a start, for copies of an earlier program. Never throws. */
  tidy(): Promise<void> {
    return this.#oneAtATime(() => this.#strip()).catch((error: unknown) => {
      this.#parts.log.error('backup.tidy', error)
    })
  }

  /** After a purge: the keys of these records leave every copy. */
  forgetPurged(recordIds: readonly string[]): Promise<void> {
    return this.#oneAtATime(() => stripPurged(this.#parts.paths.backups, recordIds, this.#parts.log))
  }

  /** Waits for the copy that is being made. */
  async close(): Promise<void> {
    await this.#tail
    this.#watch?.close()
    this.#watch = null
  }

  async #hourly(): Promise<BackupFile | null> {
    const { db, paths, now } = this.#parts
    const newest = listBackupFiles(paths.backups)[0]
    // Also when the clock went back (domain §5.5): the distance counts, not the direction.
    if (newest && Math.abs(now().getTime() - Date.parse(newest.createdAt)) < hourMs) return null
    const version = this.#version()
    if (version === this.#seen) return null
    // Before the office is founded there is nothing to lose, and nothing that a restore could belong to.
    if ((await ownDeviceId(db)) === null) return null
    const copy = await this.#copy('hourly')
    // After a start nobody knows whether anything was written since the newest copy: the content says it.
    if (newest && (await contentDigest(newest.path)) === (await contentDigest(copy.part))) {
      await rm(copy.part, { force: true })
      this.#seen = version
      return null
    }
    const file = await this.#place(copy)
    this.#seen = version
    this.#failure = null
    return file
  }

  async #copy(kind: Exclude<BackupKind, 'before-migration' | 'before-restore'>, signal?: AbortSignal) {
    const { paths, now } = this.#parts
    const target = newBackupPath(paths.backups, kind, now())
    const part = `${target}.part`
    await rm(part, { force: true })
    try {
      const counts = await copyOnline(paths.database, part, () => {
        killPoint('backup.mid-copy')
        if (signal?.aborted) throw new Problem('cancelled', {})
      })
      const wrong = await checkCopy(part, counts)
      if (wrong !== null) throw new Problem('backup.failed', { reason: wrong })
      await syncFile(part)
      return { part, target }
    } catch (error) {
      for (const end of ['', '-journal', '-wal', '-shm']) rmSync(`${part}${end}`, { force: true })
      throw error
    }
  }

  async #place({ part, target }: { part: string; target: string }): Promise<BackupFile> {
    const { paths } = this.#parts
    killPoint('backup.before-rename')
    await moveDurable(part, target)
    killPoint('backup.after-rename')
    const file = backupFile(paths.backups, target.slice(paths.backups.length + 1))
    if (!file) throw new Error('a copy with a name that is not ours')
    this.#made.push(file.id)
    await this.#expire()
    await this.#strip()
    this.#parts.changed()
    return file
  }

  async #expire(): Promise<void> {
    const { db, paths } = this.#parts
    const { limitBytes } = await readBackupSettings(db)
    const files = listBackupFiles(paths.backups).map((file) => ({ ...file, bytes: sizeOf(file.path) }))
    // Known to be whole: checked when it was made. Before the first one nobody knows, and the newest stays.
    const good = new Set(this.#made.slice(-1))
    for (const file of expiredBackups(files, limitBytes, ({ id }) => good.has(id))) await rm(file.path, { force: true })
  }

  async #strip(): Promise<void> {
    const { paths, log, changed } = this.#parts
    if (await stripOlder(paths.backups, new Set(this.#made.slice(-1)), log)) changed()
  }

  #version(): number {
    this.#watch ??= new BetterSqlite3(this.#parts.paths.database, { readonly: true, fileMustExist: true })
    return Number(this.#watch.pragma('data_version', { simple: true }))
  }

  #oneAtATime<T>(work: () => Promise<T>): Promise<T> {
    const run = this.#tail.then(work)
    this.#tail = run.catch(() => undefined)
    return run
  }
}

const errorCode = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : 'internal'
