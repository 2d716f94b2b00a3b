/** Reads what was just written again: from the stick itself where the system allows it, else as every program reads. */
import { createHash } from 'node:crypto'
import { constants } from 'node:fs'
import { type FileHandle, open, statfs } from 'node:fs/promises'
import type { ReadBack } from '../../../shared/api/packages.ts'
import { Problem } from '../../../shared/problems.ts'
import { throwIfCancelled } from './disk-problems.ts'
import { chunkBytes } from './limits.ts'

/** A stretch of a written file: exact bytes, or contents known by digest. Stretches follow each other from byte 0. */
export type Stretch = { readonly bytes: Buffer } | { readonly length: number; readonly sha256: string }

/** What was found is not what was written; the caller knows the name to tell. */
export class ReadBackDiffers extends Error {
  readonly kind: 'contents' | 'length' | 'unreadable'
  /** Index of the stretch, or -1 when the file is too long. */
  readonly stretch: number
  constructor(kind: 'contents' | 'length' | 'unreadable', stretch: number, cause?: unknown) {
    super(`read back: ${kind}`, { cause })
    this.kind = kind
    this.stretch = stretch
  }
}

export const readBackWords: Readonly<Record<ReadBackDiffers['kind'], string>> = {
  contents: '写入后重读，内容不一致',
  length: '写入后重读，长度不一致',
  unreadable: '写入后读不回来',
}

/** Node names no such flag on Windows; libuv hands this one on as FILE_FLAG_NO_BUFFERING (uv/win.h, UV_FS_O_DIRECT). */
const windowsDirect = 0x02000000
const directFlag: number | null =
  process.platform === 'win32' ? windowsDirect : (Reflect.get(constants, 'O_DIRECT') as number | undefined) || null

/** No sector of a disk in use is larger, so an address that is a multiple of it suits all. */
const alignment = 4096
/** Buffers of Node begin at multiples of this. */
const addressStep = 8
/** Where the last buffer began to suit: a large buffer nearly always lies the same way in its page. */
let likelyOffset = alignment - 16

/** tmpfs and ramfs take the flag, but nothing lies behind their cache. */
const memoryFileSystems: readonly number[] = [0x01021994, 0x858458f6]

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '')

/**
 * Hands over the whole file in chunks; a chunk is valid until the sink's promise resolves.
 * @returns whether every byte came past the cache
 * @throws Problem cancelled, and the system's error when the file cannot be read
 */
export async function readPastCache(
  path: string,
  sink: (chunk: Buffer) => void | Promise<void>,
  signal?: AbortSignal,
): Promise<ReadBack> {
  let file = await openDirect(path)
  let how: ReadBack = file ? 'past-cache' : 'cache'
  file ??= await open(path, 'r')
  try {
    const pool = new ArrayBuffer(2 * chunkBytes + alignment)
    let offset = 0
    if (how === 'past-cache') {
      const suits = await suitingOffset(file, pool)
      if (suits === null) {
        await file.close()
        file = await open(path, 'r')
        how = 'cache'
      } else offset = suits
    }
    const halves = [Buffer.from(pool, offset, chunkBytes), Buffer.from(pool, offset + chunkBytes, chunkBytes)] as const
    const next = async (into: Buffer, at: number): Promise<number> => {
      try {
        return (await (file as FileHandle).read(into, 0, into.length, at)).bytesRead
      } catch (error) {
        // After a short read in the middle the position suits no disk: the rest comes the ordinary way.
        if (how === 'cache' || codeOf(error) !== 'EINVAL') throw error
        await file?.close()
        file = await open(path, 'r')
        how = 'cache'
        return (await file.read(into, 0, into.length, at)).bytesRead
      }
    }
    let at = 0
    let turn: 0 | 1 = 0
    let pending = next(halves[0], 0)
    try {
      for (;;) {
        const read = await pending
        pending = Promise.resolve(0)
        if (read === 0) return how
        throwIfCancelled(signal)
        const current = halves[turn].subarray(0, read)
        turn = turn === 0 ? 1 : 0
        at += read
        pending = next(halves[turn], at)
        await sink(current)
      }
    } finally {
      await pending.catch(() => 0)
    }
  } finally {
    await file.close()
  }
}

/** Null where the system or the file system knows no way around its cache. */
async function openDirect(path: string): Promise<FileHandle | null> {
  if (directFlag === null) return null
  const facts = await statfs(path).catch(() => null)
  if (facts && memoryFileSystems.includes(facts.type)) return null
  return open(path, constants.O_RDONLY | directFlag).catch(() => null)
}

/** The address must suit the disk, and JavaScript cannot see it: the first try that the system takes is right. */
async function suitingOffset(file: FileHandle, pool: ArrayBuffer): Promise<number | null> {
  const tries = [likelyOffset]
  for (let offset = 0; offset < alignment; offset += addressStep) if (offset !== likelyOffset) tries.push(offset)
  for (const offset of tries) {
    try {
      await file.read(Buffer.from(pool, offset, alignment), 0, alignment, 0)
      likelyOffset = offset
      return offset
    } catch (error) {
      if (codeOf(error) !== 'EINVAL') throw error
    }
  }
  return null
}

/**
 * Compares every byte of a file with what it must hold.
 * @param options.onBytes bytes compared since the last call, and the stretch that they belong to
 * @returns how it was read, and the SHA-256 of the whole file
 * @throws ReadBackDiffers, Problem cancelled
 */
export async function compareWritten(
  path: string,
  stretches: readonly Stretch[],
  options: { signal?: AbortSignal | undefined; onBytes?: ((bytes: number, of: Stretch) => void) | undefined } = {},
): Promise<{ how: ReadBack; sha256: string }> {
  const whole = createHash('sha256')
  let index = 0
  /** Bytes of the current stretch that were compared. */
  let done = 0
  let hash = createHash('sha256')
  const settle = () => {
    for (;;) {
      const stretch = stretches[index]
      if (!stretch || done < lengthOf(stretch)) return
      if ('sha256' in stretch && hash.digest('hex') !== stretch.sha256) throw new ReadBackDiffers('contents', index)
      index++
      done = 0
      hash = createHash('sha256')
    }
  }
  settle()
  const how = await readPastCache(
    path,
    (chunk) => {
      whole.update(chunk)
      for (let from = 0; from < chunk.length; ) {
        const stretch = stretches[index]
        if (!stretch) throw new ReadBackDiffers('length', -1)
        const part = chunk.subarray(from, from + lengthOf(stretch) - done)
        if ('sha256' in stretch) hash.update(part)
        else if (!part.equals(stretch.bytes.subarray(done, done + part.length)))
          throw new ReadBackDiffers('contents', index)
        from += part.length
        done += part.length
        options.onBytes?.(part.length, stretch)
        settle()
      }
    },
    options.signal,
  ).catch((error: unknown) =>
    Promise.reject(
      error instanceof Problem || codeOf(error) === '' ? error : new ReadBackDiffers('unreadable', index, error),
    ),
  )
  if (index < stretches.length) throw new ReadBackDiffers('length', index)
  return { how, sha256: whole.digest('hex') }
}

const lengthOf = (stretch: Stretch): number => ('bytes' in stretch ? stretch.bytes.length : stretch.length)

/** One `cache` among several makes all of it `cache`. */
export const weakest = (ways: readonly ReadBack[]): ReadBack => (ways.includes('cache') ? 'cache' : 'past-cache')
