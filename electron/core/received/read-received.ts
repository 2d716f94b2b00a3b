import { existsSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { Problem } from '../../../shared/problems.ts'
import { inThread } from './in-thread.ts'
import type { ReadingOrder } from './reading-thread.ts'
import type { ReadingAnswer, ReadingFailure, ReceivedText } from './received-text.ts'

export const maxReceivedBytes = 60 * 1024 * 1024
const maxMilliseconds = 20_000

export interface ReadingOptions {
  readonly resourcesDir: string
  readonly signal?: AbortSignal
  /** The name that a person knows the file by, where `path` is a copy of ours. */
  readonly fileName?: string
  /** Rows of tables too, and spreadsheets: for an old paper beside a form. */
  readonly tables?: boolean
  /** Milliseconds; for tests. */
  readonly timeout?: number
}

/**
 * The text of a PDF, docx, plain text or the bare fact that it is a picture, read in a thread of its own.
 * @throws Problem file.unreadable, received.empty, received.too-large, received.too-slow, received.too-much,
 * received.damaged, received.locked, received.type, received.other-program, cancelled
 */
export async function readReceived(path: string, options: ReadingOptions): Promise<ReceivedText> {
  const fileName = options.fileName ?? basename(path)
  const facts = await stat(path).catch(() => null)
  if (!facts?.isFile()) throw new Problem('file.unreadable', { path, reason: facts ? 'not-a-file' : 'ENOENT' })
  if (facts.size > maxReceivedBytes)
    throw new Problem('received.too-large', { fileName, bytes: facts.size, limit: maxReceivedBytes })
  const order: ReadingOrder = {
    path,
    cMapFolder: cMapFolder(options.resourcesDir),
    tables: options.tables ?? false,
  }
  const answer = await inThread<ReadingAnswer>({
    sourceDir: import.meta.dirname,
    name: 'reading-thread',
    order,
    timeout: options.timeout ?? maxMilliseconds,
    signal: options.signal,
    slow: () => new Problem('received.too-slow', { fileName }),
    tooMuch: () => new Problem('received.too-much', { fileName }),
    silent: () => new Problem('received.damaged', { fileName }),
  })
  if ('failure' in answer) throw failureProblem(answer.failure, fileName)
  return answer.read
}

function cMapFolder(resourcesDir: string): string {
  const shipped = join(resourcesDir, 'cmaps')
  return existsSync(shipped) ? shipped : join(import.meta.dirname, '../../../node_modules/pdfjs-dist/cmaps')
}

export function failureProblem(failure: ReadingFailure, fileName: string): Problem {
  switch (failure.why) {
    case 'empty':
      return new Problem('received.empty', { fileName })
    case 'damaged':
      return new Problem('received.damaged', { fileName })
    case 'locked':
      return new Problem('received.locked', { fileName })
    case 'too-much':
      return new Problem('received.too-much', { fileName })
    case 'unknown-type':
      return new Problem('received.type', { fileName })
    case 'other-program':
      return new Problem('received.other-program', { fileName, format: failure.format })
  }
}
