/** What the disk that a package goes to can hold, told before the first byte. */
import { statfs } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Problem } from '../../../shared/problems.ts'
import { writeProblem } from './disk-problems.ts'

export interface TargetDisk {
  /** For us, in bytes; null where the file system does not say. */
  readonly freeBytes: number | null
  /** Largest single file; null: none that matters, or not told. */
  readonly fileLimit: number | null
}

/** FAT32 counts the length of a file in 32 bits. */
export const fat32FileLimit = 2 ** 32 - 1
/** Linux' MSDOS_SUPER_MAGIC; exFAT (0x2011bab0) has no such limit. Windows tells no type: there the writing itself tells. */
const fatType = 0x4d44

export const fileLimitOf = (type: number): number | null => (type === fatType ? fat32FileLimit : null)

/** Never throws: a disk that does not say is simply tried. */
export async function targetDisk(folder: string): Promise<TargetDisk> {
  const facts = await statfs(folder).catch(() => null)
  if (!facts || facts.blocks === 0) return { freeBytes: null, fileLimit: null }
  return { freeBytes: facts.bavail * facts.bsize, fileLimit: fileLimitOf(facts.type) }
}

/**
 * Tells a full stick, or a file that it cannot hold, before minutes of writing.
 * @param target file or folder that is to be made
 * @param least bytes that it takes at least; `told` is the number that the person reads
 * @param largest the largest single file in bytes, at least
 * @throws Problem disk.full, package.file-too-large
 */
export async function needRoom(
  target: string,
  { least, told, largest }: { least: number; told: number; largest: { name: string; bytes: number } },
): Promise<void> {
  const { freeBytes, fileLimit } = await targetDisk(dirname(target))
  if (fileLimit !== null && largest.bytes > fileLimit)
    throw new Problem('package.file-too-large', { fileName: largest.name, bytes: largest.bytes, limit: fileLimit })
  if (freeBytes !== null && freeBytes < least) throw new Problem('disk.full', { path: target, neededBytes: told })
}

/** A disk that says full with this much free is not: the file has reached the longest that it can be. */
const clearlyFree = 64 * 1024 * 1024

/** As writeProblem; Windows calls a file that grew too long for FAT32 a full disk. */
export async function writeFailure(error: unknown, path: string, neededBytes: number): Promise<Error> {
  const problem = writeProblem(error, path, neededBytes)
  if (!(problem instanceof Problem) || problem.code !== 'disk.full' || neededBytes <= fat32FileLimit) return problem
  const { freeBytes } = await targetDisk(dirname(path))
  if (freeBytes === null || freeBytes < clearlyFree) return problem
  return new Problem('package.file-too-large', { fileName: path, bytes: neededBytes, limit: fat32FileLimit })
}
