import { constants } from 'node:fs'
import { lstat, open, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { PackageFinding } from '../../../shared/problems.ts'
import { readProblem, throwIfCancelled } from './disk-problems.ts'
import { DamagedEntry, finding, hasError } from './findings.ts'
import { maxEntries } from './limits.ts'
import { pump } from './pump.ts'
import type { OpenedSource, SourceEntry } from './source.ts'

/** An unpacked package. Links are refused, so nothing outside the folder is ever read. */
export async function openFolder(root: string, signal?: AbortSignal): Promise<OpenedSource> {
  const findings: PackageFinding[] = []
  const entries: SourceEntry[] = []
  const folders: string[] = []
  const real = new Map<string, { disk: string; bytes: number }>()
  const queue: { path: string; disk: string }[] = [{ path: '', disk: root }]
  for (let at = 0; at < queue.length; at++) {
    throwIfCancelled(signal)
    const folder = queue[at]
    if (!folder) break
    const names = await readdir(folder.disk).catch((error: unknown) => Promise.reject(readProblem(error, folder.disk)))
    if (entries.length + queue.length + names.length > maxEntries + 1) {
      return { source: null, findings: [finding('folder.too-many-entries')] }
    }
    for (const name of names.sort()) {
      // macOS hands names out decomposed; the package speaks NFC.
      const path = `${folder.path}${folder.path === '' ? '' : '/'}${name.normalize('NFC')}`
      const disk = join(folder.disk, name)
      const facts = await lstat(disk).catch(() => null)
      if (facts === null) findings.push(finding('folder.unreadable', path))
      else if (facts.isSymbolicLink()) findings.push(finding('folder.link', path))
      else if (facts.isDirectory()) {
        queue.push({ path, disk })
        folders.push(path)
      } else if (facts.isFile()) {
        entries.push({ path, bytes: facts.size })
        real.set(path, { disk, bytes: facts.size })
      } else findings.push(finding('folder.special-file', path))
    }
  }
  if (hasError(findings)) return { source: null, findings }
  return {
    findings,
    source: {
      container: 'folder',
      entries,
      folders,
      bytesOf: (path) => real.get(path)?.bytes ?? null,
      async read(path, sink, readSignal) {
        const known = real.get(path)
        if (!known) throw new DamagedEntry('bag.missing-file', path)
        // Neither a link nor a pipe that took its place meanwhile.
        const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0)
        const file = await open(known.disk, flags).catch(() =>
          Promise.reject(new DamagedEntry('folder.unreadable', path)),
        )
        try {
          await pump(file, 0, null, sink, readSignal)
        } finally {
          await file.close()
        }
      },
      async close() {},
    },
  }
}
