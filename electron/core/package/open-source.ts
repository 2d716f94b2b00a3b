import { stat } from 'node:fs/promises'
import { Problem } from '../../../shared/problems.ts'
import { readProblem } from './disk-problems.ts'
import type { OpenedSource } from './source.ts'
import { openFolder } from './source-folder.ts'
import { openZip } from './source-zip.ts'

/** @throws Problem file.vanished, file.unreadable when `path` itself cannot be opened */
export async function openSource(path: string, signal?: AbortSignal): Promise<OpenedSource> {
  const facts = await stat(path).catch((error: unknown) => Promise.reject(readProblem(error, path)))
  // Opening a pipe would wait for whoever writes into it.
  if (!facts.isDirectory() && !facts.isFile()) throw new Problem('file.unreadable', { path, reason: 'not-a-file' })
  return facts.isDirectory() ? openFolder(path, signal) : openZip(path, signal)
}
