/** A package as anybody sees it: unpacked by the system's unzip, read as plain files. */
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

export interface Unzipped {
  readonly dir: string
  /** Paths inside the package. */
  readonly names: string[]
  readonly tagManifestDigest: string
  bytes(name: string): Buffer
  text(name: string): string
}

export function unzipPackage(file: string, dir: string): Unzipped {
  mkdirSync(dir, { recursive: true })
  execFileSync('unzip', ['-q', '-o', file, '-d', dir], { env: { ...process.env, LC_ALL: 'C.UTF-8' } })
  const names = readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(dir, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .sort()
  const bytes = (name: string): Buffer => readFileSync(path.join(dir, name))
  return {
    dir,
    names,
    tagManifestDigest: createHash('sha256').update(bytes('tagmanifest-sha256.txt')).digest('hex'),
    bytes,
    text: (name) => bytes(name).toString('utf8'),
  }
}
