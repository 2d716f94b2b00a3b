import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { Readable, Transform, type TransformCallback } from 'node:stream'

/**
 * A sealed file: magic, 16 bytes of salt, then segments of 64 KiB, each AES-256-GCM with its number and a
 * last-segment mark in the nonce, under a key of its own made from the files key, the salt and the label.
 * A segment moved, dropped, repeated or taken from another file does not open.
 */
const magic = Buffer.from('KXF1')
const saltBytes = 16
const segmentBytes = 64 * 1024
const tagBytes = 16

const fileKey = (filesKey: Uint8Array, salt: Uint8Array, label: string): Buffer =>
  Buffer.from(hkdfSync('sha256', filesKey, salt, `kexie file ${label}`, 32))

function nonce(counter: number, last: boolean): Buffer {
  const bytes = Buffer.alloc(12)
  bytes.writeUInt32BE(counter, 7)
  bytes[11] = last ? 1 : 0
  return bytes
}

function sealSegment(key: Uint8Array, counter: number, last: boolean, clear: Buffer): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, nonce(counter, last))
  return Buffer.concat([cipher.update(clear), cipher.final(), cipher.getAuthTag()])
}

function openSegment(key: Uint8Array, counter: number, last: boolean, sealed: Buffer): Buffer {
  if (sealed.length < tagBytes) throw new Error('sealed file is cut short')
  const decipher = createDecipheriv('aes-256-gcm', key, nonce(counter, last))
  decipher.setAuthTag(sealed.subarray(-tagBytes))
  return Buffer.concat([decipher.update(sealed.subarray(0, -tagBytes)), decipher.final()])
}

/** Collects input and hands on segments of exactly `size` bytes; the one at the end may be shorter, or empty. */
class Segments extends Transform {
  readonly #size: number
  readonly #use: (segment: Buffer, last: boolean) => Buffer
  #held: Buffer[] = []
  #length = 0
  constructor(size: number, use: (segment: Buffer, last: boolean) => Buffer) {
    super()
    this.#size = size
    this.#use = use
  }
  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.#held.push(chunk)
    this.#length += chunk.length
    try {
      // One byte more than a segment must be there before it is known not to be the last one.
      if (this.#length > this.#size) {
        let rest = Buffer.concat(this.#held)
        while (rest.length > this.#size) {
          this.push(this.#use(rest.subarray(0, this.#size), false))
          rest = rest.subarray(this.#size)
        }
        this.#held = [rest]
        this.#length = rest.length
      }
      done()
    } catch (error) {
      done(error instanceof Error ? error : new Error('sealed file'))
    }
  }
  override _flush(done: TransformCallback): void {
    try {
      this.push(this.#use(Buffer.concat(this.#held), true))
      done()
    } catch (error) {
      done(error instanceof Error ? error : new Error('sealed file'))
    }
  }
}

export function sealStream(filesKey: Uint8Array, label: string): Transform {
  const salt = randomBytes(saltBytes)
  const key = fileKey(filesKey, salt, label)
  let counter = 0
  const stream = new Segments(segmentBytes, (segment, last) => sealSegment(key, counter++, last, segment))
  stream.push(Buffer.concat([magic, salt]))
  return stream
}

/** Clear bytes of a sealed file, streamed; the stream fails when a byte was altered or cut off. */
export function openSealedFile(path: string, filesKey: Uint8Array, label: string): Readable {
  return Readable.from(clearSegments(path, filesKey, label), { objectMode: false })
}

async function* clearSegments(path: string, filesKey: Uint8Array, label: string): AsyncGenerator<Buffer> {
  let key: Buffer | null = null
  let counter = 0
  let held = Buffer.alloc(0)
  const size = segmentBytes + tagBytes
  const head = magic.length + saltBytes
  for await (const chunk of createReadStream(path, { highWaterMark: size }) as AsyncIterable<Buffer>) {
    held = Buffer.concat([held, chunk])
    if (!key) {
      if (held.length < head) continue
      if (!held.subarray(0, magic.length).equals(magic)) throw new Error('not a sealed file')
      key = fileKey(filesKey, held.subarray(magic.length, head), label)
      held = held.subarray(head)
    }
    while (held.length > size) {
      yield openSegment(key, counter++, false, held.subarray(0, size))
      held = held.subarray(size)
    }
  }
  if (!key) throw new Error('sealed file is cut short')
  yield openSegment(key, counter, true, held)
}
