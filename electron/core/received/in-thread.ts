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

/**
 * Threads for many files, one file after the other: starting one takes longer than reading a list. One that met a file it
 * could not read is not used again. Only for threads that answer orders as long as they come (see answer-orders.ts).
 */
export class ThreadLane {
  readonly #waiting = new Map<string, Worker>()
  #closed = false

  take(name: string): Worker | undefined {
    const thread = this.#waiting.get(name)
    this.#waiting.delete(name)
    if (thread) quiet(thread)
    return thread
  }

  keep(name: string, thread: Worker): void {
    quiet(thread)
    if (this.#closed) {
      void thread.terminate()
      return
    }
    const gone = (): void => {
      if (this.#waiting.get(name) === thread) this.#waiting.delete(name)
    }
    thread.once('error', gone)
    thread.once('exit', gone)
    this.#waiting.set(name, thread)
  }

  close(): void {
    this.#closed = true
    const threads = [...this.#waiting.values()]
    this.#waiting.clear()
    for (const thread of threads) void thread.terminate()
  }
}

/** By name: a thread whose own listeners go, too, is never woken for a message again. */
function quiet(thread: Worker): void {
  for (const event of ['message', 'error', 'exit', 'online']) thread.removeAllListeners(event)
}

export async function withLane<T>(work: (lane: ThreadLane) => Promise<T>): Promise<T> {
  const lane = new ThreadLane()
  try {
    return await work(lane)
  } finally {
    lane.close()
  }
}

/**
 * The thread's one message; in a lane its next.
 * @throws Problem cancelled, and as the plan says
 */
export function inThread<T>(plan: ThreadPlan, lane?: ThreadLane): Promise<T> {
  const { signal } = plan
  if (signal?.aborted) return Promise.reject(new Problem('cancelled', {}))
  return new Promise((resolve, reject) => {
    const waiting = lane?.take(plan.name)
    const thread = waiting ?? newThread(plan)
    let over = false
    const end = (settle: () => void, sound = false): void => {
      if (over) return
      over = true
      clearTimeout(timer)
      signal?.removeEventListener('abort', cancel)
      if (lane && sound) lane.keep(plan.name, thread)
      else void thread.terminate()
      settle()
    }
    const cancel = (): void => end(() => reject(new Problem('cancelled', {})))
    const endAfter = (milliseconds: number): NodeJS.Timeout =>
      setTimeout(() => end(() => reject(plan.slow())), milliseconds)
    let timer = endAfter(waiting ? plan.timeout : Math.max(plan.timeout, maxStartMilliseconds))
    thread.once('online', () => {
      if (over) return
      clearTimeout(timer)
      timer = endAfter(plan.timeout)
    })
    signal?.addEventListener('abort', cancel, { once: true })
    thread.once('message', (answer: T) => end(() => resolve(answer), !isFailure(answer)))
    // Every one of them: an error that nobody hears ends the core.
    thread.on('error', (error: Error & { code?: string }) =>
      end(() => reject(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? plan.tooMuch() : error)),
    )
    thread.once('exit', () => end(() => reject(plan.silent())))
    waiting?.postMessage(plan.order)
  })
}

const isFailure = (answer: unknown): boolean =>
  typeof answer !== 'object' || answer === null || Object.hasOwn(answer, 'failure')

function newThread(plan: ThreadPlan): Worker {
  return new Worker(threadFile(plan), {
    workerData: plan.order,
    resourceLimits: { maxOldGenerationSizeMb: plan.maxHeapMegabytes ?? usualHeapMegabytes },
    // What a parser has to say about a file is nothing for the log: it may quote the file.
    stdout: true,
    stderr: true,
    execArgv: [],
    env: {},
  })
}

/** Beside the bundled core, or the source itself under plain Node. */
function threadFile({ sourceDir, name }: ThreadPlan): string {
  const bundled = join(import.meta.dirname, `${name}.mjs`)
  return existsSync(bundled) ? bundled : join(sourceDir, `${name}.ts`)
}
