/** A folder for a person: whole under its final name, or not there at all. */
import { createHash } from 'node:crypto'
import { constants } from 'node:fs'
import { type FileHandle, mkdir, open, rename, rm, stat, statfs } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import { setTimeout as delay } from 'node:timers/promises'
import { crc32 } from 'node:zlib'
import { Problem } from '../../../shared/problems.ts'
import type { Call } from '../handlers/context.ts'
import { throwIfCancelled, writeProblem } from '../package/disk-problems.ts'
import { writeAll } from '../package/pump.ts'
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

/** Antivirus programs hold fresh files for a moment. */
const renameTries = 10
const renameWaitMs = 200

/**
 * Writes `target.part`, flushes and rereads every file, then renames. On failure or cancel nothing stays behind.
 * @throws Problem cancelled, disk.full, file.unwritable, file.unreadable, file.exists, package.verify-failed
 */
export async function writeFolder(target: string, entries: readonly FolderEntry[], call: Call): Promise<void> {
  const part = `${target}.part`
  const files = entries.flatMap((entry) => ('zip' in entry ? entry.zip : [entry.file]))
  const total = files.reduce((sum, file) => sum + file.bytes, 0)
  throwIfCancelled(call.signal)
  await needRoom(target, total)
  await mkdir(part).catch((error: unknown) => Promise.reject(writeProblem(error, target, total)))
  try {
    killPoint('handover.created')
    const folders = new Set([part])
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
      try {
        if ('zip' in entry) await writeZip(handle, entry.zip, entry.madeAt, target, call, onBytes)
        else {
          await writeFile(handle, 0, entry.file, call, onBytes)
          await handle.sync()
          await reread(handle, 0, entry.file, target, call, onBytes)
        }
      } finally {
        await handle.close()
      }
      killPoint('handover.mid-write')
    }
    for (const folder of [...folders].reverse()) await syncFolder(folder)
    throwIfCancelled(call.signal)
    killPoint('handover.before-rename')
    await renameNew(part, target)
    killPoint('handover.after-rename')
    await syncFolder(path.dirname(target))
  } catch (error) {
    await rm(part, { recursive: true, force: true }).catch(() => undefined)
    throw writeProblem(error, target, total)
  }
}

async function needRoom(target: string, needed: number): Promise<void> {
  const facts = await statfs(path.dirname(target)).catch(() => null)
  if (facts && facts.blocks > 0 && facts.bavail * facts.bsize < needed) {
    throw new Problem('disk.full', { path: target, neededBytes: needed })
  }
}

/** An existing folder of that name is never replaced, not even an empty one. */
async function renameNew(part: string, target: string): Promise<void> {
  for (let tries = 1; ; tries++) {
    if (await stat(target).catch(() => null)) throw new Problem('file.exists', { path: target })
    try {
      return await rename(part, target)
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : ''
      if (tries === renameTries || !['EACCES', 'EBUSY', 'EPERM'].includes(code)) throw error
      await delay(renameWaitMs)
    }
  }
}

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

/** Reads what was written once more and compares it. */
async function reread(
  handle: FileHandle,
  position: number,
  file: FolderFile,
  target: string,
  call: Call,
  onBytes: (bytes: number) => void,
): Promise<void> {
  const hash = createHash('sha256')
  const buffer = Buffer.alloc(1024 * 1024)
  for (let read = 0; read < file.bytes; ) {
    throwIfCancelled(call.signal)
    const { bytesRead } = await handle.read(buffer, 0, Math.min(buffer.length, file.bytes - read), position + read)
    if (bytesRead === 0) break
    hash.update(buffer.subarray(0, bytesRead))
    read += bytesRead
    onBytes(bytesRead)
  }
  if (hash.digest('hex') !== file.sha256)
    throw new Problem('package.verify-failed', { path: target, reason: `${file.name}：写入后重读，内容不一致` })
}

/** Stored, not deflated: pages and media are compressed already, and the size of a part is known beforehand. */
async function writeZip(
  handle: FileHandle,
  files: readonly FolderFile[],
  madeAt: string,
  target: string,
  call: Call,
  onBytes: (bytes: number) => void,
): Promise<void> {
  const when = dosTime(madeAt)
  const items: { item: ZipItem; dataAt: number; file: FolderFile }[] = []
  let at = 0
  for (const file of files) {
    const item: ZipItem = { name: file.name, method: 0, crc: 0, compressed: file.bytes, bytes: file.bytes, offset: at }
    const dataAt = at + localHeader(item, when).length
    item.crc = await writeFile(handle, dataAt, file, call, onBytes)
    await writeAll(handle, localHeader(item, when), at)
    items.push({ item, dataAt, file })
    at = dataAt + file.bytes
  }
  const central = Buffer.concat(items.map(({ item }) => centralHeader(item, when)))
  await writeAll(handle, Buffer.concat([central, endRecords(items.length, at, central.length)]), at)
  await handle.sync()
  for (const { dataAt, file } of items) await reread(handle, dataAt, file, target, call, onBytes)
}
