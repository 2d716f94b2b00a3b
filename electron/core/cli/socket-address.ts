/** Where the socket of a running core is found, from the data folder alone. */
import { createHash } from 'node:crypto'
import { mkdirSync, statSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import path from 'node:path'

/** `sun_path` holds 108 bytes on Linux and 104 on macOS, with the closing NUL. */
const maxSocketPath = 100

/**
 * @param dataDir absolute path of the data folder
 * @returns a Unix socket inside the data folder (or, where that path is too long, inside a folder of the
 *   temporary folder that only this user may enter), a named pipe on Windows
 */
export function socketAddress(dataDir: string): string {
  const id = createHash('sha256').update(path.resolve(dataDir)).digest('hex').slice(0, 32)
  if (process.platform === 'win32') return `\\\\.\\pipe\\kexie-${id}`
  const inside = path.join(path.resolve(dataDir), 'core.sock')
  if (Buffer.byteLength(inside) <= maxSocketPath) return inside
  return path.join(tmpdir(), `kexie-${userInfo().uid}`, `${id}.sock`)
}

/** Makes the private folder of a socket outside the data folder; false when it belongs to somebody else. */
export function prepareSocketFolder(address: string, dataDir: string): boolean {
  if (process.platform === 'win32' || path.dirname(address) === path.resolve(dataDir)) return true
  const folder = path.dirname(address)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const info = statSync(folder)
  return info.uid === userInfo().uid && (info.mode & 0o077) === 0
}
