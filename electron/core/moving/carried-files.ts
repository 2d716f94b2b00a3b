/** What of the store folder goes into an office file besides the database: content by digest, packages, what is held. */
import { existsSync } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { StorePaths } from '../store/folder.ts'
import { carriedFolders, isCarriedName, numbersName } from './office-head.ts'
import type { TapeEntry } from './tape.ts'

export interface CarriedFile extends TapeEntry {
  readonly path: string
}

/** In a fixed order. Logs, copies of the store and the staging folder stay here; so does what is not of our making. */
export async function carriedFiles(paths: StorePaths): Promise<CarriedFile[]> {
  const files: CarriedFile[] = []
  for (const folder of carriedFolders) {
    const found = await readdir(paths[folder], { recursive: true, withFileTypes: true })
    const names = found
      .filter((entry) => entry.isFile())
      .map((entry) => [folder, ...relativeParts(paths[folder], entry.parentPath), entry.name].join('/'))
      .filter(isCarriedName)
      .sort()
    for (const name of names) {
      const path = join(paths.dataDir, ...name.split('/'))
      // A file that nobody names any more may go at any time; what the database names is missed when it is read.
      const facts = await stat(path).catch(() => null)
      if (facts) files.push({ name, path, size: facts.size })
    }
  }
  const numbers = join(paths.dataDir, numbersName)
  if (existsSync(numbers)) files.push({ name: numbersName, path: numbers, size: (await stat(numbers)).size })
  return files
}

const relativeParts = (root: string, folder: string): string[] =>
  folder
    .slice(root.length)
    .split(/[\\/]/)
    .filter((part) => part !== '')
