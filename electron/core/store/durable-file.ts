import { randomUUID } from 'node:crypto'
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { type FileHandle, open, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { killPoint } from './kill-points.ts'

/** Whole under its final name or not there at all: `.part`, flush, rename, flush of the folder. Replaces an older file. */
export async function writeDurable(path: string, bytes: Uint8Array, mode = 0o600): Promise<void> {
  // A name of its own: two writers of one target never share a half-written file.
  const part = join(dirname(path), `.${basename(path)}.${randomUUID().slice(0, 8)}.part`)
  const handle = await open(part, 'wx', mode)
  try {
    await handle.writeFile(bytes)
    await handle.sync()
  } catch (error) {
    await closeQuietly(handle)
    await rm(part, { force: true })
    throw error
  }
  await handle.close()
  killPoint('file.before-rename')
  try {
    await rename(part, path)
  } catch (error) {
    await rm(part, { force: true })
    throw error
  }
  await syncFolder(dirname(path))
}

export function writeDurableSync(path: string, bytes: Uint8Array, mode = 0o600): void {
  const part = `${path}.part`
  try {
    const handle = openSync(part, 'w', mode)
    try {
      writeSync(handle, bytes)
      fsyncSync(handle)
    } finally {
      closeSync(handle)
    }
    renameSync(part, path)
  } catch (error) {
    rmSync(part, { force: true })
    throw error
  }
  syncFolderSync(dirname(path))
}

/** Moves a flushed file to its final name, on the same file system. */
export async function moveDurable(from: string, to: string): Promise<void> {
  await rename(from, to)
  await syncFolder(dirname(to))
}

/** Flushes what another writer (SQLite) has written. */
export async function syncFile(path: string): Promise<void> {
  const handle = await open(path, 'r+')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Windows cannot flush a folder; its rename is journalled. */
export async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

function syncFolderSync(path: string): void {
  if (process.platform === 'win32') return
  const handle = openSync(path, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

async function closeQuietly(handle: FileHandle): Promise<void> {
  try {
    await handle.close()
  } catch {
    // The error that led here is the one to tell.
  }
}
