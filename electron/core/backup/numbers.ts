/**
 * The numbers that were given out, in a small file beside the database. A restored copy is older than the last package:
 * without this a damaged store would give a number a second time, and the recipient would hold both as a fork
 * (bundle-format §4). `previousDigest` of the next package and the revisions that were sent are kept for the same reason;
 * what came in since is asked again from its sender, whose receipts name `lastKnown` (§5).
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Queryable } from '../../../db/connection.ts'
import { type StreamEnd, sentRevisionNumbers, streamEnds } from '../../../db/queries/backups.ts'
import { deedsHead, holdsDeed } from '../../../db/queries/deeds.ts'
import { writeDurable } from '../store/durable-file.ts'
import type { StorePaths } from '../store/folder.ts'

const numbersSchema = z.object({
  format: z.literal('kexie-numbers/1'),
  streams: z.array(
    z.object({
      deviceId: z.string(),
      recipientOfficeId: z.string(),
      highest: z.number().int(),
      last: z
        .object({
          packageId: z.string(),
          kind: z.enum(['submission', 'receipt', 'notice', 'office-card']),
          sequence: z.number().int(),
          tagManifestDigest: z.string().nullable(),
          noticeId: z.string().nullable(),
          fileName: z.string(),
          createdAt: z.string(),
        })
        .nullable(),
    }),
  ),
  revisions: z.record(z.string(), z.number().int()),
  /** The newest entry of 操作日志 that was written: a chain that ends before it has lost entries. */
  deeds: z.object({ seq: z.number().int(), digest: z.string() }).optional(),
})
export type Numbers = z.infer<typeof numbersSchema>

const none: Numbers = { format: 'kexie-numbers/1', streams: [], revisions: {} }
/** Of a store that gave no number yet. */
export const noNumbers = `${JSON.stringify(none)}\n`
const fileOf = (paths: StorePaths): string => join(paths.dataDir, 'numbers.json')

/** A file that is missing or not ours knows nothing. */
export function readNumbers(paths: StorePaths): Numbers {
  const file = fileOf(paths)
  if (!existsSync(file)) return none
  try {
    return numbersSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return none
  }
}

/** After numbers were given and before the first byte goes out; at each start. Never lowers a number. */
export function noteNumbers(db: Queryable, paths: StorePaths): Promise<void> {
  return change(paths, async (before) => ({
    format: 'kexie-numbers/1',
    streams: mergeStreams(before.streams, await streamEnds(db)),
    revisions: mergeHighest(before.revisions, await sentRevisionNumbers(db)),
    ...(await laterHead(db, before.deeds)),
  }))
}

/** A moment after entries were written to 操作日志. */
export function noteDeedsHead(db: Queryable, paths: StorePaths): Promise<void> {
  return change(paths, async (before) => ({ ...before, ...(await laterHead(db, before.deeds)) }))
}

const tails = new Map<string, Promise<unknown>>()

/** One after the other: each stands on what the one before has written. */
function change(paths: StorePaths, next: (before: Numbers) => Promise<Numbers>): Promise<void> {
  const file = fileOf(paths)
  const run = (tails.get(file) ?? Promise.resolve()).then(async () => {
    const before = readNumbers(paths)
    const after = await next(before)
    if (JSON.stringify(after) === JSON.stringify(before)) return
    await writeDurable(file, Buffer.from(`${JSON.stringify(after)}\n`))
  })
  const tail = run.catch(() => undefined).finally(() => tails.get(file) === tail && tails.delete(file))
  tails.set(file, tail)
  return run
}

/** One that the chain does not have stays: what is missing is told until a restore has said so in the log itself. */
async function laterHead(db: Queryable, before: Numbers['deeds']): Promise<Pick<Numbers, 'deeds'>> {
  if (before && !(await holdsDeed(db, before))) return { deeds: before }
  const { seq, digest } = await deedsHead(db)
  return seq === 0 ? {} : { deeds: { seq, digest } }
}

/** Entries that were written and that the chain does not have; 0: none is known to be missing. */
export async function missingDeeds(db: Queryable, paths: StorePaths): Promise<number> {
  const { deeds } = readNumbers(paths)
  if (!deeds || (await holdsDeed(db, deeds))) return 0
  return Math.max(1, deeds.seq - (await deedsHead(db)).seq)
}

/** After a restore from a damaged store has told in the log how many entries are lost: the log goes on from there. */
export function acceptDeedsHead(db: Queryable, paths: StorePaths): Promise<void> {
  return change(paths, async (before) => {
    const { seq, digest } = await deedsHead(db)
    return { ...before, deeds: { seq, digest } }
  })
}

function mergeStreams(before: readonly StreamEnd[], now: readonly StreamEnd[]): StreamEnd[] {
  const key = (end: StreamEnd): string => `${end.deviceId}\n${end.recipientOfficeId}`
  const merged = new Map(before.map((end) => [key(end), end]))
  for (const end of now) {
    const known = merged.get(key(end))
    // The store is right about what was cancelled as long as it knows the number at all.
    if (!known || end.highest >= known.highest) merged.set(key(end), end)
  }
  return [...merged.values()]
}

function mergeHighest(before: Readonly<Record<string, number>>, now: Readonly<Record<string, number>>) {
  const merged: Record<string, number> = { ...before }
  for (const [id, highest] of Object.entries(now)) merged[id] = Math.max(highest, merged[id] ?? 0)
  return merged
}
