/**
 * A package that waits for a person lies in held/, so that the stick may go. Copies of the store leave it out: it is
 * nothing of ours until somebody decides, it may be as large as a stick, and the sender can bring it again.
 */
import { createReadStream, createWriteStream, existsSync } from 'node:fs'
import { readdir, rm, stat, statfs } from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { Queryable } from '../../../db/connection.ts'
import {
  decidedHeldFiles,
  dropHeldFile,
  findHeldFile,
  heldFiles,
  markNotKept,
  putHeldFile,
} from '../../../db/queries/intake.ts'
import { Problem } from '../../../shared/problems.ts'
import type { Call, HandlerContext } from '../handlers/context.ts'
import { readProblem } from '../package/disk-problems.ts'
import { isDiskFull } from '../store/disk-full.ts'
import { moveDurable } from '../store/durable-file.ts'
import { killPoint } from '../store/kill-points.ts'

/** Room that a copy must leave: an unknown sender's huge file must not stop the office's own work. */
const leaveFreeBytes = 1024 * 1024 * 1024

export interface HeldCopy {
  readonly tagManifestDigest: string
  readonly path: string
  readonly kept: boolean
  readonly bytes: number
  readonly at: string
}

type Core = Pick<HandlerContext, 'store' | 'db' | 'now'>

export const heldPath = ({ store }: Pick<HandlerContext, 'store'>, tagManifestDigest: string): string =>
  path.join(store.held, `${tagManifestDigest}.zip`)

/** Where it can be read from now. */
export async function heldSource(ctx: Core, tagManifestDigest: string): Promise<string | null> {
  const row = await findHeldFile(ctx.db, tagManifestDigest)
  if (!row) return null
  const kept = heldPath(ctx, tagManifestDigest)
  return row.kept === 1 && existsSync(kept) ? kept : row.path
}

/**
 * An unpacked folder stays where it is, and so does what there is no room for.
 * @throws Problem file.vanished, file.unreadable, cancelled
 */
export async function copyHeld(ctx: Core, call: Call, file: string, tagManifestDigest: string): Promise<HeldCopy> {
  const target = heldPath(ctx, tagManifestDigest)
  const source = path.resolve(file)
  const facts = await stat(source).catch((error: unknown) => Promise.reject(readProblem(error, source)))
  const known = await findHeldFile(ctx.db, tagManifestDigest)
  const copy = { tagManifestDigest, path: source, kept: false, bytes: facts.size, at: ctx.now().toISOString() }
  if (source === target) return { ...copy, path: known?.path ?? source, kept: true }
  if (facts.isDirectory()) return { ...copy, bytes: 0 }
  // A broken copy of the same length would be found out: it is verified anew before it is taken in.
  if (existsSync(target) && (await stat(target)).size === facts.size) return { ...copy, kept: true }
  const { bavail, bsize } = await statfs(ctx.store.held)
  if (bavail * bsize < facts.size + leaveFreeBytes) return copy
  const part = `${target}.part`
  try {
    await pipeline(
      createReadStream(source, { highWaterMark: 1024 * 1024 }),
      createWriteStream(part, { mode: 0o600, flush: true }),
      { signal: call.signal },
    )
  } catch (error) {
    await rm(part, { force: true })
    if (call.signal.aborted) throw new Problem('cancelled', {})
    if (isDiskFull(error)) return copy
    throw readProblem(error, source)
  }
  killPoint('held.before-rename')
  await moveDurable(part, target)
  killPoint('held.after-rename')
  return { ...copy, kept: true }
}

/** With the row of the package, in one transaction. */
export const noteHeldCopy = (trx: Queryable, copy: HeldCopy): Promise<void> =>
  putHeldFile(trx, {
    tag_manifest_digest: copy.tagManifestDigest,
    path: copy.path,
    kept: copy.kept ? 1 : 0,
    bytes: copy.bytes,
    kept_at: copy.at,
  })

/** Once it is decided. The row goes first: a copy without one is swept at the next start. */
export async function letGoHeld(
  ctx: Pick<HandlerContext, 'store' | 'db' | 'write'>,
  tagManifestDigest: string,
): Promise<void> {
  if (!(await findHeldFile(ctx.db, tagManifestDigest))) return
  await ctx.write((trx) => dropHeldFile(trx, tagManifestDigest))
  await rm(heldPath(ctx, tagManifestDigest), { force: true })
}

/** At start, under the lock: half copies, copies of what was decided, rows whose copy is gone. */
export async function settleHeldCopies(ctx: Pick<HandlerContext, 'store' | 'db' | 'write'>): Promise<void> {
  for (const row of await decidedHeldFiles(ctx.db)) await letGoHeld(ctx, row.tag_manifest_digest)
  const rows = await heldFiles(ctx.db)
  const wanted = new Set(rows.map((row) => `${row.tag_manifest_digest}.zip`))
  const lying = new Set(await readdir(ctx.store.held))
  for (const name of lying) if (!wanted.has(name)) await rm(path.join(ctx.store.held, name), { force: true })
  for (const row of rows)
    if (row.kept === 1 && !lying.has(`${row.tag_manifest_digest}.zip`))
      await ctx.write((trx) => markNotKept(trx, row.tag_manifest_digest))
}
