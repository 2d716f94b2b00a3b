import { createHash } from 'node:crypto'
import { constants } from 'node:fs'
import { type FileHandle, open, rename, rm, stat, statfs } from 'node:fs/promises'
import { dirname } from 'node:path'
import { crc32 } from 'node:zlib'
import { Problem } from '../../../shared/problems.ts'
import { readProblem, throwIfCancelled, writeProblem } from './disk-problems.ts'
import type { FrozenPlan, PlanEntry } from './plan.ts'
import { pump, writeAll } from './pump.ts'
import { centralHeader, dosTime, endRecords, localHeader, packText, type ZipItem } from './zip-format.ts'

/** Named places where a kill test may stop the program; `entry` comes once per file. */
export type WritePoint = 'created' | 'entry' | 'written' | 'flushed' | 'reread' | 'renamed' | 'folder-flushed'
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
}

/** A stretch of the written file: exact bytes, or file contents known by digest. */
type Stretch = { at: number; bytes: Buffer } | { at: number; length: number; sha256: string }

/**
 * Writes a plan to `outFile` by way of `outFile.part`: stream, flush, reread, rename, flush the folder.
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
  await checkSpace(outFile, needed)
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
    const sha256 = options.reread === false ? null : await reread(part, outFile, written.stretches, needed, options)
    await options.onPoint?.('reread')
    throwIfCancelled(options.signal)
    await rename(part, outFile)
    await options.onPoint?.('renamed')
    await syncFolder(dirname(outFile))
    await options.onPoint?.('folder-flushed')
    return { path: outFile, bytes: written.bytes, tagManifestDigest: plan.tagManifestDigest, sha256 }
  } catch (error) {
    if (!closed) await file.close().catch(() => undefined)
    await rm(part, { force: true }).catch(() => undefined)
    throw writeProblem(error, outFile, needed)
  }
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  )

/** Tells a full stick before minutes of writing; a file system that does not say is simply tried. */
async function checkSpace(outFile: string, needed: number): Promise<void> {
  const facts = await statfs(dirname(outFile)).catch(() => null)
  if (facts && facts.blocks > 0 && facts.bavail * facts.bsize < needed * 0.9) {
    throw new Problem('disk.full', { path: outFile, neededBytes: needed })
  }
}

async function writeEntries(plan: FrozenPlan, file: FileHandle, outFile: string, options: WriteOptions) {
  const when = dosTime(plan.createdAt)
  const total = plan.entries.reduce((sum, entry) => sum + entry.bytes, 0)
  const items: ZipItem[] = []
  const stretches: Stretch[] = []
  let at = 0
  let done = 0
  const put = async (bytes: Buffer) => {
    await writeAll(file, bytes, at)
    stretches.push({ at, bytes })
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
      await put(Buffer.concat([localHeader(item, when), packed.data]))
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
      await put(localHeader(item, when))
      stretches.push({ at, length: entry.bytes, sha256: entry.sha256 })
      at += entry.bytes
      items.push(item)
    }
    options.progress?.('write', done, total)
    await options.onPoint?.('entry')
  }
  const start = at
  const central = Buffer.concat(items.map((item) => centralHeader(item, when)))
  await put(Buffer.concat([central, endRecords(items.length, start, central.length)]))
  return { bytes: at, stretches }
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
  part: string,
  outFile: string,
  stretches: readonly Stretch[],
  total: number,
  options: WriteOptions,
): Promise<string> {
  const failed = (reason: string) => new Problem('package.verify-failed', { path: outFile, reason })
  const file = await open(part, 'r')
  const whole = createHash('sha256')
  let end = 0
  try {
    for (const stretch of stretches) {
      throwIfCancelled(options.signal)
      if ('bytes' in stretch) {
        const found = Buffer.alloc(stretch.bytes.length)
        await file.read(found, 0, found.length, stretch.at)
        if (!found.equals(stretch.bytes)) throw failed('写入后重读，内容不一致')
        whole.update(found)
        end = stretch.at + found.length
        continue
      }
      const hash = createHash('sha256')
      let at = stretch.at
      await pump(
        file,
        stretch.at,
        stretch.length,
        (chunk) => {
          hash.update(chunk)
          whole.update(chunk)
          at += chunk.length
          options.progress?.('reread', Math.min(at, total), total)
          return undefined
        },
        options.signal,
      )
      if (at !== stretch.at + stretch.length || hash.digest('hex') !== stretch.sha256)
        throw failed('写入后重读，内容不一致')
      end = at
    }
    if ((await file.stat()).size !== end) throw failed('写入后重读，长度不一致')
    options.progress?.('reread', total, total)
    return whole.digest('hex')
  } catch (error) {
    if (error instanceof Problem) throw error
    throw failed(error instanceof Error && 'code' in error ? String(error.code) : '写入后无法重读')
  } finally {
    await file.close()
  }
}

/** Makes the rename itself durable. Windows cannot open a folder for this, and does not need it. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => null)
  await handle?.sync().catch(() => undefined)
  await handle?.close()
}
