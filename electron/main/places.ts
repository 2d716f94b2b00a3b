/** Where things lie at run time. `__dirname` is the folder of the built application. */
import { createHash } from 'node:crypto'
import path from 'node:path'
import { app } from 'electron'

// A plain Node cannot read inside app.asar: the core and its resources lie beside it in a packaged program.
const unpacked = __dirname.replace(/app\.asar(?=$|[\\/])/, 'app.asar.unpacked')

export const places = {
  renderer: path.join(__dirname, 'renderer'),
  preload: path.join(__dirname, 'preload.cjs'),
  core: path.join(unpacked, 'core.cjs'),
  resources: path.join(unpacked, 'resources'),
}

/**
 * The Node for the core of a runtime whose own is too old. A program that was packaged with such a runtime carries it
 * along and takes no other; with the official one the core runs inside Electron and nobody asks.
 */
export function nodePath(): string {
  const binary = process.platform === 'win32' ? 'node.exe' : 'node'
  if (app.isPackaged) return path.join(process.resourcesPath, 'node', binary)
  return process.env.KEXIE_NODE ?? path.join(app.getAppPath(), 'node_modules', 'node', 'bin', binary)
}

/**
 * `--data DIR` (or `--data=DIR`) or the user's own folder. Also keeps Chromium's files out of the store and apart per
 * store, so that two stores can be open at once. Call before `ready`.
 */
export function chooseFolders(argv: readonly string[]): { dataDir: string } {
  const profile = path.join(app.getPath('appData'), 'kexie-desk')
  const given = dataArgument(argv)
  const dataDir = given === undefined ? path.join(profile, 'store') : path.resolve(given)
  const apart = createHash('sha256').update(dataDir).digest('hex').slice(0, 12)
  app.setPath('userData', given === undefined ? profile : path.join(profile, 'windows', apart))
  return { dataDir }
}

function dataArgument(argv: readonly string[]): string | undefined {
  const joined = argv.find((word) => word.startsWith('--data='))
  if (joined) return joined.slice('--data='.length)
  const at = argv.indexOf('--data')
  return at === -1 ? undefined : argv[at + 1]
}
