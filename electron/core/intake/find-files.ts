/** What lies under the dropped paths: files, and unpacked packages as one. No link is followed, nothing hidden is taken. */
import type { Dirent } from 'node:fs'
import { lstat, readdir } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { Problem } from '../../../shared/problems.ts'
import { throwIfCancelled } from '../package/disk-problems.ts'

export const maxIntakeFiles = 5000
const maxDepth = 12
/** Entries that are looked at, hidden ones included: a folder of thumbnails ends the walk, too. */
const maxSeen = 20_000

export interface FoundPath {
  readonly path: string
  readonly fileName: string
  /** Of a folder: 0. */
  readonly bytes: number
  readonly folder: boolean
}

/** What systems, office programs and half copies leave beside the files of people. */
const litter =
  /^(?:\..*|~\$.*|thumbs\.db|ehthumbs.*\.db|desktop\.ini|__macosx|\$recycle\.bin|system volume information|.*\.(?:tmp|part|crdownload|lnk))$/iu

/**
 * A dropped path that is not there (any more) stays in the list, to be told as such.
 * @throws Problem intake.too-many, intake.nothing, cancelled
 */
export async function findFiles(paths: readonly string[], signal: AbortSignal): Promise<FoundPath[]> {
  const found = new Map<string, FoundPath>()
  let seen = 0
  const add = (path: string, bytes: number, folder: boolean): void => {
    if (found.size >= maxIntakeFiles) throw new Problem('intake.too-many', { limit: maxIntakeFiles })
    found.set(path, { path, fileName: basename(path), bytes, folder })
  }
  const look = async (path: string, depth: number): Promise<void> => {
    throwIfCancelled(signal)
    if (found.has(path)) return
    const facts = await lstat(path).catch(() => null)
    if (facts === null) return add(path, 0, false)
    if (facts.isDirectory()) return open(path, depth)
    if (facts.isFile()) add(path, facts.size, false)
  }
  const open = async (path: string, depth: number): Promise<void> => {
    if (depth > maxDepth) return
    const entries: Dirent[] | null = await readdir(path, { withFileTypes: true }).catch(() => null)
    if (entries === null) return add(path, 0, true)
    seen += entries.length
    if (entries.some((entry) => entry.name === 'bagit.txt' && entry.isFile())) return add(path, 0, true)
    if (seen > maxSeen) throw new Problem('intake.too-many', { limit: maxIntakeFiles })
    for (const entry of [...entries].sort((a, b) => byName.compare(a.name, b.name)))
      if (!litter.test(entry.name) && !entry.isSymbolicLink()) await look(join(path, entry.name), depth + 1)
  }
  // The outer one first: of a folder and a file in it that were dropped together each file is found once.
  for (const path of [...new Set(paths.map((one) => resolve(one)))].sort((a, b) => a.length - b.length))
    await look(path, 0)
  if (found.size === 0) throw new Problem('intake.nothing', {})
  return [...found.values()]
}

/** A person counts 第2号 before 第10号. */
const byName = new Intl.Collator('zh-CN', { numeric: true })
