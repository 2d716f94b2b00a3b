/** The folder of copies. A copy is one file; its name says when and why it was made, everything else is inside. */
import { readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { BackupKind } from '../../../shared/api/backups.ts'

export interface BackupFile {
  readonly id: string
  readonly kind: BackupKind
  /** ISO 8601 UTC with milliseconds. */
  readonly createdAt: string
  readonly path: string
}

const namePattern =
  /^((hourly|manual|before-import|before-restore|before-\d{4})-(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})(\d{3})Z(-\d+)?)\.sqlite$/

export function backupFile(folder: string, name: string): BackupFile | null {
  const match = namePattern.exec(name)
  if (!match) return null
  const [, id = '', word = '', year, month, day, hour, minute, second, ms] = match
  const kind = /^before-\d{4}$/.test(word) ? 'before-migration' : (word as BackupKind)
  return { id, kind, createdAt: `${year}-${month}-${day}T${hour}:${minute}:${second}.${ms}Z`, path: join(folder, name) }
}

/** Newest first; two of one instant: the later name first. */
export function listBackupFiles(folder: string): BackupFile[] {
  const files = readdirSync(folder).flatMap((name) => backupFile(folder, name) ?? [])
  return files.sort(
    (a, b) => b.createdAt.localeCompare(a.createdAt) || order(b.id) - order(a.id) || (a.id < b.id ? 1 : -1),
  )
}

const order = (id: string): number => Number(/Z-(\d+)$/.exec(id)?.[1] ?? '1')

/** A name that no file has yet. */
export function newBackupPath(folder: string, kind: Exclude<BackupKind, 'before-migration'>, now: Date): string {
  const stem = `${kind}-${now.toISOString().replace(/[-:.]/g, '')}`
  const taken = new Set(readdirSync(folder))
  for (let n = 1; ; n++) {
    const name = `${n === 1 ? stem : `${stem}-${n}`}.sqlite`
    if (!taken.has(name)) return join(folder, name)
  }
}

/** Half copies of a process that died. Only under the lock. */
export function sweepHalfCopies(folder: string): void {
  for (const name of readdirSync(folder))
    if (/\.part(-journal|-wal|-shm)?$/.test(name)) rmSync(join(folder, name), { force: true })
}

export const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0
