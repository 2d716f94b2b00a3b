import { createHash } from 'node:crypto'
import type { PackageFinding } from '../../../shared/problems.ts'
import { DamagedEntry } from './findings.ts'
import type { Sink } from './pump.ts'

export interface SourceEntry {
  /** Path inside the package, with `/`. */
  readonly path: string
  /** Uncompressed length. */
  readonly bytes: number
}

/** A ZIP file or an unpacked folder, read the same way. Nothing is ever written. */
export interface PackageSource {
  readonly container: 'zip' | 'folder'
  /** Files only. */
  readonly entries: readonly SourceEntry[]
  readonly folders: readonly string[]
  /** Uncompressed length, or null when there is no such file. */
  bytesOf(path: string): number | null
  /** Streams one file. Throws DamagedEntry when its bytes do not hold, Problem on our own disk's failure or cancel. */
  read(path: string, sink: Sink, signal?: AbortSignal): Promise<void>
  close(): Promise<void>
}

/** `source` is null when the container cannot be judged any further; errors among `findings` refuse the package either way. */
export interface OpenedSource {
  source: PackageSource | null
  findings: PackageFinding[]
}

/** Whole file in memory; a longer one than `limit` bytes is refused before it is read. */
export async function readWhole(
  source: PackageSource,
  path: string,
  limit: number,
  signal?: AbortSignal,
): Promise<Buffer> {
  if ((source.bytesOf(path) ?? 0) > limit) throw new DamagedEntry('zip.text-too-large', path)
  // At once as long as it says: parts that are joined afterwards would need twice the memory.
  const whole = Buffer.alloc(source.bytesOf(path) ?? 0)
  let bytes = 0
  await source.read(
    path,
    (chunk) => {
      // A file that grew since it was listed.
      if (bytes + chunk.length > whole.length) throw new DamagedEntry('package.changed', path)
      chunk.copy(whole, bytes)
      bytes += chunk.length
      return undefined
    },
    signal,
  )
  return whole.subarray(0, bytes)
}

/** As readWhole, and the bytes must have the SHA-256 that was verified before. */
export async function readExpected(
  source: PackageSource,
  path: string,
  limit: number,
  sha256: string | undefined,
  signal?: AbortSignal,
): Promise<Buffer> {
  const bytes = await readWhole(source, path, limit, signal)
  if (createHash('sha256').update(bytes).digest('hex') !== sha256) throw new DamagedEntry('package.changed', path)
  return bytes
}

/** The first `limit` bytes at most. */
export async function readHead(
  source: PackageSource,
  path: string,
  limit: number,
  signal?: AbortSignal,
): Promise<Buffer> {
  const parts: Buffer[] = []
  let bytes = 0
  await source.read(
    path,
    (chunk) => {
      parts.push(Buffer.from(chunk.subarray(0, limit - bytes)))
      bytes += chunk.length
      return bytes >= limit ? false : undefined
    },
    signal,
  )
  return Buffer.concat(parts)
}
