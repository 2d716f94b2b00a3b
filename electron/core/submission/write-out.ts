/** From a frozen plan to files under their final names; the outbox moves on only when all of them are there. */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readdir, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import {
  allFrozen,
  listOutbox,
  markOutboxCancelled,
  markOutboxWritten,
  type OutboxRow,
  setOutboxPlan,
} from '../../../db/queries/outbox.ts'
import type { ExportedPackage, ReadBack } from '../../../shared/api/packages.ts'
import { Problem } from '../../../shared/problems.ts'
import { noteWritten } from '../deeds/package-notes.ts'
import { type Call, changed, type HandlerContext } from '../handlers/context.ts'
import { tagManifestName } from '../package/bag.ts'
import { sha256Hex } from '../package/canonical.ts'
import { maxTagText } from '../package/limits.ts'
import { openSource } from '../package/open-source.ts'
import type { FrozenPlan } from '../package/plan.ts'
import { readWhole } from '../package/source.ts'
import { needRoom } from '../package/target-disk.ts'
import { type WritePoint, writePackage } from '../package/writer.ts'
import { killPoint } from '../store/kill-points.ts'
import { refuseOwnStore } from '../store/person-file.ts'
import { keepPlan, keptPlan, refusePurgedPlans } from './outbox-plan.ts'

export type WrittenFile = ExportedPackage['files'][number] & { readBack: ReadBack }

const killNames: Partial<Record<WritePoint, string>> = {
  entry: 'export.mid-write',
  reread: 'export.before-rename',
  renamed: 'export.after-rename',
}

/**
 * Writes all volumes of a group into `folder`, rereads them and marks them as written.
 * Cancelled: what was written goes, and the number is given up. Any other failure: what was written goes, the plan
 * stays frozen, and the same bytes can be written again.
 * @param fileName a name that a person chose, of one file only; it may replace another file
 * @throws Problem as writePackage; package.purged; file.exists when another file has the name that we chose
 */
export async function writeOut(
  ctx: HandlerContext,
  call: Call,
  rows: readonly OutboxRow[],
  folder: string,
  fileName?: string,
  /** Once all files lie there, before they count as written: e.g. their folder gets its name. */
  beforeMark?: () => Promise<void>,
): Promise<WrittenFile[]> {
  refusePurgedPlans(rows)
  await needFolder(folder)
  await refuseOwnStore(ctx.store, folder)
  const plans = rows.map((row) => ({ row, ...keptPlan(ctx.store, row) }))
  const total = plans.reduce((sum, { plan }) => sum + plan.entries.reduce((bytes, entry) => bytes + entry.bytes, 0), 0)
  await needRoomForAll(folder, plans)
  const written: WrittenFile[] = []
  let before = 0
  try {
    for (const { row, plan, folder: firstFolder } of plans) {
      const target = path.join(folder, fileName ?? row.file_name)
      if (fileName === undefined) await refuseForeign(target, row, path.resolve(firstFolder) === path.resolve(folder))
      let size = 0
      const result = await writePackage(plan, target, {
        signal: call.signal,
        progress: (phase, done, all) => {
          size = all
          // Writing and rereading are one bar of twice the length, so that it never runs backwards.
          const passed = phase === 'write' ? done : all + done
          call.progress({ phase, done: before + passed, total: 2 * total, unit: 'bytes' })
        },
        onPoint: (point) => {
          const name = killNames[point]
          if (name !== undefined) killPoint(name)
        },
      })
      before += 2 * size
      const sha256 = result.sha256 ?? (await fileSha256(target))
      written.push({ path: target, bytes: result.bytes, sha256, readBack: result.readBack ?? 'cache' })
    }
    await beforeMark?.()
  } catch (error) {
    for (const file of written) await rm(file.path, { force: true }).catch(() => undefined)
    if (error instanceof Problem && error.code === 'cancelled') await giveUp(ctx, rows)
    throw error
  }
  killPoint('export.before-mark')
  const at = ctx.now().toISOString()
  await ctx.write(async (trx) => {
    for (const [index, row] of rows.entries()) {
      const file = written[index]
      if (file) await markOutboxWritten(trx, row.package_id, { bytes: file.bytes, sha256: file.sha256, at })
    }
    await noteWritten(trx, ctx, rows)
  })
  changed(ctx, 'packages')
  return written
}

/** A stick that holds only the first volumes is told before the first of them; what lies there already is not counted. */
async function needRoomForAll(folder: string, plans: readonly { row: OutboxRow; plan: FrozenPlan }[]): Promise<void> {
  let told = 0
  for (const { row, plan } of plans)
    if (!(await stat(path.join(folder, row.file_name)).catch(() => null)))
      told += plan.entries.reduce((sum, entry) => sum + entry.bytes, 0)
  const target = path.join(folder, plans[0]?.row.file_name ?? '')
  await needRoom(target, { least: told * 0.9, told, largest: { name: '', bytes: 0 } })
}

async function needFolder(folder: string): Promise<void> {
  const facts = await stat(folder).catch(() => null)
  if (!facts?.isDirectory()) throw new Problem('package.target-missing', { path: folder })
}

/** A file of the same name is replaced only when it is this package, or a try of it. */
async function refuseForeign(target: string, row: OutboxRow, sameFolder: boolean): Promise<void> {
  const facts = await stat(target).catch(() => null)
  if (!facts) return
  // What lies there may be our own try of before a crash; it says so itself.
  if (row.sha256 === null && sameFolder && (await holdsPackage(target, row.tag_manifest_digest))) return
  if (row.sha256 !== null && facts.size === row.bytes && (await fileSha256(target)) === row.sha256) return
  throw new Problem('file.exists', { path: target })
}

/** Whether the file is this very package, by its tag manifest: only a whole one ever gets its final name. */
async function holdsPackage(file: string, tagManifestDigest: string | null): Promise<boolean> {
  const opened = await openSource(file).catch(() => null)
  if (!opened?.source) return false
  try {
    return sha256Hex(await readWhole(opened.source, tagManifestName, maxTagText)) === tagManifestDigest
  } catch {
    return false
  } finally {
    await opened.source.close()
  }
}

/** Numbers that were never written; a package that lies somewhere keeps its number. */
export async function giveUp(ctx: HandlerContext, rows: readonly OutboxRow[]): Promise<void> {
  const frozen = rows.filter((row) => row.state === 'frozen')
  await ctx.write((trx) =>
    markOutboxCancelled(
      trx,
      frozen.map((row) => row.package_id),
    ),
  )
  for (const row of frozen) await dropParts(ctx, row)
  changed(ctx, 'packages')
}

/** Ciphertexts are kept so that a retry writes the same bytes; a cancelled package is never written again. */
export async function dropParts(
  ctx: Pick<HandlerContext, 'store'>,
  row: Pick<OutboxRow, 'package_id' | 'group_id'>,
): Promise<void> {
  await rm(path.join(ctx.store.outbox, row.group_id ?? row.package_id), { recursive: true, force: true })
}

export async function fileSha256(file: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(file, { highWaterMark: 1024 * 1024 }) as AsyncIterable<Buffer>)
    hash.update(chunk)
  return hash.digest('hex')
}

/**
 * At start, after a crash: what lies under its final name is whole (it got the name after the reread) and is marked
 * as written; the half file beside it goes. What is not there stays frozen and can be written again.
 */
export async function settleOutbox(ctx: HandlerContext): Promise<void> {
  await sweepParts(ctx)
  for (const row of await allFrozen(ctx.db)) {
    const { folder } = keptPlan(ctx.store, row)
    const target = path.join(folder, row.file_name)
    await rm(`${target}.part`, { force: true }).catch(() => undefined)
    const facts = await stat(target).catch(() => null)
    if (!facts?.isFile() || !(await holdsPackage(target, row.tag_manifest_digest))) continue
    const sha256 = await fileSha256(target).catch(() => null)
    if (sha256 === null) continue
    await ctx.write(async (trx) => {
      await markOutboxWritten(trx, row.package_id, { bytes: facts.size, sha256, at: ctx.now().toISOString() })
      await noteWritten(trx, ctx, [row])
    })
  }
}

/** Ciphertexts of packages that were never frozen, or were given up. */
async function sweepParts(ctx: HandlerContext): Promise<void> {
  const kept = new Set(
    (await listOutbox(ctx.db)).filter((row) => row.state !== 'cancelled').map((row) => row.group_id ?? row.package_id),
  )
  for (const name of await readdir(ctx.store.outbox)) {
    if (!kept.has(name)) await rm(path.join(ctx.store.outbox, name), { recursive: true, force: true })
  }
}

/** The folder that a start after a crash looks into. */
export async function rememberFolder(
  ctx: HandlerContext,
  rows: readonly OutboxRow[],
  folder: string,
): Promise<OutboxRow[]> {
  refusePurgedPlans(rows)
  const moved = rows.map((row) => ({ ...row, plan_json: keepPlan(ctx.store, folder, keptPlan(ctx.store, row).plan) }))
  await ctx.write(async (trx) => {
    for (const row of moved) if (row.state === 'frozen') await setOutboxPlan(trx, row.package_id, row.plan_json)
  })
  return moved
}
