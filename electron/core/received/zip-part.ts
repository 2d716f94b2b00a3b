import { inflateRawSync } from 'node:zlib'
import { CannotRead } from './received-text.ts'

/**
 * Parts of an office file. Lenient where our own packages are strict: every word processor writes its ZIP a little
 * differently, and nothing is taken from it but text.
 */
export interface ZipParts {
  readonly names: readonly string[]
  /** @throws CannotRead damaged, too-much */
  read(name: string): Buffer | null
}

/** A notice's text is a few hundred kilobytes; what unpacks to more is no notice. */
const maxPartBytes = 40 * 1024 * 1024
/** All parts together, where they are all unpacked: a workbook of 2,000 rows with pictures has far less. */
const maxTotalBytes = 160 * 1024 * 1024
const maxParts = 5000

interface Part {
  readonly method: number
  readonly compressed: number
  readonly offset: number
}

/** @throws CannotRead damaged, too-much, locked */
export function openParts(bytes: Buffer): ZipParts {
  const parts = new Map<string, Part>()
  const end = findEnd(bytes)
  const count = bytes.readUInt16LE(end + 10)
  // Readers disagree on which of the two counts.
  if (count !== bytes.readUInt16LE(end + 8)) throw new CannotRead({ why: 'damaged' })
  if (count > maxParts) throw new CannotRead({ why: 'too-much' })
  let at = bytes.readUInt32LE(end + 16)
  for (let n = 0; n < count; n++) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== 0x02014b50) throw new CannotRead({ why: 'damaged' })
    const nameLength = bytes.readUInt16LE(at + 28)
    const name = bytes.toString('utf8', at + 46, at + 46 + nameLength)
    if ((bytes.readUInt16LE(at + 8) & 1) !== 0) throw new CannotRead({ why: 'locked' })
    // No program writes a name twice, and readers would not agree on which of the two counts.
    if (parts.has(name)) throw new CannotRead({ why: 'damaged' })
    parts.set(name, {
      method: bytes.readUInt16LE(at + 10),
      compressed: bytes.readUInt32LE(at + 20),
      offset: bytes.readUInt32LE(at + 42),
    })
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
  }
  return {
    names: [...parts.keys()],
    read(name) {
      const part = parts.get(name)
      return part ? inflate(bytes, part) : null
    },
  }
}

/**
 * Before a library that unpacks everything at once, into memory that no thread's limit counts.
 * @throws CannotRead damaged, too-much
 */
export function refuseBomb(parts: ZipParts): void {
  let total = 0
  for (const name of parts.names) {
    total += parts.read(name)?.length ?? 0
    if (total > maxTotalBytes) throw new CannotRead({ why: 'too-much' })
  }
}

function findEnd(bytes: Buffer): number {
  for (let at = bytes.length - 22; at >= Math.max(0, bytes.length - 65_557); at--)
    if (bytes.readUInt32LE(at) === 0x06054b50) return at
  throw new CannotRead({ why: 'damaged' })
}

function inflate(bytes: Buffer, { method, compressed, offset }: Part): Buffer {
  if (offset + 30 > bytes.length || bytes.readUInt32LE(offset) !== 0x04034b50) throw new CannotRead({ why: 'damaged' })
  const start = offset + 30 + bytes.readUInt16LE(offset + 26) + bytes.readUInt16LE(offset + 28)
  const packed = bytes.subarray(start, start + compressed)
  if (packed.length !== compressed || (method !== 0 && method !== 8)) throw new CannotRead({ why: 'damaged' })
  if (method === 0) return packed
  try {
    return inflateRawSync(packed, { maxOutputLength: maxPartBytes })
  } catch (error) {
    const tooLong = error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE'
    throw new CannotRead({ why: tooLong ? 'too-much' : 'damaged' })
  }
}
