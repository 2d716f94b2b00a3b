import { existsSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { Problem } from '../../../shared/problems.ts'
import type { ReadingOrder } from './reading-thread.ts'
import type { ReadingAnswer, ReadingFailure, ReceivedText } from './received-text.ts'

export const maxReceivedBytes = 60 * 1024 * 1024
const maxMilliseconds = 20_000
const maxHeapMegabytes = 640

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
  const answer = await inThread(
    { path, cMapFolder: cMapFolder(options.resourcesDir), tables: options.tables ?? false },
    fileName,
    options,
  )
  if ('failure' in answer) throw failureProblem(answer.failure, fileName)
  return answer.read
}

function inThread(order: ReadingOrder, fileName: string, options: ReadingOptions): Promise<ReadingAnswer> {
  const { signal } = options
  if (signal?.aborted) return Promise.reject(new Problem('cancelled', {}))
  return new Promise((resolve, reject) => {
    const thread = new Worker(threadFile(), {
      workerData: order,
      resourceLimits: { maxOldGenerationSizeMb: maxHeapMegabytes },
      // What a parser has to say about a file is nothing for the log: it may quote the file.
      stdout: true,
      stderr: true,
      execArgv: [],
      env: {},
    })
    const end = (settle: () => void): void => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', cancel)
      void thread.terminate()
      settle()
    }
    const cancel = (): void => end(() => reject(new Problem('cancelled', {})))
    const timer = setTimeout(
      () => end(() => reject(new Problem('received.too-slow', { fileName }))),
      options.timeout ?? maxMilliseconds,
    )
    signal?.addEventListener('abort', cancel, { once: true })
    thread.once('message', (answer: ReadingAnswer) => end(() => resolve(answer)))
    thread.once('error', (error: Error & { code?: string }) =>
      end(() =>
        reject(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? new Problem('received.too-much', { fileName }) : error),
      ),
    )
    thread.once('exit', () => end(() => reject(new Problem('received.damaged', { fileName }))))
  })
}

/** Beside the bundled core, or the source itself under plain Node. */
function threadFile(): string {
  const bundled = join(import.meta.dirname, 'reading-thread.mjs')
  return existsSync(bundled) ? bundled : join(import.meta.dirname, 'reading-thread.ts')
}

function cMapFolder(resourcesDir: string): string {
  const shipped = join(resourcesDir, 'cmaps')
  return existsSync(shipped) ? shipped : join(import.meta.dirname, '../../../node_modules/pdfjs-dist/cmaps')
}

function failureProblem(failure: ReadingFailure, fileName: string): Problem {
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
