/**
 * The packs that the program brings were read and checked when it was built, and what came out of it lies beside them.
 * A start compares the bytes of their files and need not check them again. Only for what we built ourselves: a pack
 * from anybody else is checked each time.
 */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { NoticePack } from '../../../shared/notice/pack.ts'

export interface CheckedPack {
  readonly pack: NoticePack
  /** SHA-256 of the pack's canonical JSON. */
  readonly digest: string
}

interface CheckedPacks {
  readonly format: 'kexie-checked-packs/1'
  /** Of names and bytes of all files. */
  readonly folder: string
  readonly packs: readonly CheckedPack[]
}

const indexOf = (root: string): string => `${root}.checked.json`

/** Null where nothing was written for exactly these files. */
export function readCheckedPacks(root: string): readonly CheckedPack[] | null {
  try {
    const found = JSON.parse(readFileSync(indexOf(root), 'utf8')) as Partial<CheckedPacks>
    if (found.format !== 'kexie-checked-packs/1' || found.folder !== folderDigest(root)) return null
    return found.packs ?? null
  } catch {
    return null
  }
}

/** For the build. @param packs all that are sound */
export function writeCheckedPacks(root: string, packs: readonly CheckedPack[]): void {
  const index: CheckedPacks = { format: 'kexie-checked-packs/1', folder: folderDigest(root), packs }
  writeFileSync(indexOf(root), JSON.stringify(index))
}

/** @throws Error where anything but files and folders lies there */
function folderDigest(root: string): string {
  const hash = createHash('sha256')
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true }).sort(byPlace)) {
    if (entry.isDirectory()) continue
    if (!entry.isFile()) throw new Error('a link')
    const file = path.join(entry.parentPath, entry.name)
    const bytes = readFileSync(file)
    hash.update(`${path.relative(root, file).split(path.sep).join('/')}\0${bytes.length}\0`).update(bytes)
  }
  return hash.digest('hex')
}

type Entry = { readonly parentPath: string; readonly name: string }
const placeOf = (entry: Entry): string => `${entry.parentPath}/${entry.name}`
const byPlace = (a: Entry, b: Entry): number => (placeOf(a) < placeOf(b) ? -1 : 1)
