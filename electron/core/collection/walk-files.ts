/** Files under what was dropped: no link is followed, nothing hidden is taken, a whole disk is refused early. */
import type { Dirent } from 'node:fs'
import { lstat, readdir } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { Problem } from '../../../shared/problems.ts'

export const maxCollectedFiles = 500
const maxDepth = 12
/** Entries that are looked at, hidden ones included: a folder of thumbnails ends the walk, too. */
const maxSeen = 20_000

export interface FoundFile {
  readonly path: string
  readonly name: string
  /** Folders from the dropped one down to the file's, as full paths; empty for a file that was dropped by itself. */
  readonly folders: readonly string[]
  readonly bytes: number
  readonly modifiedAt: number
}
export interface Passed {
  readonly path: string
  readonly why: 'link' | 'gone' | 'no-rights' | 'not-a-file' | 'too-deep'
}
export interface Walked {
  readonly files: FoundFile[]
  /** What stands there and is not read. */
  readonly passed: Passed[]
}

/** What systems and office programs put beside the files of people. */
const litter =
  /^(?:\..*|~\$.*|thumbs\.db|ehthumbs.*\.db|desktop\.ini|__macosx|\$recycle\.bin|.*\.(?:tmp|part|crdownload))$/iu
const shortcut = /\.(?:lnk|url|webloc|desktop)$/iu

/** @throws Problem collection.too-many, cancelled */
export async function walkFiles(paths: readonly string[], signal: AbortSignal): Promise<Walked> {
  const files = new Map<string, FoundFile>()
  const passed = new Map<string, Passed>()
  let seen = 0
  const pass = (path: string, why: Passed['why']): void => void passed.set(path, { path, why })
  const look = async (path: string, folders: readonly string[]): Promise<void> => {
    if (signal.aborted) throw new Problem('cancelled', {})
    if (files.has(path)) return
    const facts = await lstat(path).catch((error: unknown) => failureOf(error))
    if (typeof facts === 'string') return pass(path, facts)
    if (facts.isSymbolicLink() || shortcut.test(path)) return pass(path, 'link')
    if (facts.isDirectory()) return open(path, [...folders, path])
    if (!facts.isFile()) return pass(path, 'not-a-file')
    if (files.size >= maxCollectedFiles) throw new Problem('collection.too-many', { limit: maxCollectedFiles })
    files.set(path, { path, name: basename(path), folders, bytes: facts.size, modifiedAt: facts.mtimeMs })
  }
  const open = async (path: string, folders: readonly string[]): Promise<void> => {
    if (folders.length > maxDepth) return pass(path, 'too-deep')
    const listed = await readdir(path, { withFileTypes: true }).catch((error: unknown) => failureOf(error))
    if (typeof listed === 'string') return pass(path, listed)
    seen += listed.length
    if (seen > maxSeen) throw new Problem('collection.too-many', { limit: maxCollectedFiles })
    for (const entry of inOrder(listed)) if (!litter.test(entry.name)) await look(join(path, entry.name), folders)
  }
  // Of a folder and a file in it that were dropped together, the folder says more.
  for (const path of outermostFirst(paths)) await look(path, [])
  return { files: [...files.values()], passed: [...passed.values()] }
}

/** A person counts 第2个 before 第10个. */
const byName = new Intl.Collator('zh-CN', { numeric: true })
const inOrder = (entries: readonly Dirent[]): Dirent[] => [...entries].sort((a, b) => byName.compare(a.name, b.name))

function outermostFirst(paths: readonly string[]): string[] {
  const whole = [...new Set(paths.map((path) => resolve(path)))]
  const depth = (path: string): number => (dirname(path) === path ? 0 : path.split(/[\\/]/u).length)
  return whole.sort((a, b) => depth(a) - depth(b))
}

function failureOf(error: unknown): 'gone' | 'no-rights' {
  const code = error instanceof Error && 'code' in error ? error.code : ''
  return code === 'EACCES' || code === 'EPERM' ? 'no-rights' : 'gone'
}
