/** The parts of the built application and whether their sources have changed since. Plain Node 20. */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { inRoot, outApp } from './paths.mjs'

const shared = [
  'shared',
  'package.json',
  'package-lock.json',
  'build/bundle.mjs',
  'build/node-bundle.mjs',
  'build/parts.mjs',
]

/** Sources of each part, relative to the project. */
export const parts = {
  core: { sources: ['electron/core', 'db', ...shared] },
  shell: { sources: ['electron/main', 'electron/preload', ...shared] },
  renderer: { sources: ['renderer', 'build/vite.config.mjs', ...shared] },
  // The packs are checked by the program's own rules.
  resources: { sources: ['resources', 'electron/core/notices', ...shared] },
}
/** @typedef {keyof typeof parts} Part */
export const allParts = /** @type {Part[]} */ (Object.keys(parts))

/** @param {Part} part */
export const stampFile = (part) => path.join(outApp, `.${part}.stamp`)

/** Changes whenever a source file appears, goes or is written. @param {Part} part */
export function fingerprint(part) {
  const hash = createHash('sha256')
  for (const source of parts[part].sources) addToHash(hash, source)
  return hash.digest('hex')
}

function addToHash(hash, relative) {
  const file = inRoot(relative)
  const info = statSync(file, { throwIfNoEntry: false })
  if (!info) return
  if (!info.isDirectory()) {
    hash.update(`${relative}\0${info.size}\0${info.mtimeMs}\n`)
    return
  }
  for (const name of readdirSync(file).sort()) addToHash(hash, `${relative}/${name}`)
}

/** @param {readonly Part[]} wanted @returns {Part[]} those that must be built again */
export function staleParts(wanted) {
  return wanted.filter((part) => {
    const stamp = stampFile(part)
    return !existsSync(stamp) || readFileSync(stamp, 'utf8') !== fingerprint(part)
  })
}
