/** A folder for a person: whole under its final name, or not there at all. */
import { createHash } from 'node:crypto'
import { constants } from 'node:fs'
import { type FileHandle, mkdir, open, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import { crc32 } from 'node:zlib'
import type { ReadBack } from '../../../shared/api/packages.ts'
import { Problem } from '../../../shared/problems.ts'
import type { Call } from '../handlers/context.ts'
import { throwIfCancelled, writeProblem } from '../package/disk-problems.ts'
import { renamePatiently } from '../package/patient-rename.ts'
import { writeAll } from '../package/pump.ts'
import { compareWritten, ReadBackDiffers, readBackWords, type Stretch, weakest } from '../package/read-back.ts'
import { needRoom, writeFailure } from '../package/target-disk.ts'
import { centralHeader, dosTime, endRecords, localHeader, type ZipItem } from '../package/zip-format.ts'
import { syncFolder } from '../store/durable-file.ts'
import { killPoint } from '../store/kill-points.ts'

export interface FolderFile {
  /** Without folder: the place is decided when the parts are known. */
  readonly name: string
  readonly recordId: string | null
  readonly bytes: number
  readonly sha256: string
  readonly open: () => Readable
}

/** A file of the folder itself, or made for it. */
export function fileOf(name: string, bytes: Buffer): FolderFile {
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  return {
    name,
    recordId: null,
    bytes: bytes.length,
    sha256,
    open: () => Readable.from([bytes], { objectMode: false }),
  }
}

/** What lies in the new folder: a file as it is, or a ZIP of several. */
export type FolderEntry =
  | { readonly path: string; readonly file: FolderFile }
  | { readonly path: string; readonly zip: readonly FolderFile[]; readonly madeAt: string }

/** Bytes that a ZIP adds: per file two headers with the name in each, and the end records. */
export const zipFileBytes = 400
export const zipEndBytes = 200

/**
 * Writes `target.part`, flushes and rereads every file past the cache, then renames. On failure or cancel nothing stays
 * behind. Resolves with how the files were read again: one that came from the cache counts for all.
 * @throws Problem cancelled, disk.full, file.unwritable, file.unreadable, file.exists, package.file-too-large,
 *   package.verify-failed
 */
export async function writeFolder(target: string, entries: readonly FolderEntry[], call: Call): Promise<ReadBack> {
  const part = `${target}.part`
  const files = entries.flatMap((entry) => ('zip' in entry ? entry.zip : [entry.file]))
  const total = files.reduce((sum, file) => sum + file.bytes, 0)
  throwIfCancelled(call.signal)
  await needRoom(target, { least: total, told: total, largest: largestOf(entries) })
  await mkdir(part).catch((error: unknown) => Promise.reject(writeProblem(error, target, total)))
  try {
    killPoint('handover.created')
    const folders = new Set([part])
    const ways: ReadBack[] = []
    let done = 0
    const onBytes = (bytes: number) => {
      done += bytes
      // Writing and rereading are one bar of twice the length.
      call.progress({ phase: 'write', done, total: 2 * total, unit: 'bytes' })
    }
    for (const entry of entries) {
      throwIfCancelled(call.signal)
      const out = path.join(part, entry.path)
      if (!folders.has(path.dirname(out))) {
        await mkdir(path.dirname(out), { recursive: true })
        folders.add(path.dirname(out))
      }
      const handle = await open(out, constants.O_RDWR | constants.O_CREAT | constants.O_EXCL, 0o644)
      const written: Piece[] = []
      try {
        if ('zip' in entry) written.push(...(await writeZip(handle, entry.zip, entry.madeAt, call, onBytes)))
        else {
          await writeFile(handle, 0, entry.file, call, onBytes)
          written.push({ name: entry.file.name, stretch: { length: entry.file.bytes, sha256: entry.file.sha256 } })
        }
        await handle.sync()
      } finally {
        await handle.close()
      }
      ways.push(await reread(out, written, target, call, onBytes))
      killPoint('handover.mid-write')
    }
    for (const folder of [...folders].reverse()) await syncFolder(folder)
    throwIfCancelled(call.signal)
    killPoint('handover.before-rename')
    await renameNew(part, target)
    killPoint('handover.after-rename')
    await syncFolder(path.dirname(target))
    return weakest(ways)
  } catch (error) {
    await rm(part, { recursive: true, force: true }).catch(() => undefined)
    throw await writeFailure(error, target, total)
  }
}

/** A ZIP is one file to the disk. */
function largestOf(entries: readonly FolderEntry[]): { name: string; bytes: number } {
  const sizes = entries.map((entry) => ({
    name: path.basename(entry.path),
    bytes: 'zip' in entry ? entry.zip.reduce((sum, file) => sum + file.bytes, 0) : entry.file.bytes,
  }))
  return sizes.reduce((most, one) => (one.bytes > most.bytes ? one : most), { name: '', bytes: 0 })
}

/** An existing folder of that name is never replaced, not even an empty one. */
const renameNew = (part: string, target: string): Promise<void> =>
  renamePatiently(part, target, {
    before: async () => {
      if (await stat(target).catch(() => null)) throw new Problem('file.exists', { path: target })
    },
  })

/** Copies one source to `position` and proves it on the way. Resolves with its CRC-32. */
async function writeFile(
  handle: FileHandle,
  position: number,
  file: FolderFile,
  call: Call,
  onBytes: (bytes: number) => void,
): Promise<number> {
  const hash = createHash('sha256')
  let crc = 0
  let bytes = 0
  for await (const chunk of file.open() as AsyncIterable<Buffer>) {
    throwIfCancelled(call.signal)
    hash.update(chunk)
    crc = crc32(chunk, crc)
    await writeAll(handle, chunk, position + bytes)
    bytes += chunk.length
    onBytes(chunk.length)
  }
  if (bytes !== file.bytes || hash.digest('hex') !== file.sha256)
    throw new Problem('file.unreadable', { path: file.name, reason: '文件在定稿之后被改动' })
  return crc
}

/** A stretch of a written file, and the file inside that it belongs to. */
interface Piece {
  readonly name: string
  readonly stretch: Stretch
}

/** Opens the file anew; what it must hold was proved while it was written. */
async function reread(
  file: string,
  written: readonly Piece[],
  target: string,
  call: Call,
  onBytes: (bytes: number) => void,
): Promise<ReadBack> {
  try {
    const found = await compareWritten(
      file,
      written.map(({ stretch }) => stretch),
      {
        signal: call.signal,
        // Headers are not in the length of the bar.
        onBytes: (bytes, of) => ('sha256' in of ? onBytes(bytes) : undefined),
      },
    )
    return found.how
  } catch (error) {
    if (!(error instanceof ReadBackDiffers)) throw error
    const name = written[error.stretch]?.name ?? path.basename(file)
    throw new Problem('package.verify-failed', { path: target, reason: `${name}：${readBackWords[error.kind]}` })
  }
}

/** Stored, not deflated: pages and media are compressed already, and the size of a part is known beforehand. */
async function writeZip(
  handle: FileHandle,
  files: readonly FolderFile[],
  madeAt: string,
  call: Call,
  onBytes: (bytes: number) => void,
): Promise<Piece[]> {
  const when = dosTime(madeAt)
  const items: ZipItem[] = []
  const pieces: Piece[] = []
  let at = 0
  for (const file of files) {
    const item: ZipItem = { name: file.name, method: 0, crc: 0, compressed: file.bytes, bytes: file.bytes, offset: at }
    const dataAt = at + localHeader(item, when).length
    item.crc = await writeFile(handle, dataAt, file, call, onBytes)
    const header = localHeader(item, when)
    await writeAll(handle, header, at)
    pieces.push(
      { name: file.name, stretch: { bytes: header } },
      { name: file.name, stretch: { length: file.bytes, sha256: file.sha256 } },
    )
    items.push(item)
    at = dataAt + file.bytes
  }
  const central = Buffer.concat(items.map((item) => centralHeader(item, when)))
  const end = Buffer.concat([central, endRecords(items.length, at, central.length)])
  await writeAll(handle, end, at)
  return [...pieces, { name: '', stretch: { bytes: end } }]
}
