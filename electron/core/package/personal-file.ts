import { createHash, randomUUID } from 'node:crypto'
import { open, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { AgeError, encryptBytes, encryptFile, encryptReadable, openPersonal } from './age.ts'
import { canonicalJson, sha256Hex } from './canonical.ts'
import { readProblem, writeProblem } from './disk-problems.ts'
import { parseJsonFile } from './json-text.ts'
import type { PlanEntry } from './plan.ts'
import { writeAll } from './pump.ts'
import { type PersonalDocument, type PersonalFileHeader, personalFileHeader } from './schema.ts'

/** The encrypted parts: `<SHA-256 of the ciphertext>.age` in the outbox and under data/personal/. */
export const personalPath = (digest: string): string => `data/personal/${digest}.age`
const maxHeaderLine = 16 * 1024

/** Encrypts the personal fields of one revision. The plaintext never touches the disk. */
export async function sealDocument(document: PersonalDocument, recipient: string, outbox: string): Promise<PlanEntry> {
  const bytes = await encryptBytes(Buffer.from(canonicalJson(document)), [recipient])
  const sha256 = sha256Hex(bytes)
  const file = join(outbox, `${sha256}.age`)
  try {
    const handle = await open(file, 'w', 0o600)
    try {
      await writeAll(handle, bytes, 0)
      await handle.sync()
    } finally {
      await handle.close()
    }
  } catch (error) {
    await rm(file, { force: true }).catch(() => undefined)
    throw writeProblem(error, file, bytes.length)
  }
  return { path: personalPath(sha256), bytes: bytes.length, sha256, source: { file } }
}

/** Encrypts a file (or clear bytes that lie on no disk) with its true name and type in front. Streams. @throws Problem as encryptFile */
export async function sealFile(
  source: string | (() => AsyncIterable<Uint8Array>),
  header: PersonalFileHeader,
  recipient: string,
  outbox: string,
  signal?: AbortSignal,
): Promise<PlanEntry> {
  const part = join(outbox, `${randomUUID()}.part`)
  const head = Buffer.from(`${canonicalJson(header)}\n`)
  const written =
    typeof source === 'string'
      ? await encryptFile(source, [recipient], part, signal, head)
      : await encryptReadable(source(), [recipient], part, signal, head)
  const file = join(outbox, `${written.sha256}.age`)
  await rename(part, file).catch((error: unknown) => Promise.reject(writeProblem(error, file)))
  return { path: personalPath(written.sha256), bytes: written.bytes, sha256: written.sha256, source: { file } }
}

export interface OpenedPersonalFile {
  header: PersonalFileHeader
  /** SHA-256 and length of what follows the header. */
  sha256: string
  bytes: number
}

/**
 * Decrypts a personal file and hands its contents to `sink` chunk by chunk (or to nobody, to check it only).
 * The caller compares `sha256` with `header.digest` before it uses what it got. Throws AgeError or Problem.
 */
export async function readPersonalFile(
  file: string,
  identity: string,
  sink: (chunk: Uint8Array) => void | Promise<void> = () => undefined,
  signal?: AbortSignal,
): Promise<OpenedPersonalFile> {
  const reader = (await openPersonal(file, identity, signal)).getReader()
  const hash = createHash('sha256')
  let line = Buffer.alloc(0)
  let header: PersonalFileHeader | null = null
  let bytes = 0
  const take = async (chunk: Uint8Array) => {
    hash.update(chunk)
    bytes += chunk.length
    await sink(chunk)
  }
  try {
    for (;;) {
      const { done, value } = await reader.read().catch((error: unknown) => {
        const problem = readProblem(error, file)
        throw 'code' in problem ? problem : new AgeError('personal.cannot-open')
      })
      if (done) break
      if (header) {
        await take(value)
        continue
      }
      line = Buffer.concat([line, value])
      const end = line.indexOf(0x0a)
      if (end > maxHeaderLine || (end < 0 && line.length > maxHeaderLine)) throw new AgeError('personal.schema')
      if (end < 0) continue
      header = parseHeader(line.subarray(0, end))
      await take(line.subarray(end + 1))
      line = Buffer.alloc(0)
    }
  } finally {
    await reader.cancel().catch(() => undefined)
  }
  if (!header) throw new AgeError('personal.schema')
  return { header, sha256: hash.digest('hex'), bytes }
}

function parseHeader(bytes: Buffer): PersonalFileHeader {
  let value: unknown = null
  try {
    value = parseJsonFile(bytes, '')
  } catch {
    throw new AgeError('personal.schema')
  }
  const parsed = personalFileHeader.safeParse(value)
  if (!parsed.success) throw new AgeError('personal.schema')
  return parsed.data
}
