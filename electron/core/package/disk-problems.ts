import { Problem } from '../../../shared/problems.ts'

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '')

/** Failure while reading one of our own sources. */
export function readProblem(error: unknown, path: string): Error {
  if (error instanceof Problem) return error
  const code = codeOf(error)
  if (code === 'ENOENT') return new Problem('file.vanished', { path })
  if (code !== '') return new Problem('file.unreadable', { path, reason: code })
  return error instanceof Error ? error : new Error(String(error))
}

/** Failure while writing. `neededBytes`: what the whole file takes, or null. */
export function writeProblem(error: unknown, path: string, neededBytes: number | null = null): Error {
  if (error instanceof Problem) return error
  const code = codeOf(error)
  if (code === 'ENOSPC' || code === 'EDQUOT') return new Problem('disk.full', { path, neededBytes })
  if (code === 'EFBIG')
    return new Problem('package.file-too-large', { fileName: path, bytes: neededBytes ?? 0, limit: 2 ** 32 - 1 })
  if (code === 'ENOENT' || code === 'ENOTDIR') return new Problem('package.target-missing', { path })
  if (code !== '') return new Problem('file.unwritable', { path, reason: code })
  return error instanceof Error ? error : new Error(String(error))
}

/** Throws Problem `cancelled` once the caller has given up. */
export function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new Problem('cancelled', {})
}
