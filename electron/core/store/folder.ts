import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { Problem } from '../../../shared/problems.ts'

/** Absolute paths of everything in the store folder. */
export interface StorePaths {
  readonly dataDir: string
  readonly database: string
  readonly lock: string
  readonly attachments: string
  readonly documents: string
  readonly outbox: string
  /** Copies of packages that wait for a person, by the digest of their tag manifest. */
  readonly held: string
  /** Swept at each start under the lock: whatever lies here was never confirmed. */
  readonly staging: string
  readonly keys: string
  readonly logs: string
  readonly backups: string
}

export function storePaths(dataDir: string): StorePaths {
  const root = resolve(dataDir)
  return {
    dataDir: root,
    database: join(root, 'kexie.sqlite'),
    lock: join(root, 'store.lock'),
    attachments: join(root, 'attachments'),
    documents: join(root, 'documents'),
    outbox: join(root, 'outbox'),
    held: join(root, 'held'),
    staging: join(root, 'staging'),
    keys: join(root, 'keys'),
    logs: join(root, 'logs'),
    backups: join(root, 'backups'),
  }
}

/**
 * Makes the folders and proves that they can be written to.
 * @throws Problem store.on-network, store.read-only; ENOSPC as it is
 */
export function prepareFolder(paths: StorePaths): void {
  if (onNetwork(existingParent(paths.dataDir), readMounts(), process.platform))
    throw new Problem('store.on-network', { dataDir: paths.dataDir })
  try {
    mkdirSync(paths.dataDir, { recursive: true, mode: 0o700 })
    const { attachments, documents, outbox, held, staging, keys, logs, backups } = paths
    for (const folder of [attachments, documents, outbox, held, staging, keys, logs, backups]) {
      mkdirSync(folder, { recursive: true, mode: 0o700 })
    }
    probe(join(paths.staging, 'probe'))
    // Made here, so that only this user can read it wherever the folder lies; SQLite's other files take over its mode.
    closeSync(openSync(paths.database, existsSync(paths.database) ? 'r+' : 'w', 0o600))
  } catch (error) {
    if (isReadOnly(error) || !mayWrite(existingParent(paths.dataDir)))
      throw new Problem('store.read-only', { dataDir: paths.dataDir })
    throw error
  }
}

function probe(path: string): void {
  const handle = openSync(path, 'w', 0o600)
  try {
    writeSync(handle, 'x')
  } finally {
    closeSync(handle)
    rmSync(path, { force: true })
  }
}

function isReadOnly(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : ''
  return code === 'EROFS' || code === 'EACCES' || code === 'EPERM'
}

/** Making a folder on a read-only file system can fail with ENOENT, which says nothing. */
function mayWrite(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK)
    return true
  } catch {
    return false
  }
}

/** As writeDurable names them. */
const halfWritten = /^\..+\.[0-9a-f]{8}\.part$/

export function sweepStaging(paths: StorePaths): void {
  for (const name of readdirSync(paths.staging)) rmSync(join(paths.staging, name), { recursive: true, force: true })
  // What a power cut left of a small file that was being written (durable-file.ts).
  for (const folder of [paths.dataDir, paths.keys])
    for (const name of existsSync(folder) ? readdirSync(folder) : [])
      if (halfWritten.test(name)) rmSync(join(folder, name), { force: true })
}

/** Types of Linux file systems that lie on another machine. */
const networkTypes = /^(nfs\d?|cifs|smb\d?|smbfs|smb3|9p|afs|ncpfs|fuse\.(sshfs|davfs2?|rclone|gvfsd-fuse|smbnetfs))$/

/**
 * SQLite's locks do not hold on network folders (sqlite.org/faq.html#q5), so a store there could be torn by two PCs.
 * `path` absolute, without links; `mounts` in the form of /proc/mounts.
 */
export function onNetwork(path: string, mounts: string, platform: NodeJS.Platform): boolean {
  if (platform === 'win32') return /^(\\\\|\/\/)(?![.?]\\)/.test(path) || /^\\\\\?\\UNC\\/i.test(path)
  let best = { point: '', type: '' }
  for (const line of mounts.split('\n')) {
    const [, rawPoint, type] = line.split(' ')
    if (rawPoint === undefined || type === undefined) continue
    const point = rawPoint.replace(/\\([0-7]{3})/g, (_, octal: string) =>
      String.fromCharCode(Number.parseInt(octal, 8)),
    )
    const inside = point === '/' || path === point || path.startsWith(`${point}/`)
    // A later mount on the same point covers the earlier one.
    if (inside && point.length >= best.point.length) best = { point, type }
  }
  return networkTypes.test(best.type)
}

function readMounts(): string {
  try {
    return readFileSync('/proc/mounts', 'utf8')
  } catch {
    return ''
  }
}

function existingParent(path: string): string {
  let at = path
  while (!existsSync(at) && dirname(at) !== at) at = dirname(at)
  return realpathSync(at)
}
