/** A restore that was asked for, and the last one that was carried out: two small files among the copies. */
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { backupId } from '../../../shared/api/backups.ts'
import { writeDurableSync } from '../store/durable-file.ts'
import type { StorePaths } from '../store/folder.ts'

const lost = z.object({
  added: z.number(),
  changed: z.number(),
  deleted: z.number(),
  revisions: z.number(),
  received: z.number(),
  receipts: z.number(),
  other: z.number(),
})
const pendingSchema = z.object({
  id: backupId,
  lost: lost.nullable(),
  /** What was kept of the store, once it is kept: a start after a crash does not keep the restored one over it. */
  kept: z.object({ id: z.string().nullable(), folder: z.string().nullable() }).nullable(),
})
export type PendingRestore = z.infer<typeof pendingSchema>

const noteSchema = z.object({
  id: z.string(),
  createdAt: z.string(),
  restoredAt: z.string(),
  keptId: z.string().nullable(),
  keptFolder: z.string().nullable(),
  lost: lost.nullable(),
  carriedPackages: z.number(),
  lacking: z.array(z.object({ recordId: z.string(), title: z.string(), formShortName: z.string() })).default([]),
  missingDeeds: z.number().default(0),
  /** Told in 操作日志; left out in notes of an earlier program. */
  logged: z.boolean().default(true),
})
export type KeptNote = z.infer<typeof noteSchema>

const pendingFile = (paths: StorePaths): string => join(paths.backups, 'restore-pending.json')
const noteFile = (paths: StorePaths): string => join(paths.backups, 'restored.json')

export const readPending = (paths: StorePaths): PendingRestore | null => read(pendingFile(paths), pendingSchema)
export const writePending = (paths: StorePaths, pending: PendingRestore): void => write(pendingFile(paths), pending)
export const dropPending = (paths: StorePaths): void => rmSync(pendingFile(paths), { force: true })

export const readNote = (paths: StorePaths): KeptNote | null => read(noteFile(paths), noteSchema)
export const writeNote = (paths: StorePaths, note: KeptNote): void => write(noteFile(paths), note)
export const dropNote = (paths: StorePaths): void => rmSync(noteFile(paths), { force: true })

/** A file that is not whole or not ours is as good as none. */
function read<T>(file: string, schema: z.ZodType<T>): T | null {
  if (!existsSync(file)) return null
  try {
    return schema.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return null
  }
}

function write(file: string, value: unknown): void {
  writeDurableSync(file, Buffer.from(`${JSON.stringify(value)}\n`))
}
