/** A file from outside is taken apart in a thread of its own, with a limit of time and of memory. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { Problem } from '../../../shared/problems.ts'

const usualHeapMegabytes = 640
/** A machine that is busy may need some time before the thread runs at all. */
const maxStartMilliseconds = 20_000

export interface ThreadPlan {
  /** Folder of the thread's source, and its name without an ending. */
  readonly sourceDir: string
  readonly name: string
  readonly order: unknown
  /** Milliseconds from when the thread runs. */
  readonly timeout: number
  readonly maxHeapMegabytes?: number
  readonly signal: AbortSignal | undefined
  /** What to throw when it takes too long, needs too much memory, or ends without a word. */
  readonly slow: () => Error
  readonly tooMuch: () => Error
  readonly silent: () => Error
}

/** The thread's one message. @throws Problem cancelled, and as the plan says */
export function inThread<T>(plan: ThreadPlan): Promise<T> {
  const { signal } = plan
  if (signal?.aborted) return Promise.reject(new Problem('cancelled', {}))
  return new Promise((resolve, reject) => {
    const thread = new Worker(threadFile(plan), {
      workerData: plan.order,
      resourceLimits: { maxOldGenerationSizeMb: plan.maxHeapMegabytes ?? usualHeapMegabytes },
      // What a parser has to say about a file is nothing for the log: it may quote the file.
      stdout: true,
      stderr: true,
      execArgv: [],
      env: {},
    })
    let over = false
    const end = (settle: () => void): void => {
      over = true
      clearTimeout(timer)
      signal?.removeEventListener('abort', cancel)
      void thread.terminate()
      settle()
    }
    const cancel = (): void => end(() => reject(new Problem('cancelled', {})))
    const endAfter = (milliseconds: number): NodeJS.Timeout =>
      setTimeout(() => end(() => reject(plan.slow())), milliseconds)
    let timer = endAfter(Math.max(plan.timeout, maxStartMilliseconds))
    thread.once('online', () => {
      if (over) return
      clearTimeout(timer)
      timer = endAfter(plan.timeout)
    })
    signal?.addEventListener('abort', cancel, { once: true })
    thread.once('message', (answer: T) => end(() => resolve(answer)))
    thread.once('error', (error: Error & { code?: string }) =>
      end(() => reject(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? plan.tooMuch() : error)),
    )
    thread.once('exit', () => end(() => reject(plan.silent())))
  })
}

/** Beside the bundled core, or the source itself under plain Node. */
function threadFile({ sourceDir, name }: ThreadPlan): string {
  const bundled = join(import.meta.dirname, `${name}.mjs`)
  return existsSync(bundled) ? bundled : join(sourceDir, `${name}.ts`)
}
