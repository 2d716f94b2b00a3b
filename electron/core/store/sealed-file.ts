import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { Readable, Transform, type TransformCallback } from 'node:stream'

/**
 * A sealed file: magic, the record whose key it is (KXF2 only), 16 bytes of salt, then segments of 64 KiB, each AES-256-GCM with its number and a
 * last-segment mark in the nonce, under a key of its own made from the files key, the salt and the label.
 * A segment moved, dropped, repeated or taken from another file does not open.
 */
const magic = Buffer.from('KXF1')
const recordMagic = Buffer.from('KXF2')
const recordBytes = 16
const saltBytes = 16
/** The longest head. */
export const sealedHeadBytes = magic.length + recordBytes + saltBytes

/** Of a file sealed with the store's own key, or with a record's. */
export interface SealedHead {
  readonly recordId: string | null
  readonly salt: Buffer
  /** Where the first segment begins. */
  readonly length: number
}
export type FilesKey = Uint8Array | ((recordId: string | null) => Uint8Array)

/** Null when more bytes are needed. @throws Error when it is no sealed file */
export function sealedHead(bytes: Buffer): SealedHead | null {
  if (bytes.length < magic.length) return null
  const kind = bytes.subarray(0, magic.length)
  const ofRecord = kind.equals(recordMagic)
  if (!ofRecord && !kind.equals(magic)) throw new Error('not a sealed file')
  const saltAt = magic.length + (ofRecord ? recordBytes : 0)
  if (bytes.length < saltAt + saltBytes) return null
  const hex = bytes.toString('hex', magic.length, saltAt)
  return {
    recordId: ofRecord ? hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5') : null,
    salt: bytes.subarray(saltAt, saltAt + saltBytes),
    length: saltAt + saltBytes,
  }
}
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

/** @param recordId the record whose key `filesKey` is; null: the store's own */
export function sealStream(filesKey: Uint8Array, label: string, recordId: string | null = null): Transform {
  const salt = randomBytes(saltBytes)
  const key = fileKey(filesKey, salt, label)
  let counter = 0
  const stream = new Segments(segmentBytes, (segment, last) => sealSegment(key, counter++, last, segment))
  const head = recordId === null ? [magic] : [recordMagic, Buffer.from(recordId.replaceAll('-', ''), 'hex')]
  stream.push(Buffer.concat([...head, salt]))
  return stream
}

/** Clear bytes of a sealed file, streamed; the stream fails when a byte was altered or cut off. */
export function openSealedFile(path: string, filesKey: FilesKey, label: string): Readable {
  return Readable.from(clearSegments(path, filesKey, label), { objectMode: false })
}

async function* clearSegments(path: string, filesKey: FilesKey, label: string): AsyncGenerator<Buffer> {
  let key: Buffer | null = null
  let counter = 0
  let held = Buffer.alloc(0)
  const size = segmentBytes + tagBytes
  for await (const chunk of createReadStream(path, { highWaterMark: size }) as AsyncIterable<Buffer>) {
    held = Buffer.concat([held, chunk])
    if (!key) {
      const head = sealedHead(held)
      if (!head) continue
      key = fileKey(typeof filesKey === 'function' ? filesKey(head.recordId) : filesKey, head.salt, label)
      held = held.subarray(head.length)
    }
    while (held.length > size) {
      yield openSegment(key, counter++, false, held.subarray(0, size))
      held = held.subarray(size)
    }
  }
  if (!key) throw new Error('sealed file is cut short')
  yield openSegment(key, counter, true, held)
}
