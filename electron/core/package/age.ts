import { createHash } from 'node:crypto'
import { open, rm } from 'node:fs/promises'
import { Problem } from '../../../shared/problems.ts'
import type { PackageFindingCode } from '../../../shared/wording/package-findings.ts'
import { readProblem, throwIfCancelled, writeProblem } from './disk-problems.ts'
import { chunkBytes, maxAgeHeader, maxAgeStanzas } from './limits.ts'
import { writeAll } from './pump.ts'

/** Loaded when something is sealed or opened: its curves take long to set up, and a start needs none. */
export const ageLibrary = () => import('age-encryption')

/** age, X25519 only (bundle-format.md §7, §9). */
export interface AgeIdentity {
  /** AGE-SECRET-KEY-1…, secret. */
  readonly identity: string
  /** age1… */
  readonly recipient: string
}

/** Bech32 of 32 bytes under the prefix `age`; other kinds have a longer prefix, hence a second `1` (age1pq1…, age1tag1…). */
const x25519Recipient = /^age1[02-9ac-hj-np-z]{58}$/

export async function generateAgeIdentity(): Promise<AgeIdentity> {
  const { generateX25519Identity, identityToRecipient } = await ageLibrary()
  const identity = await generateX25519Identity()
  return { identity, recipient: await identityToRecipient(identity) }
}

/** What one written file is: its length in bytes and SHA-256 in hex. */
export interface WrittenFile {
  bytes: number
  sha256: string
}

/** Encrypts a stream; memory does not grow with its length. */
export async function encryptStream(
  source: ReadableStream<Uint8Array>,
  recipients: readonly string[],
): Promise<ReadableStream<Uint8Array>> {
  const encrypter = new (await ageLibrary()).Encrypter()
  if (recipients.length === 0) throw new RangeError('no recipient')
  for (const recipient of recipients) {
    if (!x25519Recipient.test(recipient)) throw new RangeError('only X25519 recipients')
    encrypter.addRecipient(recipient)
  }
  return encrypter.encrypt(source)
}

export async function encryptBytes(bytes: Uint8Array, recipients: readonly string[]): Promise<Uint8Array> {
  return collect(await encryptStream(streamOf(bytes), recipients))
}

/**
 * Encrypts file `src` (after an optional `head`) into `dst`, flushed. Removes `dst` on failure.
 * @throws Problem file.vanished, file.unreadable, disk.full, file.unwritable, cancelled
 */
export async function encryptFile(
  src: string,
  recipients: readonly string[],
  dst: string,
  signal?: AbortSignal,
  head: Uint8Array = new Uint8Array(),
): Promise<WrittenFile> {
  return writeStream(await encryptStream(fileStream(src, head, signal), recipients), dst, signal)
}

/** As encryptFile, from clear bytes that lie on no disk (a file that is sealed at rest). */
export async function encryptReadable(
  source: AsyncIterable<Uint8Array>,
  recipients: readonly string[],
  dst: string,
  signal?: AbortSignal,
  head: Uint8Array = new Uint8Array(),
): Promise<WrittenFile> {
  const chunks = source[Symbol.asyncIterator]()
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      if (head.length > 0) controller.enqueue(head)
    },
    async pull(controller) {
      const { done, value } = await chunks.next()
      if (done) controller.close()
      else controller.enqueue(value)
    },
    async cancel() {
      await chunks.return?.()
    },
  })
  return writeStream(await encryptStream(stream, recipients), dst, signal)
}

/** Decrypting failed: another key, a damaged file, or a header that is refused. */
export class AgeError extends Error {
  readonly code: PackageFindingCode
  constructor(code: PackageFindingCode) {
    super(code)
    this.name = 'AgeError'
    this.code = code
  }
}

/** Whether opening failed because the file is for another key or passphrase; else it is damaged. */
export const isOtherKey = (error: unknown): boolean =>
  error instanceof Error && error.message === "no identity matched any of the file's recipients"

/** Throws AgeError before the first byte when the key does not fit; mid-stream when a block is damaged. */
export async function decryptStream(
  source: ReadableStream<Uint8Array>,
  identity: string,
): Promise<ReadableStream<Uint8Array>> {
  const decrypter = new (await ageLibrary()).Decrypter()
  decrypter.addIdentity(identity)
  try {
    return await decrypter.decrypt(source)
  } catch {
    throw new AgeError('personal.cannot-open')
  }
}

/** `limit`: refuse longer plaintexts, bytes. Throws AgeError. */
export async function decryptBytes(bytes: Uint8Array, identity: string, limit: number): Promise<Uint8Array> {
  const fault = ageHeaderFault(bytes)
  if (fault) throw new AgeError(fault)
  if (bytes.length > limit + 2 * maxAgeHeader) throw new AgeError('personal.cannot-open')
  const plain = await decryptStream(streamOf(bytes), identity)
  try {
    return await collect(plain)
  } catch {
    throw new AgeError('personal.cannot-open')
  }
}

/** Decrypts `src` into `dst`, flushed. Removes `dst` on failure. Throws AgeError or Problem. */
export async function decryptFile(
  src: string,
  identity: string,
  dst: string,
  signal?: AbortSignal,
): Promise<WrittenFile> {
  const plain = await openPersonal(src, identity, signal)
  try {
    return await writeStream(plain, dst, signal)
  } catch (error) {
    throw error instanceof Problem ? error : new AgeError('personal.cannot-open')
  }
}

/** Plaintext stream of an `.age` file, header checked first. Throws AgeError or Problem. */
export async function openPersonal(
  src: string,
  identity: string,
  signal?: AbortSignal,
): Promise<ReadableStream<Uint8Array>> {
  const file = await open(src, 'r').catch((error: unknown) => Promise.reject(readProblem(error, src)))
  try {
    const head = Buffer.alloc(maxAgeHeader + 1)
    const { bytesRead } = await file.read(head, 0, head.length, 0)
    const fault = ageHeaderFault(head.subarray(0, bytesRead))
    if (fault) throw new AgeError(fault)
  } finally {
    await file.close()
  }
  return decryptStream(fileStream(src, new Uint8Array(), signal), identity)
}

/** Checks the header at the start of `bytes` (hand over at least 64 KiB + 1 of a longer file). */
export function ageHeaderFault(bytes: Uint8Array): PackageFindingCode | null {
  const text = Buffer.from(bytes.subarray(0, maxAgeHeader + 1)).toString('latin1')
  if (!text.startsWith('age-encryption.org/v1\n')) return 'personal.not-age'
  const mac = text.search(/\n--- [A-Za-z0-9+/]{43}\n/)
  if (mac < 0 || mac + 49 > maxAgeHeader)
    return text.length > maxAgeHeader ? 'personal.header-too-large' : 'personal.not-age'
  const stanzas = text
    .slice(0, mac + 1)
    .split('\n')
    .filter((line) => line.startsWith('-> '))
  if (stanzas.length === 0) return 'personal.not-age'
  // Each costs a key agreement to try: thousands in thousands of files would take hours.
  if (stanzas.length > maxAgeStanzas) return 'personal.header-too-large'
  return stanzas.every((line) => /^-> X25519 [A-Za-z0-9+/]{43}$/.test(line)) ? null : 'personal.other-recipient-kind'
}

export function streamOf(bytes: Uint8Array): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      controller.enqueue(bytes)
      controller.close()
    },
  })
}

export function fileStream(path: string, head: Uint8Array, signal?: AbortSignal): ReadableStream<Uint8Array> {
  let file: Awaited<ReturnType<typeof open>> | null = null
  let at = 0
  return new ReadableStream<Uint8Array>(
    {
      async start(controller) {
        file = await open(path, 'r').catch((error: unknown) => Promise.reject(readProblem(error, path)))
        if (head.length > 0) controller.enqueue(head)
      },
      async pull(controller) {
        if (!file) return
        try {
          throwIfCancelled(signal)
          const chunk = Buffer.allocUnsafe(chunkBytes)
          const { bytesRead } = await file.read(chunk, 0, chunk.length, at)
          at += bytesRead
          if (bytesRead > 0) return controller.enqueue(chunk.subarray(0, bytesRead))
          await file.close()
          controller.close()
        } catch (error) {
          await file.close().catch(() => undefined)
          throw readProblem(error, path)
        }
      },
      async cancel() {
        await file?.close().catch(() => undefined)
      },
    },
    { highWaterMark: 1 },
  )
}

async function writeStream(
  stream: ReadableStream<Uint8Array>,
  dst: string,
  signal?: AbortSignal,
): Promise<WrittenFile> {
  const hash = createHash('sha256')
  const reader = stream.getReader()
  let bytes = 0
  try {
    const file = await open(dst, 'w', 0o600)
    try {
      for (;;) {
        throwIfCancelled(signal)
        const { done, value } = await reader.read()
        if (done) break
        hash.update(value)
        await writeAll(file, value, bytes)
        bytes += value.length
      }
      await file.sync()
    } finally {
      await file.close()
    }
    return { bytes, sha256: hash.digest('hex') }
  } catch (error) {
    await reader.cancel().catch(() => undefined)
    await rm(dst, { force: true }).catch(() => undefined)
    if (error instanceof Error && 'syscall' in error) throw writeProblem(error, dst)
    throw error
  }
}

async function collect(stream: ReadableStream<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  for (const reader = stream.getReader(); ; ) {
    const { done, value } = await reader.read()
    if (done) return Buffer.concat(parts)
    parts.push(value)
  }
}

/** Copies nothing: hands each chunk of a stream to `sink`, for hashing a plaintext that is not written. */
export async function drain(stream: ReadableStream<Uint8Array>, sink: (chunk: Uint8Array) => void): Promise<void> {
  for (const reader = stream.getReader(); ; ) {
    const { done, value } = await reader.read()
    if (done) return
    sink(value)
  }
}
