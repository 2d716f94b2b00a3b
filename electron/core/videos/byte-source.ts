/** A file that is read in small pieces: every byte is counted, and there is an end to it. */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs'

/** For any size of file: an index is read in parts, pictures and sound never. */
export const maxBytesRead = 2_000_000

/** More was wanted than a look at the structure is worth. */
export class OverBudget extends Error {}

export interface ByteSource {
  readonly size: number
  /** So far. */
  readonly bytesRead: number
  /**
   * Shorter than asked for at the end of the file.
   * @throws OverBudget
   */
  read(start: number, length: number): Buffer
}

/** @throws OverBudget by its `read` */
export class CountedSource implements ByteSource {
  readonly size: number
  bytesRead = 0
  readonly #fetch: (start: number, length: number) => Buffer
  readonly #limit: number

  constructor(size: number, fetch: (start: number, length: number) => Buffer, limit = maxBytesRead) {
    this.size = size
    this.#fetch = fetch
    this.#limit = limit
  }

  read(start: number, length: number): Buffer {
    const wanted = Math.max(0, Math.min(length, this.size - start))
    if (!Number.isSafeInteger(start) || start < 0 || wanted === 0) return Buffer.alloc(0)
    if (this.bytesRead + wanted > this.#limit) throw new OverBudget()
    this.bytesRead += wanted
    return this.#fetch(start, wanted)
  }
}

export const memorySource = (bytes: Buffer): CountedSource =>
  new CountedSource(bytes.length, (start, length) => bytes.subarray(start, start + length))

/** @throws the system's errors, also by `read` */
export function fileSource(path: string): CountedSource & { close(): void } {
  const file = openSync(path, 'r')
  const { size } = fstatSync(file)
  const source = new CountedSource(size, (start, length) => {
    const bytes = Buffer.alloc(length)
    return bytes.subarray(0, readSync(file, bytes, 0, length, start))
  })
  return Object.assign(source, { close: () => closeSync(file) })
}
