/** 换电脑, on the old computer: the whole office in one encrypted file. */
import { createHash } from 'node:crypto'
import { constants } from 'node:fs'
import { open, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { checkCopy, copyOnline } from '../../../db/copies.ts'
import { countOffice, prepareOfficeCopy } from '../../../db/office-copy.ts'
import { saveSetting } from '../../../db/queries/settings.ts'
import type { OfficeSize, SavedOffice } from '../../../shared/api/moving.ts'
import { Problem } from '../../../shared/problems.ts'
import type { Call, HandlerContext } from '../handlers/context.ts'
import { findOwnOffice } from '../offices/own-office.ts'
import { sealStreamWithPassphrase } from '../package/age-passphrase.ts'
import { readProblem, throwIfCancelled } from '../package/disk-problems.ts'
import { chunkBytes } from '../package/limits.ts'
import { renamePatiently } from '../package/patient-rename.ts'
import { writeAll } from '../package/pump.ts'
import { compareWritten, ReadBackDiffers, readBackWords } from '../package/read-back.ts'
import { needRoom, writeFailure } from '../package/target-disk.ts'
import { syncFolder } from '../store/durable-file.ts'
import { killPoint } from '../store/kill-points.ts'
import { refuseOwnStore } from '../store/person-file.ts'
import { type CarriedFile, carriedFiles } from './carried-files.ts'
import { savedName } from './given-up.ts'
import { databaseName, headName, manifestName, type OfficeHead, officeFormat, storeKeyName } from './office-head.ts'
import { type TapeEntry, tapeBlock, tapeBytes, tapeEnd, tapeHeader, tapePadding } from './tape.ts'

const minPassphrase = 8
type Entry = TapeEntry & { readonly from: { readonly path: string } | { readonly bytes: Buffer } }

export async function officeSize(ctx: HandlerContext): Promise<OfficeSize> {
  const files = await carriedFiles(ctx.store)
  const { databaseBytes, ...counts } = countOffice(ctx.store.database)
  return { ...counts, files: files.length, bytes: files.reduce((sum, { size }) => sum + size, databaseBytes) }
}

/**
 * Whole under its name, read back from the disk, or not there at all.
 * @throws Problem office.missing, office.example, keys.locked, keys.passphrase-weak, file.unwritable,
 *   package.target-missing, disk.full, moving.too-large, backup.failed, package.verify-failed, cancelled
 */
export async function saveOffice(
  ctx: HandlerContext,
  call: Call,
  { out, passphrase }: { out: string; passphrase: string },
): Promise<SavedOffice> {
  const own = await findOwnOffice(ctx.db)
  if (!own) throw new Problem('office.missing', {})
  if (ctx.example) throw new Problem('office.example', { officeName: own.name })
  if (ctx.vault.state === 'locked') throw new Problem('keys.locked', {})
  if ([...passphrase.trim()].length < minPassphrase)
    throw new Problem('keys.passphrase-weak', { minLength: minPassphrase })
  const folder = await stat(dirname(out)).catch(() => null)
  if (!folder?.isDirectory()) throw new Problem('package.target-missing', { path: dirname(out) })
  await refuseOwnStore(ctx.store, dirname(out))

  const copy = join(ctx.store.staging, `moving-${process.pid}-${ctx.now().getTime()}.sqlite`)
  const storeKey = ctx.vault.unprotectedKey()
  try {
    // Before the first page is copied: a full stick is told at once.
    const { bytes } = await officeSize(ctx)
    await tellRoom(out, bytes)
    const copied = await copyStore(ctx, call, copy)
    const database = await stat(copy)
    const carried = await carriedFiles(ctx.store)
    const entries = entriesOf(copy, database.size, storeKey, carried)
    const unpackedBytes = entries.reduce((sum, { size }) => sum + size, 0)
    const size = { ...copied.counts, files: carried.length, bytes: unpackedBytes }
    const savedAt = ctx.now()
    const head: OfficeHead = {
      format: officeFormat,
      officeId: own.officeId,
      officeName: own.name,
      deviceId: own.deviceId,
      savedAt: savedAt.toISOString(),
      appVersion: ctx.appVersion,
      storeVersion: copied.storeVersion,
      size,
      entries: entries.length,
      unpackedBytes,
      databaseBytes: database.size,
    }
    const tape = tapeOf(headEntry(head), entries, savedAt, call.signal)
    const written = await writeSealed(tape, { out, passphrase, total: unpackedBytes }, call)
    await ctx.write((trx) => saveSetting(trx, savedName, { at: head.savedAt, sha256: written.sha256 }))
    return { path: out, ...written, size }
  } finally {
    storeKey?.fill(0)
    for (const end of ['', '-journal', '-wal', '-shm']) await rm(copy + end, { force: true })
  }
}

/** @throws Problem disk.full, moving.too-large */
async function tellRoom(out: string, bytes: number): Promise<void> {
  try {
    await needRoom(out, { least: bytes, told: bytes, largest: { name: out, bytes } })
  } catch (error) {
    throw tooLarge(error, bytes)
  }
}

/** A package can be cut into volumes, an office file cannot: another sentence. */
function tooLarge(error: unknown, bytes: number): unknown {
  if (!(error instanceof Problem) || error.code !== 'package.file-too-large') return error
  return new Problem('moving.too-large', { bytes })
}

async function copyStore(ctx: HandlerContext, call: Call, copy: string) {
  const counts = await copyOnline(ctx.store.database, copy, () => throwIfCancelled(call.signal))
  const wrong = await checkCopy(copy, counts)
  if (wrong !== null) throw new Problem('backup.failed', { reason: wrong })
  return prepareOfficeCopy(copy)
}

function entriesOf(copy: string, bytes: number, storeKey: Buffer | null, carried: readonly CarriedFile[]): Entry[] {
  const database: Entry = { name: databaseName, size: bytes, from: { path: copy } }
  const key: Entry[] = storeKey ? [{ name: storeKeyName, size: storeKey.length, from: { bytes: storeKey } }] : []
  return [database, ...key, ...carried.map(({ name, size, path }) => ({ name, size, from: { path } }))]
}

function headEntry(head: OfficeHead): Entry {
  const bytes = Buffer.from(`${JSON.stringify(head, null, 2)}\n`)
  return { name: headName, size: bytes.length, from: { bytes } }
}

/** The tar as a stream: head, entries, manifest. A chunk is valid until the next one is asked for. */
async function* tapeOf(head: Entry, entries: readonly Entry[], at: Date, signal: AbortSignal): AsyncGenerator<Buffer> {
  const lines: string[] = []
  for (const entry of [head, ...entries]) {
    throwIfCancelled(signal)
    yield tapeHeader(entry, at)
    const hash = createHash('sha256')
    if ('bytes' in entry.from) {
      hash.update(entry.from.bytes)
      yield entry.from.bytes
    } else
      for await (const chunk of contentOf(entry.from.path, entry.size)) {
        hash.update(chunk)
        yield chunk
      }
    if (entry.size % tapeBlock > 0) yield tapePadding(entry.size)
    lines.push(`${hash.digest('hex')}  ${entry.name}\n`)
  }
  const manifest = Buffer.from(lines.join(''))
  yield tapeHeader({ name: manifestName, size: manifest.length }, at)
  yield Buffer.concat([manifest, tapePadding(manifest.length), tapeEnd()])
}

/** @throws Problem file.vanished, file.unreadable (also one that has another length by now) */
async function* contentOf(path: string, size: number): AsyncGenerator<Buffer> {
  const file = await open(path, 'r').catch((error: unknown) => Promise.reject(readProblem(error, path)))
  try {
    for (let at = 0; at < size; ) {
      // Memory of its own each time: the encryption still holds the one before.
      const chunk = Buffer.allocUnsafe(Math.min(chunkBytes, size - at))
      const { bytesRead } = await file
        .read(chunk, 0, chunk.length, at)
        .catch((error: unknown) => Promise.reject(readProblem(error, path)))
      if (bytesRead === 0) throw new Problem('file.unreadable', { path, reason: 'changed' })
      at += bytesRead
      yield chunk.subarray(0, bytesRead)
    }
  } finally {
    await file.close()
  }
}

async function writeSealed(
  tape: AsyncGenerator<Buffer>,
  { out, passphrase, total }: { out: string; passphrase: string; total: number },
  call: Call,
): Promise<{ bytes: number; sha256: string }> {
  const part = `${out}.part`
  const progress = (phase: string, done: number, of: number) =>
    // Writing and rereading are one bar of twice the length, so that it never runs backwards.
    call.progress({ phase, done: Math.min(done, 2 * of), total: 2 * of, unit: 'bytes' })
  try {
    const file = await open(part, constants.O_RDWR | constants.O_CREAT | constants.O_TRUNC, 0o600)
    const hash = createHash('sha256')
    let bytes = 0
    try {
      const sealed = await sealStreamWithPassphrase(streamFrom(tape), passphrase)
      for await (const chunk of chunksOf(sealed)) {
        throwIfCancelled(call.signal)
        hash.update(chunk)
        await writeAll(file, chunk, bytes)
        bytes += chunk.length
        progress('write', Math.min(bytes, total), total)
        killPoint('moving.save.mid-write')
      }
      await file.sync()
    } finally {
      await file.close()
    }
    const sha256 = hash.digest('hex')
    let reread = 0
    await compareWritten(part, [{ length: bytes, sha256 }], {
      signal: call.signal,
      onBytes: (more) => {
        reread += more
        progress('reread', total + Math.min(total, reread), total)
      },
    })
    killPoint('moving.save.before-rename')
    await renamePatiently(part, out, { before: () => throwIfCancelled(call.signal) })
    killPoint('moving.save.after-rename')
    await syncFolder(dirname(out))
    return { bytes, sha256 }
  } catch (error) {
    await rm(part, { force: true }).catch(() => undefined)
    if (error instanceof ReadBackDiffers)
      throw new Problem('package.verify-failed', { path: out, reason: readBackWords[error.kind] })
    throw tooLarge(await writeFailure(error, out, tapeBytes(total)), total)
  }
}

function streamFrom(chunks: AsyncGenerator<Buffer>): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await chunks.next()
        if (done) controller.close()
        else controller.enqueue(value)
      },
      async cancel() {
        await chunks.return(undefined)
      },
    },
    { highWaterMark: 1 },
  )
}

async function* chunksOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader()
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      yield value
    }
  } finally {
    await reader.cancel().catch(() => undefined)
  }
}
