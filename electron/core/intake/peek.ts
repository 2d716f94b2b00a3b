/**
 * A look at what a file says it is, to put a batch in order: the list of the ZIP and package.json, nothing else. None of
 * it is believed; the file is read and verified when its turn comes.
 */
import { constants } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { join } from 'node:path'
import { inflateRawSync } from 'node:zlib'
import { z } from 'zod'
import { DamagedEntry } from '../package/findings.ts'
import { decodeUtf8 } from '../package/json-text.ts'
import { maxPackageJson } from '../package/limits.ts'
import { packageJsonPath } from '../package/plan.ts'
import { packageKinds } from '../package/schema.ts'
import { readAt, readDirectory, type ZipEntry } from '../package/zip-directory.ts'
import type { FoundPath } from './find-files.ts'

const claimed = z.object({
  kind: z.enum(packageKinds),
  packageId: z.uuid(),
  sender: z.object({ officeId: z.string().max(64), deviceId: z.string().max(64), cardSeq: z.number().int() }),
  sequence: z.number().int(),
  volume: z.object({ n: z.number().int(), of: z.number().int() }).nullable(),
})
export type Claimed = z.infer<typeof claimed>

/**
 * `package`: what it says about itself. `unclear`: to be read all the same, it will be told what is wrong with it.
 * `other`: no package at all, a document of an office without the program, say.
 */
export type Peeked = { readonly is: 'package'; readonly claimed: Claimed } | { readonly is: 'unclear' | 'other' }

/** A pipe in the place of a file would be waited for, a device has no end, and a link leads away from the stick. */
const plainOnly = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0)

export async function peek(found: FoundPath): Promise<Peeked> {
  try {
    return found.folder ? await peekFolder(found.path) : await peekFile(found)
  } catch {
    // Whatever is wrong with it is told when its turn comes.
    return { is: 'unclear' }
  }
}

async function peekFolder(path: string): Promise<Peeked> {
  const file = await open(join(path, packageJsonPath), plainOnly)
  try {
    const facts = await file.stat()
    if (!facts.isFile() || facts.size > maxPackageJson) return { is: 'unclear' }
    return read(await readAt(file, 0, facts.size))
  } finally {
    await file.close()
  }
}

const isZipName = (name: string): boolean => /\.zip$/iu.test(name)

async function peekFile({ path, fileName }: FoundPath): Promise<Peeked> {
  const file = await open(path, plainOnly)
  try {
    const facts = await file.stat()
    if (!facts.isFile()) return { is: 'unclear' }
    const { size } = facts
    const head = size >= 4 ? (await readAt(file, 0, 4)).toString('latin1') : ''
    // A package that was renamed is still one; a text that calls itself .zip is told what it is not.
    if (head !== 'PK\x03\x04' && head !== 'PK\x05\x06') return { is: isZipName(fileName) ? 'unclear' : 'other' }
    const entries = await directory(file, size)
    if (entries === null) return { is: isZipName(fileName) ? 'unclear' : 'other' }
    const json = entries.find((entry) => entry.name === packageJsonPath)
    if (json) return read(await textOf(file, json))
    return { is: entries.some(isOurs) ? 'unclear' : 'other' }
  } finally {
    await file.close()
  }
}

/** Parts of a package that somebody packed again or tampered with; names that reach outside are told as what they are. */
const isOurs = ({ name }: ZipEntry): boolean =>
  /(?:^|\/)(?:bagit\.txt|tagmanifest-sha256\.txt|data\/package\.json)$/u.test(name) ||
  /(?:^|[\\/])\.\.(?:[\\/]|$)|^[\\/]|^[A-Za-z]:/u.test(name)

async function directory(file: FileHandle, size: number): Promise<ZipEntry[] | null> {
  try {
    return (await readDirectory(file, size)).directory.entries
  } catch (error) {
    if (error instanceof DamagedEntry) return null
    throw error
  }
}

async function textOf(file: FileHandle, entry: ZipEntry): Promise<Buffer> {
  if (entry.bytes > maxPackageJson || entry.compressed > maxPackageJson)
    throw new DamagedEntry('zip.text-too-large', '')
  const local = await readAt(file, entry.offset, 30)
  const at = entry.offset + 30 + local.readUInt16LE(26) + local.readUInt16LE(28)
  const packed = await readAt(file, at, entry.compressed)
  return entry.method === 0 ? packed : inflateRawSync(packed, { maxOutputLength: maxPackageJson })
}

function read(bytes: Buffer): Peeked {
  const text = decodeUtf8(bytes)
  const parsed = claimed.safeParse(text === null ? null : JSON.parse(text))
  return parsed.success ? { is: 'package', claimed: parsed.data } : { is: 'unclear' }
}
