import { stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Problem } from '../../../shared/problems.ts'
import { writeDurable } from './durable-file.ts'

/**
 * Writes a file where a person asked for it; the one that was there is replaced only by a whole one.
 * @throws Problem file.unwritable (with the system's code, or `no-folder`), disk.full
 */
export async function saveForPerson(path: string, bytes: Uint8Array): Promise<void> {
  const folder = await stat(dirname(path)).catch(() => null)
  if (!folder?.isDirectory()) throw new Problem('file.unwritable', { path, reason: 'no-folder' })
  try {
    await writeDurable(path, bytes, 0o644)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    if (code === 'ENOSPC' || code === 'EDQUOT') throw new Problem('disk.full', { path, neededBytes: bytes.length })
    throw new Problem('file.unwritable', { path, reason: code })
  }
}
