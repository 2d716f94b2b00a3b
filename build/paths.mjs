/** Where things lie; every launcher starts here. Plain Node 20, no dependencies. */
import { existsSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = path.resolve(fileURLToPath(new URL('..', import.meta.url)))
export const modules = path.join(root, 'node_modules')
export const outApp = path.join(root, 'out', 'app')
/** Lives inside node_modules, so it goes when they go. */
export const cacheDir = path.join(modules, '.cache', 'kexie')

/** The Node 24 that the dependency `node` brings: tests, the bundler and the core run on it. */
export const node24 = path.join(modules, 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node')

/** @param {string} file relative to the project */
export const inRoot = (file) => path.join(root, file)
export const isInstalled = () => existsSync(node24)
