/** 重新插入后核对: what lies in a folder now against what the outbox says we wrote. */
import { createHash } from 'node:crypto'
import { readdir, stat } from 'node:fs/promises'
import path from 'node:path'
import { type OutboxRow, outboxGroup } from '../../../db/queries/outbox.ts'
import type { ReadBack, RecheckedPackage } from '../../../shared/api/packages.ts'
import { Problem } from '../../../shared/problems.ts'
import type { Call, HandlerContext } from '../handlers/context.ts'
import { readPastCache, weakest } from '../package/read-back.ts'

type Checked = RecheckedPackage['files'][number] & { readBack: ReadBack }
type Tell = (bytes: number) => void

/**
 * Every file of the package, all volumes of its group. Writes nothing, and changes no state: it tells what it sees.
 * A file that was given another name is found by its contents.
 * @throws Problem package.not-found (unknown, given up or never written), package.target-missing, cancelled
 */
export async function recheckPackage(
  ctx: HandlerContext,
  call: Call,
  { packageId, folder }: { packageId: string; folder: string },
): Promise<RecheckedPackage> {
  const rows = await outboxGroup(ctx.db, packageId)
  if (rows.length === 0 || rows.some((row) => row.state === 'cancelled' || row.sha256 === null))
    throw new Problem('package.not-found', { packageId })
  const names = await readdir(folder).catch(() => null)
  if (!names) throw new Problem('package.target-missing', { path: folder })
  const total = rows.reduce((sum, row) => sum + row.bytes, 0)
  const ours = new Set(rows.map((row) => row.file_name))
  const others = names.filter((name) => !ours.has(name)).sort()
  const checked: Checked[] = []
  let before = 0
  for (const row of rows) {
    let done = 0
    const tell: Tell = (bytes) => {
      done = Math.min(row.bytes, done + bytes)
      call.progress({ phase: 'verify', done: before + done, total, unit: 'bytes' })
    }
    const found = await recheckFile(row, path.join(folder, row.file_name), call, tell)
    checked.push(found.state === 'missing' ? ((await renamed(row, folder, others, call)) ?? found) : found)
    before += row.bytes
  }
  call.progress({ phase: 'verify', done: total, total, unit: 'bytes' })
  return {
    files: checked.map(({ name, state, bytes }) => ({ name, state, bytes })),
    readBack: weakest(checked.map(({ readBack }) => readBack)),
    ok: checked.every(({ state }) => state === 'same'),
  }
}

/** The length first: a cut file needs no reading. */
async function recheckFile(row: OutboxRow, file: string, call: Call, tell: Tell): Promise<Checked> {
  const name = path.basename(file)
  const result = (state: Checked['state'], bytes: number, readBack: ReadBack = 'past-cache'): Checked => ({
    name,
    state,
    bytes,
    readBack,
  })
  const facts = await stat(file).catch((error: unknown) => codeOf(error))
  if (typeof facts === 'string') return result(facts === 'ENOENT' ? 'missing' : 'unreadable', 0)
  // A name that a folder or a pipe has now is not our file; opening a pipe would wait.
  if (!facts.isFile()) return result('differs', 0)
  if (facts.size !== row.bytes) return result('differs', facts.size)
  const hash = createHash('sha256')
  try {
    const how = await readPastCache(
      file,
      (chunk) => {
        hash.update(chunk)
        tell(chunk.length)
      },
      call.signal,
    )
    return result(hash.digest('hex') === row.sha256 ? 'same' : 'differs', facts.size, how)
  } catch (error) {
    if (error instanceof Problem) throw error
    return result('unreadable', facts.size)
  }
}

/** Only files of the very length are read. */
async function renamed(row: OutboxRow, folder: string, names: readonly string[], call: Call): Promise<Checked | null> {
  for (const name of names) {
    const file = path.join(folder, name)
    const facts = await stat(file).catch(() => null)
    if (!facts?.isFile() || facts.size !== row.bytes) continue
    const found = await recheckFile(row, file, call, () => undefined)
    if (found.state === 'same') return found
  }
  return null
}

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : 'unknown')
