import { TextDecoder } from 'node:util'
import type { PackageFinding } from '../../../shared/problems.ts'
import { DamagedEntry, finding } from './findings.ts'
import { decodeUtf8 } from './json-text.ts'
import { maxDirectoryBytes, maxEntries, maxNameBytes } from './limits.ts'
import { isDeep } from './names.ts'
import type { RandomReader } from './near-file.ts'

/** One entry as the central directory tells it. */
export interface ZipEntry {
  name: string
  rawName: Buffer
  flags: number
  method: number
  time: number
  date: number
  crc: number
  compressed: number
  bytes: number
  /** Of the local header. */
  offset: number
}
export interface ZipDirectory {
  entries: ZipEntry[]
  /** Where the central directory starts, i.e. where the last entry must end. */
  start: number
}

/** deflate level (1, 2), data descriptor (3), UTF-8 names (11). */
const allowedFlags = (1 << 1) | (1 << 2) | (1 << 3) | (1 << 11)

/** "Version needed": writers differ between 1.0, 2.0 and 4.5 for the same entry, even from header to header. */
export const knownVersions: readonly number[] = [10, 20, 45]

export async function readAt(file: RandomReader, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length)
  let done = 0
  while (done < length) {
    const { bytesRead } = await file.read(buffer, done, length - done, position + done)
    if (bytesRead === 0) throw new DamagedEntry('zip.truncated', '')
    done += bytesRead
  }
  return buffer
}

/**
 * Headers that lie close together come in one reading: twenty thousand of them one by one take seconds, and as many
 * buffers. What it gives is valid until the next call.
 */
export class HeaderReader {
  readonly #file: RandomReader
  readonly #window: Buffer
  #start = 0
  #length = 0

  /** @param size bytes of the file */
  constructor(file: RandomReader, size: number) {
    this.#file = file
    this.#window = Buffer.allocUnsafe(Math.min(64 * 1024, size))
  }

  /** @param ahead bytes from `position` that are likely wanted soon, e.g. to the next header and beyond. Throws DamagedEntry. */
  async read(position: number, length: number, ahead: number): Promise<Buffer> {
    if (length > this.#window.length) return readAt(this.#file, position, length)
    if (position < this.#start || position + length > this.#start + this.#length) {
      const want = Math.min(this.#window.length, Math.max(length, ahead))
      this.#start = position
      this.#length = 0
      while (this.#length < length) {
        const { bytesRead } = await this.#file.read(
          this.#window,
          this.#length,
          want - this.#length,
          position + this.#length,
        )
        if (bytesRead === 0) throw new DamagedEntry('zip.truncated', '')
        this.#length += bytesRead
      }
    }
    const from = position - this.#start
    return this.#window.subarray(from, from + length)
  }
}

export function uint64(buffer: Buffer, at: number): number {
  const value = buffer.readBigUInt64LE(at)
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw new DamagedEntry('zip.zip64', '')
  return Number(value)
}

/** Finds and reads the central directory. Everything outside it and the entries is refused. Throws DamagedEntry. */
export async function readDirectory(
  file: RandomReader,
  size: number,
): Promise<{ directory: ZipDirectory; findings: PackageFinding[] }> {
  const end = await findEnd(file, size)
  if (end.count > maxEntries) throw new DamagedEntry('zip.too-many-entries', '', String(end.count))
  if (end.length > maxDirectoryBytes) throw new DamagedEntry('zip.directory-too-long', '')
  if (end.start + end.length < end.position) throw new DamagedEntry('zip.prefix-bytes', '')
  if (end.start + end.length > end.position) throw new DamagedEntry('zip.truncated', '')
  const buffer = await readAt(file, end.start, end.length)
  const findings: PackageFinding[] = []
  const entries: ZipEntry[] = []
  let at = 0
  for (let i = 0; i < end.count; i++) {
    const read = readCentral(buffer, at, findings)
    entries.push(read.entry)
    at = read.next
  }
  if (at !== buffer.length) throw new DamagedEntry('zip.directory', '')
  return { directory: { entries, start: end.start }, findings }
}

interface End {
  count: number
  length: number
  start: number
  /** Where the central directory must end. */
  position: number
}

async function findEnd(file: RandomReader, size: number): Promise<End> {
  const head = size >= 4 ? await readAt(file, 0, 4) : Buffer.alloc(4)
  const looksZip = head.readUInt32LE(0) === 0x04034b50 || head.readUInt32LE(0) === 0x06054b50
  const tailLength = Math.min(size, 65_557)
  const tail = size < 22 ? Buffer.alloc(0) : await readAt(file, size - tailLength, tailLength)
  let at = tail.length - 22
  while (at >= 0 && tail.readUInt32LE(at) !== 0x06054b50) at--
  if (at < 0) throw new DamagedEntry(looksZip ? 'zip.truncated' : 'zip.not-a-zip', '')
  const comment = tail.readUInt16LE(at + 20)
  if (at !== tail.length - 22)
    throw new DamagedEntry(at + 22 + comment === tail.length ? 'zip.comment' : 'zip.trailing-bytes', '')
  if (comment !== 0) throw new DamagedEntry('zip.comment', '')
  if (tail.readUInt16LE(at + 4) !== 0 || tail.readUInt16LE(at + 6) !== 0) throw new DamagedEntry('zip.multi-disk', '')
  const small: End = {
    count: tail.readUInt16LE(at + 10),
    length: tail.readUInt32LE(at + 12),
    start: tail.readUInt32LE(at + 16),
    position: size - 22,
  }
  if (tail.readUInt16LE(at + 8) !== small.count) throw new DamagedEntry('zip.directory', '')
  if (at < 20 || tail.readUInt32LE(at - 20) !== 0x07064b50) {
    if (small.count === 0xffff || small.start === 0xffffffff || small.length === 0xffffffff)
      throw new DamagedEntry('zip.zip64', '')
    return small
  }
  return readZip64End(file, tail.subarray(at - 20, at), size - 42, small)
}

async function readZip64End(file: RandomReader, locator: Buffer, locatorAt: number, small: End): Promise<End> {
  const position = uint64(locator, 8)
  if (locator.readUInt32LE(4) !== 0 || locator.readUInt32LE(16) !== 1) throw new DamagedEntry('zip.multi-disk', '')
  // The record must fill the space before its locator exactly: no extensible data, nothing in between.
  if (position + 56 < locatorAt) throw new DamagedEntry('zip.prefix-bytes', '')
  if (position + 56 !== locatorAt) throw new DamagedEntry('zip.zip64', '')
  const record = await readAt(file, position, 56)
  if (record.readUInt32LE(0) !== 0x06064b50 || uint64(record, 4) !== 44) throw new DamagedEntry('zip.zip64', '')
  if (record.readUInt32LE(16) !== 0 || record.readUInt32LE(20) !== 0) throw new DamagedEntry('zip.multi-disk', '')
  const big: End = { count: uint64(record, 32), length: uint64(record, 40), start: uint64(record, 48), position }
  if (uint64(record, 24) !== big.count) throw new DamagedEntry('zip.directory', '')
  const agree = (value: number, full: number, mark: number) => value === mark || value === full
  if (
    !agree(small.count, big.count, 0xffff) ||
    !agree(small.length, big.length, 0xffffffff) ||
    !agree(small.start, big.start, 0xffffffff)
  ) {
    throw new DamagedEntry('zip.zip64', '')
  }
  return big
}

const gb18030 = new TextDecoder('gb18030', { fatal: true })

/** Only to be told: nothing under such a name is ever read. Older Chinese programs write GBK. */
function oldName(raw: Buffer): string {
  try {
    return gb18030.decode(raw)
  } catch {
    return raw.toString('latin1')
  }
}

function readCentral(buffer: Buffer, at: number, findings: PackageFinding[]): { entry: ZipEntry; next: number } {
  if (at + 46 > buffer.length || buffer.readUInt32LE(at) !== 0x02014b50) throw new DamagedEntry('zip.directory', '')
  const nameLength = buffer.readUInt16LE(at + 28)
  const extraLength = buffer.readUInt16LE(at + 30)
  const commentLength = buffer.readUInt16LE(at + 32)
  const next = at + 46 + nameLength + extraLength + commentLength
  if (next > buffer.length) throw new DamagedEntry('zip.directory', '')
  // Twenty thousand of them would fill the memory; nothing that has such a name is anything of ours.
  if (nameLength > maxNameBytes) {
    const head = buffer.toString('latin1', at + 46, at + 46 + 60)
    throw new DamagedEntry('name.path-too-long', head)
  }
  const rawName = buffer.subarray(at + 46, at + 46 + nameLength)
  if (isDeep(rawName)) throw new DamagedEntry('name.path-too-long', rawName.toString('latin1'))
  const flags = buffer.readUInt16LE(at + 8)
  const decoded = decodeUtf8(rawName)
  const name = decoded ?? oldName(rawName)
  const add = (code: Parameters<typeof finding>[0]) => findings.push(finding(code, name))
  if (decoded === null) add('zip.name-not-utf8')
  else if (rawName.some((byte) => byte > 0x7f) && (flags & (1 << 11)) === 0) add('zip.name-unmarked')
  const entry: ZipEntry = {
    name,
    rawName,
    flags,
    method: buffer.readUInt16LE(at + 10),
    time: buffer.readUInt16LE(at + 12),
    date: buffer.readUInt16LE(at + 14),
    crc: buffer.readUInt32LE(at + 16),
    compressed: buffer.readUInt32LE(at + 20),
    bytes: buffer.readUInt32LE(at + 24),
    offset: buffer.readUInt32LE(at + 42),
  }
  if (commentLength > 0) add('zip.comment')
  if (!knownVersions.includes(buffer.readUInt16LE(at + 6))) add('zip.flags')
  if (buffer.readUInt16LE(at + 34) !== 0) add('zip.multi-disk')
  if ((flags & 0x2041) !== 0) add('zip.encrypted')
  else if ((flags & ~allowedFlags) !== 0) add('zip.flags')
  if (entry.method === 99) add('zip.encrypted')
  else if (entry.method !== 0 && entry.method !== 8) add('zip.method')
  checkKind(buffer.readUInt16LE(at + 4) >> 8, buffer.readUInt32LE(at + 38), name.endsWith('/'), add)
  const extra = buffer.subarray(at + 46 + nameLength, at + 46 + nameLength + extraLength)
  if (!applyExtra(extra, entry)) add('zip.extra-field')
  if (name.endsWith('/') && (entry.bytes !== 0 || entry.compressed !== 0)) add('zip.size')
  if (entry.method === 0 && entry.bytes !== entry.compressed) add('zip.size')
  return { entry, next }
}

/** Links hide in the external attributes: Unix mode in the upper half, Windows reparse point and volume label below. */
function checkKind(
  host: number,
  external: number,
  folder: boolean,
  add: (code: 'zip.link' | 'zip.special-file') => void,
): void {
  const type = (external >>> 16) & 0o170000
  if (type === 0o120000 || ((host === 0 || host === 10 || host === 11 || host === 14) && (external & 0x400) !== 0))
    add('zip.link')
  else if (type !== 0 && type !== 0o100000 && type !== 0o040000) add('zip.special-file')
  else if ((type === 0o040000) !== folder && type !== 0) add('zip.special-file')
  else if ((external & 0x08) !== 0) add('zip.special-file')
}

/** Takes ZIP64 sizes over. False when malformed, or when a field gives the entry another name or a password. */
export function applyExtra(extra: Buffer, entry: { bytes: number; compressed: number; offset: number }): boolean {
  let at = 0
  let seen64 = false
  while (at < extra.length) {
    if (at + 4 > extra.length) return false
    const tag = extra.readUInt16LE(at)
    const length = extra.readUInt16LE(at + 2)
    const body = extra.subarray(at + 4, at + 4 + length)
    if (body.length !== length || tag === 0x7075 || tag === 0x6375 || tag === 0x9901) return false
    if (tag === 0x0001) {
      if (seen64) return false
      seen64 = true
      let from = 0
      for (const key of ['bytes', 'compressed', 'offset'] as const) {
        if (entry[key] !== 0xffffffff) continue
        if (from + 8 > body.length) return false
        entry[key] = uint64(body, from)
        from += 8
      }
    }
    at += 4 + length
  }
  // Without a ZIP64 field the mark itself would be the value: nothing of ours is that long without one.
  return seen64 || (entry.bytes !== 0xffffffff && entry.compressed !== 0xffffffff && entry.offset !== 0xffffffff)
}
