/** A file that a person named, on its way into the store: it may be on a stick, still be written, or go while it is read. */
import { stat, statfs } from 'node:fs/promises'
import { basename } from 'node:path'
import { Problem } from '../../../shared/problems.ts'
import { type FileStore, openSource, type StagedFile } from './attachment-store.ts'

/** Smaller ones are not worth a question about the disk. */
const bigBytes = 16 * 1024 * 1024
/** Left free: the store must be able to write its own pages. */
const spareBytes = 64 * 1024 * 1024

/** What tells one content of a path from another, without reading it. */
export interface SourceMark {
  readonly bytes: number
  readonly mtimeMs: number
  readonly inode: number
}

/** @throws Problem file.unreadable when it is missing, a folder, or may not be looked at */
export async function sourceMark(path: string): Promise<SourceMark> {
  try {
    const facts = await stat(path)
    if (!facts.isFile()) throw new Problem('file.unreadable', { path, reason: 'not-a-file' })
    return { bytes: facts.size, mtimeMs: facts.mtimeMs, inode: facts.ino }
  } catch (error) {
    if (error instanceof Problem) throw error
    throw new Problem('file.unreadable', { path, reason: codeOf(error) || 'unknown' })
  }
}

export interface TakeOptions {
  readonly sealed: boolean
  /** Whose key seals it. */
  readonly recordId: string
  readonly maxBytes: number
  readonly signal: AbortSignal
  /** As the file was when something else was read from it; null: nothing was. */
  readonly mark: SourceMark | null
  /** Where the store lies. */
  readonly dataDir: string
  onBytes(done: number, total: number): void
}

/**
 * Copies into staging in one pass. The caller puts it in place or drops it.
 * @throws Problem file.unreadable, file.vanished (moved, the stick was pulled), file.changed (still being written, or
 *   another file now), attachment.too-large, disk.full, cancelled. Nothing of it is left then.
 */
export async function takeIn(store: FileStore, path: string, options: TakeOptions): Promise<StagedFile> {
  const before = options.mark ?? (await sourceMark(path))
  const tooLarge = (bytes: number) =>
    new Problem('attachment.too-large', { fileName: basename(path), bytes, limit: options.maxBytes })
  if (before.bytes > options.maxBytes) throw tooLarge(before.bytes)
  await needSpace(options.dataDir, before.bytes)
  const { stream, bytes: total } = await openSource(path)
  let staged: StagedFile
  try {
    staged = await store.stage(stream, {
      sealed: options.sealed,
      recordId: options.recordId,
      maxBytes: options.maxBytes,
      onTooLarge: () => tooLarge(options.maxBytes + 1),
      signal: options.signal,
      onBytes: (done) => options.onBytes(done, total),
    })
  } catch (error) {
    // What fails in the middle of reading is a stick that was pulled, whatever the system calls it.
    if (isReadError(error)) throw new Problem('file.vanished', { path })
    if (codeOf(error) === 'ENOSPC' || codeOf(error) === 'EDQUOT')
      throw new Problem('disk.full', { path: options.dataDir, neededBytes: total })
    throw error
  }
  try {
    if (options.signal.aborted) throw new Problem('cancelled', {})
    await mustBeTheSame(path, before, staged.bytes)
  } catch (error) {
    await store.drop(staged)
    throw error
  }
  return staged
}

async function mustBeTheSame(path: string, before: SourceMark, copied: number): Promise<void> {
  const after = await stat(path).catch(() => null)
  if (!after) throw new Problem('file.vanished', { path })
  const same = after.size === before.bytes && after.mtimeMs === before.mtimeMs && after.ino === before.inode
  if (!same || copied !== before.bytes) throw new Problem('file.changed', { path })
}

/** Told before half an hour of copying, not after. @throws Problem disk.full */
async function needSpace(dataDir: string, bytes: number): Promise<void> {
  if (bytes < bigBytes) return
  const disk = await statfs(dataDir).catch(() => null)
  if (!disk) return
  const needed = bytes + spareBytes
  if (disk.bavail * disk.bsize < needed) throw new Problem('disk.full', { path: dataDir, neededBytes: needed })
}

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '')
/** The pipeline hands one error to all its streams: only the system call tells which side failed. */
const isReadError = (error: unknown): boolean =>
  error instanceof Error && 'syscall' in error && error.syscall === 'read'
