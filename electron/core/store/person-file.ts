import { realpath, stat } from 'node:fs/promises'
import { dirname, isAbsolute, relative } from 'node:path'
import { Problem } from '../../../shared/problems.ts'
import { writeDurable } from './durable-file.ts'
import type { StorePaths } from './folder.ts'

type Store = Pick<StorePaths, 'dataDir'>

/**
 * A file of a person among our own could replace one of them, and is swept away at the next start.
 * @throws Problem file.unwritable
 */
export async function refuseOwnStore({ dataDir }: Store, folder: string): Promise<void> {
  const inside = relative(await realpath(dataDir), await realpath(folder))
  if (inside === '' || (!inside.startsWith('..') && !isAbsolute(inside)))
    throw new Problem('file.unwritable', { path: folder, reason: '这是本程序自己的数据文件夹' })
}

/**
 * Writes a file where a person asked for it; the one that was there is replaced only by a whole one.
 * @throws Problem file.unwritable (with the system's code, `no-folder`, or our own folder), disk.full
 */
export async function saveForPerson({ store }: { store: Store }, path: string, bytes: Uint8Array): Promise<void> {
  const folder = await stat(dirname(path)).catch(() => null)
  if (!folder?.isDirectory()) throw new Problem('file.unwritable', { path, reason: 'no-folder' })
  await refuseOwnStore(store, dirname(path))
  try {
    await writeDurable(path, bytes, 0o644)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    if (code === 'ENOSPC' || code === 'EDQUOT') throw new Problem('disk.full', { path, neededBytes: bytes.length })
    throw new Problem('file.unwritable', { path, reason: code })
  }
}
