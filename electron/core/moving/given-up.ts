/**
 * 本机不再使用: after a move this computer and the new one hold the same signing key and the same next number. The note
 * lies beside the database, so that an older copy that is restored here does not sign again, and so that it never moves.
 */
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { setting } from '../../../db/queries/settings.ts'
import type { MovingState } from '../../../shared/api/moving.ts'
import { Problem } from '../../../shared/problems.ts'
import type { HandlerContext } from '../handlers/context.ts'
import { syncFolder, writeDurable } from '../store/durable-file.ts'
import type { StorePaths } from '../store/folder.ts'

/** Setting: when the office was saved as one file, and the digest of that. */
export const savedName = 'office-file-saved'
const savedNote = z.object({ at: z.iso.datetime() })

const noteSchema = z.object({ format: z.literal('kexie-given-up/1'), since: z.iso.datetime() })
const noteFile = ({ dataDir }: Pick<StorePaths, 'dataDir'>): string => join(dataDir, 'given-up.json')

/** When this computer was given up; null: it is in use. A note that cannot be read still holds: the epoch. */
export function givenUpSince(paths: Pick<StorePaths, 'dataDir'>): string | null {
  const file = noteFile(paths)
  if (!existsSync(file)) return null
  try {
    return noteSchema.parse(JSON.parse(readFileSync(file, 'utf8'))).since
  } catch {
    return new Date(0).toISOString()
  }
}

export async function giveUp(paths: Pick<StorePaths, 'dataDir'>, now: Date): Promise<void> {
  if (givenUpSince(paths) !== null) return
  const note: z.input<typeof noteSchema> = { format: 'kexie-given-up/1', since: now.toISOString() }
  await writeDurable(noteFile(paths), Buffer.from(`${JSON.stringify(note)}\n`))
}

export async function useAgain(paths: Pick<StorePaths, 'dataDir'>): Promise<void> {
  rmSync(noteFile(paths), { force: true })
  await syncFolder(paths.dataDir)
}

export async function movingState(ctx: Pick<HandlerContext, 'db' | 'store'>): Promise<MovingState> {
  const saved = savedNote.safeParse(await setting(ctx.db, savedName))
  return { savedAt: saved.data?.at ?? null, givenUpSince: givenUpSince(ctx.store) }
}

/** @throws Problem moving.given-up */
export function refuseGivenUp(paths: Pick<StorePaths, 'dataDir'>): void {
  const since = givenUpSince(paths)
  if (since !== null) throw new Problem('moving.given-up', { since })
}
