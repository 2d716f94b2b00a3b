import { constants } from 'node:fs'
import { type FileHandle, mkdir, open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Tee } from './check-bag.ts'
import { writeProblem } from './disk-problems.ts'
import { writeAll } from './pump.ts'

/** Payload that is not read as text is staged as `<staging>/<SHA-256>`: a digest is the only name that input can choose. */
export const isStaged = (path: string): boolean =>
  /^data\/(attachments|documents|personal|notice|evidence\/[^/]+\/data\/(attachments|documents))\//.test(path)
export const stagedPath = (stagingDir: string, sha256: string): string => join(stagingDir, sha256)

/** @throws Problem disk.full, file.unwritable */
async function openNew(stagingDir: string, path: string): Promise<FileHandle> {
  const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC | (constants.O_NOFOLLOW ?? 0)
  try {
    return await open(path, flags, 0o600)
  } catch (error) {
    if (!isMissing(error)) throw writeProblem(error, path)
  }
  // The folder is made for the first file, not for each.
  try {
    await mkdir(stagingDir, { recursive: true, mode: 0o700 })
    return await open(path, flags, 0o600)
  } catch (error) {
    throw writeProblem(error, path)
  }
}

const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT'

/** Writes one file into the private staging folder; it stays only if its digest is the expected one. Flushed. */
export async function stageFile(
  stagingDir: string,
  expected: string,
  staged: Map<string, string>,
): Promise<Tee | null> {
  if (staged.has(expected)) return null
  const path = stagedPath(stagingDir, expected)
  const file = await openNew(stagingDir, path)
  let at = 0
  let over = false
  const drop = async () => {
    await file.close().catch(() => undefined)
    await rm(path, { force: true }).catch(() => undefined)
  }
  return {
    async write(chunk) {
      try {
        await writeAll(file, chunk, at)
        at += chunk.length
      } catch (error) {
        over = true
        await drop()
        throw writeProblem(error, path)
      }
    },
    async done(sha256) {
      if (over) return
      over = true
      if (sha256 !== expected) return drop()
      try {
        await file.sync()
        await file.close()
      } catch (error) {
        await drop()
        throw writeProblem(error, path)
      }
      staged.set(expected, path)
    },
  }
}
