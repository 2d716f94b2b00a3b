import { createHash } from 'node:crypto'
import { constants } from 'node:fs'
import { type FileHandle, open, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { crc32 } from 'node:zlib'
import type { ReadBack } from '../../../shared/api/packages.ts'
import { Problem } from '../../../shared/problems.ts'
import { readProblem, throwIfCancelled, writeProblem } from './disk-problems.ts'
import { renamePatiently } from './patient-rename.ts'
import type { FrozenPlan, PlanEntry } from './plan.ts'
import { pump, writeAll } from './pump.ts'
import { compareWritten, ReadBackDiffers, readBackWords, type Stretch } from './read-back.ts'
import { needRoom, writeFailure } from './target-disk.ts'
import { centralHeader, dosTime, endRecords, localHeader, packText, type ZipItem } from './zip-format.ts'

/**
 * Named places where a kill test may stop the program; `entry` comes once per file, `rename-refused` each time that
 * another program holds the file.
 */
export type WritePoint =
  | 'created'
  | 'entry'
  | 'written'
  | 'flushed'
  | 'reread'
  | 'rename-refused'
  | 'renamed'
  | 'folder-flushed'
export interface WriteOptions {
  signal?: AbortSignal | undefined
  /** Bytes done of all phases together. `total` is known from the start. */
  progress?: ((phase: 'write' | 'reread', done: number, total: number) => void) | undefined
  /** Read the written file again and compare it. Default true. */
  reread?: boolean
  /** Replace a file of the same name. Default true: the name carries the package id, so it is the same package. */
  replace?: boolean
  onPoint?: ((point: WritePoint) => void | Promise<void>) | undefined
}
export interface WrittenPackage {
  path: string
  bytes: number
  tagManifestDigest: string
  /** Of the whole file, taken from what was reread; null without a reread. */
  sha256: string | null
  /** Null without a reread. */
  readBack: ReadBack | null
}

/**
 * Writes a plan to `outFile` by way of `outFile.part`: stream, flush, reread past the cache, rename, flush the folder.
 * The same plan gives the same bytes. On failure or cancel nothing stays behind.
 * @throws Problem cancelled, file.vanished, file.unreadable (also a source changed since the plan), disk.full,
 *   file.unwritable, file.exists, package.target-missing, package.file-too-large, package.verify-failed
 */
export async function writePackage(
  plan: FrozenPlan,
  outFile: string,
  options: WriteOptions = {},
): Promise<WrittenPackage> {
  const part = `${outFile}.part`
  const needed = plan.entries.reduce((sum, entry) => sum + entry.bytes, 0)
  throwIfCancelled(options.signal)
  if (options.replace === false && (await exists(outFile))) throw new Problem('file.exists', { path: outFile })
  // Texts shrink on the way; the rest is stored as it is.
  const stored = plan.entries.reduce((sum, entry) => sum + ('file' in entry.source ? entry.bytes : 0), 0)
  await needRoom(outFile, { least: needed * 0.9, told: needed, largest: { name: outFile, bytes: stored } })
  const file = await open(part, constants.O_RDWR | constants.O_CREAT | constants.O_TRUNC, 0o644).catch(
    (error: unknown) => Promise.reject(writeProblem(error, outFile, needed)),
  )
  let closed = false
  try {
    await options.onPoint?.('created')
    const written = await writeEntries(plan, file, outFile, options)
    await options.onPoint?.('written')
    await file.sync()
    await options.onPoint?.('flushed')
    await file.close()
    closed = true
    const found = options.reread === false ? null : await reread(plan, part, outFile, written, options)
    await options.onPoint?.('reread')
    throwIfCancelled(options.signal)
    await renamePatiently(part, outFile, {
      before: () => throwIfCancelled(options.signal),
      refused: () => options.onPoint?.('rename-refused'),
    })
    await options.onPoint?.('renamed')
    await syncFolder(dirname(outFile))
    await options.onPoint?.('folder-flushed')
    return {
      path: outFile,
      bytes: written.bytes,
      tagManifestDigest: plan.tagManifestDigest,
      sha256: found?.sha256 ?? null,
      readBack: found?.how ?? null,
    }
  } catch (error) {
    if (!closed) await file.close().catch(() => undefined)
    await rm(part, { force: true }).catch(() => undefined)
    throw await writeFailure(error, outFile, needed)
  }
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  )

async function writeEntries(plan: FrozenPlan, file: FileHandle, outFile: string, options: WriteOptions) {
  const when = dosTime(plan.createdAt)
  const total = plan.entries.reduce((sum, entry) => sum + entry.bytes, 0)
  const items: ZipItem[] = []
  const stretches: Stretch[] = []
  /** Path of the entry that each stretch belongs to. */
  const names: string[] = []
  let at = 0
  let done = 0
  const put = async (bytes: Buffer, name: string) => {
    await writeAll(file, bytes, at)
    stretches.push({ bytes })
    names.push(name)
    at += bytes.length
  }
  for (const entry of plan.entries) {
    throwIfCancelled(options.signal)
    if ('text' in entry.source) {
      const packed = packText(Buffer.from(entry.source.text))
      const item: ZipItem = {
        name: entry.path,
        method: packed.method,
        crc: packed.crc,
        compressed: packed.data.length,
        bytes: entry.bytes,
        offset: at,
      }
      await put(Buffer.concat([localHeader(item, when), packed.data]), entry.path)
      items.push(item)
      done += entry.bytes
    } else {
      const item: ZipItem = {
        name: entry.path,
        method: 0,
        crc: 0,
        compressed: entry.bytes,
        bytes: entry.bytes,
        offset: at,
      }
      const dataAt = at + localHeader(item, when).length
      item.crc = await copyFile(entry, entry.source.file, file, dataAt, outFile, options.signal, (bytes) => {
        done += bytes
        options.progress?.('write', done, total)
      })
      // The CRC is known only now: the header goes in front of the data that are already there.
      await put(localHeader(item, when), entry.path)
      stretches.push({ length: entry.bytes, sha256: entry.sha256 })
      names.push(entry.path)
      at += entry.bytes
      items.push(item)
    }
    options.progress?.('write', done, total)
    await options.onPoint?.('entry')
  }
  const start = at
  const central = Buffer.concat(items.map((item) => centralHeader(item, when)))
  await put(Buffer.concat([central, endRecords(items.length, start, central.length)]), '')
  return { bytes: at, stretches, names }
}

/** Copies one source and checks it against the plan on the way. Resolves with its CRC-32. */
async function copyFile(
  entry: PlanEntry,
  source: string,
  target: FileHandle,
  position: number,
  outFile: string,
  signal: AbortSignal | undefined,
  onBytes: (bytes: number) => void,
): Promise<number> {
  const changed = () => new Problem('file.unreadable', { path: source, reason: '文件在定稿之后被改动' })
  const from = await open(source, 'r').catch((error: unknown) => Promise.reject(readProblem(error, source)))
  try {
    if ((await from.stat()).size !== entry.bytes) throw changed()
    const hash = createHash('sha256')
    let crc = 0
    let at = position
    const read = await pump(
      from,
      0,
      entry.bytes,
      async (chunk) => {
        const writing = writeAll(target, chunk, at).catch((error: unknown) =>
          Promise.reject(writeProblem(error, outFile, null)),
        )
        at += chunk.length
        hash.update(chunk)
        crc = crc32(chunk, crc)
        onBytes(chunk.length)
        await writing
        return undefined
      },
      signal,
    ).catch((error: unknown) => Promise.reject(readProblem(error, source)))
    if (read !== entry.bytes || hash.digest('hex') !== entry.sha256) throw changed()
    return crc
  } finally {
    await from.close()
  }
}

/** Opens the file anew and compares every byte: headers exactly, contents by digest. */
async function reread(
  plan: FrozenPlan,
  part: string,
  outFile: string,
  written: { stretches: readonly Stretch[]; names: readonly string[]; bytes: number },
  options: WriteOptions,
): Promise<{ how: ReadBack; sha256: string }> {
  const total = plan.entries.reduce((sum, entry) => sum + entry.bytes, 0)
  let done = 0
  try {
    const found = await compareWritten(part, written.stretches, {
      signal: options.signal,
      onBytes: (bytes) => {
        done += bytes
        options.progress?.('reread', Math.min(done, total), total)
      },
    })
    options.progress?.('reread', total, total)
    return found
  } catch (error) {
    if (error instanceof Problem) throw error
    throw new Problem('package.verify-failed', { path: outFile, reason: rereadReason(error, written.names) })
  }
}

/** What the person is told; the file inside is named where the damage lies in one. */
function rereadReason(error: unknown, names: readonly string[]): string {
  if (!(error instanceof ReadBackDiffers)) return '写入后读不回来'
  const inside = names[error.stretch] ?? ''
  return `${inside === '' ? '' : `${inside}：`}${readBackWords[error.kind]}`
}

/** Makes the rename itself durable. Windows cannot open a folder for this, and does not need it. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => null)
  await handle?.sync().catch(() => undefined)
  await handle?.close()
}
