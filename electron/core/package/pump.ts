import type { FileHandle } from 'node:fs/promises'
import { throwIfCancelled } from './disk-problems.ts'
import { chunkBytes } from './limits.ts'
import type { RandomReader } from './near-file.ts'

/** False stops the reading early. The chunk is only valid until the sink's promise resolves. */
export type Sink = (chunk: Buffer) => undefined | false | Promise<undefined | false>

type Pair = [Buffer, Buffer]
const pairOf = (size: number): Pair => [Buffer.allocUnsafe(size), Buffer.allocUnsafe(size)]

/** Kept for the next long file: new memory for each photo costs as much as its digest. */
const spare: Pair[] = []
const mostSpare = 2
/** Shorter ones get memory of their own length. */
const shortBytes = 64 * 1024

/**
 * Reads `length` bytes (or to the end) from `position` in 1 MiB chunks. Two buffers: the disk reads the next
 * chunk while the sink hashes and writes this one; memory stays flat. Resolves with the bytes handed over.
 */
export async function pump(
  file: RandomReader,
  position: number,
  length: number | null,
  sink: Sink,
  signal?: AbortSignal,
): Promise<number> {
  const long = length === null || length > shortBytes
  const buffers = long ? (spare.pop() ?? pairOf(chunkBytes)) : pairOf(Math.max(1, length))
  let done = 0
  let turn: 0 | 1 = 0
  const next = async (into: Buffer, from: number): Promise<number> => {
    const want = length === null ? into.length : Math.min(into.length, length - from)
    return want <= 0 ? 0 : (await file.read(into, 0, want, position + from)).bytesRead
  }
  let pending = next(buffers[0], 0)
  try {
    for (;;) {
      const read = await pending
      pending = Promise.resolve(0)
      if (read === 0) {
        // Only after a reading that went through: else somebody may still be writing out of them.
        if (long && spare.length < mostSpare) spare.push(buffers)
        return done
      }
      throwIfCancelled(signal)
      const current = buffers[turn]
      turn = turn === 0 ? 1 : 0
      done += read
      pending = next(buffers[turn], done)
      if ((await sink(current.subarray(0, read))) === false) return done
    }
  } finally {
    await pending.catch(() => 0)
  }
}

/** Writes all of `bytes` at `position`. */
export async function writeAll(file: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  let done = 0
  while (done < bytes.length) {
    done += (await file.write(bytes, done, bytes.length - done, position + done)).bytesWritten
  }
}
