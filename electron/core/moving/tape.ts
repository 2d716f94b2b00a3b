/**
 * Inside the encryption an office file is a plain tar (POSIX.1-1988, ustar): written and read in one pass, and still
 * to be opened by hand in ten years (`age -d FILE | tar -x`).
 */

/** Bytes. */
export const tapeBlock = 512
const block = tapeBlock
/** What eleven octal digits count. Longer entries use the base-256 form that GNU and BSD tar read. */
const octalLimit = 8 ** 11

/** ASCII; the longest name is cut at a slash into two fields. */
const nameForm = /^((?:[\x21-\x7e]{1,154}\/)??)([\x21-\x7e]{1,100})$/

export interface TapeEntry {
  readonly name: string
  /** Bytes. */
  readonly size: number
}

/** Neither a tar of ours nor whole. */
export class TapeBroken extends Error {}

export function tapeHeader({ name, size }: TapeEntry, mtime: Date): Buffer {
  const [, folder = '', file = ''] = nameForm.exec(name) ?? []
  if (file === '') throw new RangeError('a name that is not ours')
  const bytes = Buffer.alloc(block)
  bytes.write(file, 0, 'latin1')
  bytes.write(folder.replace(/\/$/, ''), 345, 'latin1')
  bytes.write('0000600\0', 100)
  bytes.write('0000000\0', 108)
  bytes.write('0000000\0', 116)
  if (size < octalLimit) bytes.write(`${size.toString(8).padStart(11, '0')}\0`, 124)
  else {
    bytes[124] = 0x80
    bytes.writeBigUInt64BE(BigInt(size), 128)
  }
  bytes.write(
    `${Math.floor(mtime.getTime() / 1000)
      .toString(8)
      .padStart(11, '0')}\0`,
    136,
  )
  bytes.write('0', 156)
  bytes.write('ustar\x0000', 257)
  bytes.write(`${sumOf(bytes).toString(8).padStart(6, '0')}\0 `, 148)
  return bytes
}

/** Zeros that fill up the last block. */
export const tapePadding = (size: number): Buffer => Buffer.alloc((block - (size % block)) % block)
export const tapeEnd = (): Buffer => Buffer.alloc(2 * block)
/** On the tape: header and padding included. */
export const tapeBytes = (size: number): number => block + Math.ceil(size / block) * block

/** The field of the sum counts as blanks. */
function sumOf(header: Buffer): number {
  let sum = 0
  for (let at = 0; at < block; at++) sum += at >= 148 && at < 156 ? 0x20 : (header[at] ?? 0)
  return sum
}

function readHeader(bytes: Buffer): TapeEntry {
  const text = (from: number, length: number) => bytes.toString('latin1', from, from + length).replace(/\0.*$/s, '')
  if (Number.parseInt(text(148, 8), 8) !== sumOf(bytes) || text(257, 5) !== 'ustar' || text(156, 1) !== '0')
    throw new TapeBroken('header')
  const size = bytes[124] === 0x80 ? Number(bytes.readBigUInt64BE(128)) : Number.parseInt(text(124, 12), 8)
  if (!Number.isSafeInteger(size) || size < 0) throw new TapeBroken('size')
  const folder = text(345, 155)
  return { name: folder === '' ? text(0, 100) : `${folder}/${text(0, 100)}`, size }
}

/** Reads entry by entry; the content of one must be read, or skipped, before the next. */
export class TapeReader {
  readonly #source: ReadableStreamDefaultReader<Uint8Array>
  #held: Buffer = Buffer.alloc(0)
  /** Of the entry at hand, content and padding. */
  #left = 0
  #padding = 0

  constructor(stream: ReadableStream<Uint8Array>) {
    this.#source = stream.getReader()
  }

  /** Null after the last entry, whose end is on the tape. @throws TapeBroken, and what the stream fails with */
  async next(): Promise<TapeEntry | null> {
    for await (const _rest of this.content()) void _rest
    const bytes = await this.#exactly(block)
    if (bytes.every((byte) => byte === 0)) {
      // To the end: what is cut off there must be noticed too.
      if (!(await this.#exactly(block)).every((byte) => byte === 0)) throw new TapeBroken('end')
      if (this.#held.length > 0 || !(await this.#source.read()).done) throw new TapeBroken('after the end')
      return null
    }
    const entry = readHeader(bytes)
    this.#left = entry.size
    this.#padding = tapePadding(entry.size).length
    return entry
  }

  /** A chunk is valid until the next one is asked for. */
  async *content(): AsyncGenerator<Buffer> {
    while (this.#left > 0) {
      if (this.#held.length === 0) await this.#more()
      const chunk = this.#held.subarray(0, this.#left)
      this.#held = this.#held.subarray(chunk.length)
      this.#left -= chunk.length
      yield chunk
    }
    if (this.#padding > 0) await this.#exactly(this.#padding)
    this.#padding = 0
  }

  /** @param most bytes; longer content is refused */
  async text(entry: TapeEntry, most: number): Promise<string> {
    if (entry.size > most) throw new TapeBroken('too long')
    const chunks: Buffer[] = []
    for await (const chunk of this.content()) chunks.push(Buffer.from(chunk))
    return Buffer.concat(chunks).toString('utf8')
  }

  /** Lets go of the file. */
  async close(): Promise<void> {
    await this.#source.cancel().catch(() => undefined)
  }

  async #exactly(length: number): Promise<Buffer> {
    while (this.#held.length < length) await this.#more()
    const bytes = this.#held.subarray(0, length)
    this.#held = this.#held.subarray(length)
    return bytes
  }

  async #more(): Promise<void> {
    const { done, value } = await this.#source.read()
    if (done) throw new TapeBroken('cut off')
    const bytes = Buffer.from(value.buffer, value.byteOffset, value.byteLength)
    this.#held = this.#held.length === 0 ? bytes : Buffer.concat([this.#held, bytes])
  }
}
