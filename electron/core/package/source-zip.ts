import { type FileHandle, open } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { crc32, createInflateRaw, inflateRawSync } from 'node:zlib'
import type { PackageFinding } from '../../../shared/problems.ts'
import { readProblem, throwIfCancelled } from './disk-problems.ts'
import { DamagedEntry, finding } from './findings.ts'
import { maxInflatedText, maxInflatedTotal, maxRatio, ratioFreeBytes } from './limits.ts'
import { NearFile, type RandomReader } from './near-file.ts'
import { pump, type Sink } from './pump.ts'
import type { OpenedSource } from './source.ts'
import {
  applyExtra,
  HeaderReader,
  knownVersions,
  readAt,
  readDirectory,
  uint64,
  type ZipEntry,
} from './zip-directory.ts'

interface Located extends ZipEntry {
  dataAt: number
}

/**
 * Our own strict reader: every byte of the file must belong to exactly one entry or the directory,
 * and both headers of an entry must agree, so that no two programs can see different files in it.
 */
export async function openZip(path: string, signal?: AbortSignal): Promise<OpenedSource> {
  const file = await open(path, 'r').catch((error: unknown) => Promise.reject(readProblem(error, path)))
  try {
    const { size } = await file.stat()
    const near = new NearFile(file, size)
    const { directory, findings } = await readDirectory(near, size)
    if (findings.some(isFatal)) return await refuse(file, findings)
    checkSizes(directory.entries, findings)
    const located = await checkLocals(near.holdsAll ? near : file, directory.entries, directory.start, findings, signal)
    if (findings.some(isFatal)) return await refuse(file, findings)
    const byName = new Map(located.map((entry) => [entry.name, entry]))
    const isFolder = (entry: ZipEntry) => entry.name.endsWith('/')
    return {
      findings,
      source: {
        container: 'zip',
        entries: directory.entries
          .filter((entry) => !isFolder(entry))
          .map((entry) => ({ path: entry.name, bytes: entry.bytes })),
        folders: directory.entries.filter(isFolder).map((entry) => entry.name.slice(0, -1)),
        bytesOf: (name) => byName.get(name)?.bytes ?? null,
        async read(name, sink, readSignal) {
          const entry = byName.get(name)
          if (!entry) throw new DamagedEntry('bag.missing-file', name)
          try {
            await (entry.method === 0
              ? readStored(near, entry, sink, readSignal)
              : readDeflated(near, entry, sink, readSignal))
          } catch (error) {
            throw error instanceof DamagedEntry ? error : readProblem(error, path)
          }
        },
        close: () => file.close(),
      },
    }
  } catch (error) {
    if (error instanceof DamagedEntry) return refuse(file, [error.finding])
    await file.close()
    throw readProblem(error, path)
  }
}

/** Names that are UTF-8 without the flag are refused too, but the bag inside can still be judged. */
const isFatal = (item: PackageFinding): boolean => item.severity === 'error' && item.code !== 'zip.name-unmarked'

async function refuse(file: FileHandle, findings: PackageFinding[]): Promise<OpenedSource> {
  await file.close()
  return { source: null, findings }
}

function checkSizes(entries: readonly ZipEntry[], findings: PackageFinding[]): void {
  let total = 0
  for (const entry of entries) {
    if (entry.method !== 8) continue
    total += entry.bytes
    if (entry.bytes > maxInflatedText) findings.push(finding('zip.text-too-large', entry.name))
    else if (entry.bytes > ratioFreeBytes && entry.bytes > entry.compressed * maxRatio)
      findings.push(finding('zip.ratio', entry.name))
  }
  if (total > maxInflatedTotal) findings.push(finding('zip.total-too-large'))
}

/** Entries in the order of the file: each must start where the one before ends. */
async function checkLocals(
  file: RandomReader,
  entries: readonly ZipEntry[],
  end: number,
  findings: PackageFinding[],
  signal?: AbortSignal,
): Promise<Located[]> {
  const sorted = [...entries].sort((a, b) => a.offset - b.offset)
  const located: Located[] = []
  const headers = new HeaderReader(file, end)
  let expected = 0
  for (let i = 0; i < sorted.length; i++) {
    const entry = sorted[i]
    if (!entry) break
    throwIfCancelled(signal)
    if (entry.offset > expected)
      findings.push(finding(i === 0 ? 'zip.prefix-bytes' : 'zip.gap', i === 0 ? '' : entry.name))
    if (entry.offset < expected) findings.push(finding('zip.overlap', entry.name))
    if (entry.offset !== expected) return located
    const next = sorted[i + 1]?.offset ?? end
    const dataAt = await checkLocal(headers, entry, end, findings)
    if (dataAt === null) return located
    located.push(Object.assign(entry, { dataAt }))
    expected = dataAt + entry.compressed
    if (expected > end) {
      findings.push(finding('zip.overlap', entry.name))
      return located
    }
    if ((entry.flags & 8) !== 0) expected += await checkDescriptor(file, entry, expected, next, findings)
  }
  if (expected !== end) findings.push(finding(expected < end ? 'zip.gap' : 'zip.overlap', ''))
  return located
}

const nearBytes = 16 * 1024

/** Where the entry's data start, or null when the header is not usable. */
async function checkLocal(
  headers: HeaderReader,
  entry: ZipEntry,
  end: number,
  findings: PackageFinding[],
): Promise<number | null> {
  const bad = (detail: string) => {
    findings.push(finding('zip.local-mismatch', entry.name, detail))
    return null
  }
  if (entry.offset + 30 > end) return bad('outside')
  // After a small file the next header is near; behind a video it is far.
  const usual = Math.min(end - entry.offset, 30 + entry.rawName.length + 64)
  const ahead = entry.compressed > nearBytes ? usual : end - entry.offset
  const header = await headers.read(entry.offset, 30, ahead)
  if (header.readUInt32LE(0) !== 0x04034b50) return bad('signature')
  const nameLength = header.readUInt16LE(26)
  const extraLength = header.readUInt16LE(28)
  const dataAt = entry.offset + 30 + nameLength + extraLength
  if (dataAt > end) return bad('outside')
  const local = { bytes: header.readUInt32LE(22), compressed: header.readUInt32LE(18), offset: 0 }
  const crc = header.readUInt32LE(14)
  if (!knownVersions.includes(header.readUInt16LE(4))) return bad('version')
  if (header.readUInt16LE(6) !== entry.flags) return bad('flags')
  if (header.readUInt16LE(8) !== entry.method) return bad('method')
  if (header.readUInt16LE(10) !== entry.time || header.readUInt16LE(12) !== entry.date) return bad('time')
  const rest = await headers.read(entry.offset + 30, nameLength + extraLength, usual)
  if (!rest.subarray(0, nameLength).equals(entry.rawName)) return bad('name')
  if (!applyExtra(rest.subarray(nameLength), local)) {
    findings.push(finding('zip.extra-field', entry.name))
    return null
  }
  const left = (entry.flags & 8) !== 0 && crc === 0 && local.bytes === 0 && local.compressed === 0
  if (!left && (crc !== entry.crc || local.bytes !== entry.bytes || local.compressed !== entry.compressed))
    return bad('sizes')
  return dataAt
}

/** Length of the data descriptor in bytes: 12, 16, 20 or 24, with or without its signature. */
async function checkDescriptor(
  file: RandomReader,
  entry: ZipEntry,
  at: number,
  next: number,
  findings: PackageFinding[],
): Promise<number> {
  const length = next - at
  const bytes = [12, 16, 20, 24].includes(length) ? await readAt(file, at, length) : null
  const signed = length === 16 || length === 24
  const body = bytes?.subarray(signed ? 4 : 0)
  const wide = length >= 20
  const holds =
    bytes &&
    body &&
    (!signed || bytes.readUInt32LE(0) === 0x08074b50) &&
    body.readUInt32LE(0) === entry.crc &&
    (wide ? uint64(body, 4) : body.readUInt32LE(4)) === entry.compressed &&
    (wide ? uint64(body, 12) : body.readUInt32LE(8)) === entry.bytes
  if (!holds) findings.push(finding('zip.descriptor-mismatch', entry.name))
  return length
}

async function readStored(file: RandomReader, entry: Located, sink: Sink, signal?: AbortSignal): Promise<void> {
  let crc = 0
  let stopped = false
  const read = await pump(
    file,
    entry.dataAt,
    entry.bytes,
    async (chunk) => {
      crc = crc32(chunk, crc)
      if ((await sink(chunk)) !== false) return undefined
      stopped = true
      return false
    },
    signal,
  )
  if (stopped) return
  if (read !== entry.bytes) throw new DamagedEntry('zip.size', entry.name)
  if (crc !== entry.crc) throw new DamagedEntry('zip.crc', entry.name)
}

/** Texts up to this length are inflated at once: a stream for each of 20,000 records would take half a minute. */
const inflateAtOnce = 1024 * 1024

async function inflateSmall(file: RandomReader, entry: Located, sink: Sink): Promise<void> {
  const packed = await readAt(file, entry.dataAt, entry.compressed)
  const bytes = inflateExact(packed, entry)
  if (crc32(bytes) !== entry.crc) throw new DamagedEntry('zip.crc', entry.name)
  if (bytes.length > 0) await sink(bytes)
}

function inflateExact(packed: Buffer, entry: Located): Buffer {
  try {
    const length = Math.max(1, entry.bytes)
    const options = { maxOutputLength: length, chunkSize: Math.max(64, length), info: true } as const
    const result: unknown = inflateRawSync(packed, options)
    if (result !== null && typeof result === 'object' && 'buffer' in result && 'engine' in result) {
      const { buffer, engine } = result
      const used =
        engine !== null && typeof engine === 'object' && 'bytesWritten' in engine ? engine.bytesWritten : null
      if (buffer instanceof Uint8Array && buffer.length === entry.bytes && used === packed.length)
        return Buffer.from(buffer.buffer, buffer.byteOffset, buffer.length)
    }
  } catch (error) {
    const tooLong = error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE'
    throw new DamagedEntry(tooLong ? 'zip.size' : 'zip.inflate', entry.name)
  }
  throw new DamagedEntry('zip.size', entry.name)
}

async function readDeflated(file: RandomReader, entry: Located, sink: Sink, signal?: AbortSignal): Promise<void> {
  throwIfCancelled(signal)
  if (entry.bytes <= inflateAtOnce && entry.compressed <= inflateAtOnce) return inflateSmall(file, entry, sink)
  const inflate = createInflateRaw({ chunkSize: 128 * 1024 })
  let crc = 0
  let bytes = 0
  async function* compressed(): AsyncGenerator<Buffer> {
    for (let at = 0; at < entry.compressed; ) {
      const chunk = await readAt(file, entry.dataAt + at, Math.min(128 * 1024, entry.compressed - at))
      at += chunk.length
      yield chunk
    }
  }
  // Not stream.pipeline: it turns a deflate stream that ends early into an abort at random.
  const input = Readable.from(compressed(), { objectMode: true, highWaterMark: 1 })
  input.on('error', (error) => inflate.destroy(error))
  inflate.on('error', () => input.destroy())
  input.pipe(inflate)
  try {
    for await (const chunk of inflate as AsyncIterable<Buffer>) {
      throwIfCancelled(signal)
      bytes += chunk.length
      if (bytes > entry.bytes) throw new DamagedEntry('zip.size', entry.name)
      crc = crc32(chunk, crc)
      if ((await sink(chunk)) === false) return
    }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    if (code.startsWith('Z_')) throw new DamagedEntry('zip.inflate', entry.name)
    if (code === 'ERR_STREAM_PREMATURE_CLOSE') throw new DamagedEntry('zip.size', entry.name)
    throw error
  } finally {
    input.destroy()
    inflate.destroy()
  }
  // Bytes after the end of the deflate stream would be a hiding place.
  if (bytes !== entry.bytes || inflate.bytesWritten !== entry.compressed) throw new DamagedEntry('zip.size', entry.name)
  if (crc !== entry.crc) throw new DamagedEntry('zip.crc', entry.name)
}
