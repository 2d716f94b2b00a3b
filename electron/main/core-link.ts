/** The life of the core as main sees it: start, pages, its questions and ours, its end. */
import { MessageChannelMain, type WebContents } from 'electron'
import type { FromCoreFrame } from '../../shared/api/control.ts'
import type { AskFrame, EventFrame, ReplyFrame, StartFrame } from '../../shared/api/protocol.ts'
import { Problem, type ProblemData } from '../../shared/problems.ts'
import type { CoreProcess } from './core-process.ts'

export interface CoreLinkOptions {
  readonly launch: () => CoreProcess
  /** Asked for at each start: which store it is may have changed. */
  readonly start: StartFrame | (() => StartFrame)
  /** Answers `print.render`, `keys.protect`, …; a rejection reaches the core as a message. */
  readonly answer: (method: string, input: unknown) => Promise<unknown>
  readonly onReady: () => void
  readonly onStartFailed: (problem: ProblemData) => void
  /** The core died after it had been ready. */
  readonly onGone: () => void
}

type State = 'starting' | 'ready' | 'failed' | 'gone' | 'stopped'
type Waiting = { resolve: (value: unknown) => void; reject: (problem: Problem) => void }

/** A core that does not close its store within this time is killed; the store survives that by design. */
const stopLimitMs = 10_000

export class CoreLink {
  private core: CoreProcess | null = null
  private state: State = 'stopped'
  private failure: ProblemData | null = null
  private lastId = 0
  private lastPage = 0
  private readonly waiting = new Map<number, Waiting>()
  private readonly pages = new Set<WebContents>()
  private exited: Promise<void> = Promise.resolve()
  private readonly options: CoreLinkOptions

  constructor(options: CoreLinkOptions) {
    this.options = options
  }

  get pid(): number | undefined {
    return this.core?.pid
  }

  /** Why the last start failed; null while it has not. */
  get problem(): ProblemData | null {
    return this.failure
  }

  /** @param restore a copy to put in the place of a store that does not open */
  start(restore: string | null = null): void {
    const core = this.options.launch()
    this.core = core
    this.state = 'starting'
    this.failure = null
    core.onFrame((frame) => this.receive(core, frame))
    this.exited = new Promise((resolve) => {
      core.onExit(() => {
        resolve()
        if (this.core === core) this.ended()
      })
    })
    const { start } = this.options
    const frame = typeof start === 'function' ? start() : start
    core.post(restore === null ? frame : { start: { ...frame.start, restore } })
  }

  /** Gives a page a fresh port; without a core the port says at once what has happened. */
  connect(page: WebContents): void {
    if (!this.pages.has(page)) {
      this.pages.add(page)
      page.once('destroyed', () => this.pages.delete(page))
    }
    const { port1, port2 } = new MessageChannelMain()
    page.postMessage('kexie-port', null, [port1])
    if (this.core && (this.state === 'starting' || this.state === 'ready')) {
      this.core.join(++this.lastPage, port2)
      return
    }
    const event: EventFrame =
      this.state === 'failed' ? { event: 'start.failed', value: this.failure } : { event: 'core.gone', value: null }
    port2.postMessage(event)
    port2.on('message', () => port2.postMessage(event))
    port2.start()
  }

  /** Main's own call of a method. Rejects with the core's `Problem`, or `core.gone`. */
  call(method: string, input: unknown): Promise<unknown> {
    const core = this.core
    if (!core || (this.state !== 'starting' && this.state !== 'ready')) {
      return Promise.reject(new Problem('core.gone', {}))
    }
    const id = ++this.lastId
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject })
      core.post({ id, method, input })
    })
  }

  /** Nothing that was pending is repeated. Resolves when the new process has been started, not when it is ready. */
  async restart(): Promise<void> {
    await this.stop()
    this.start()
    for (const page of this.pages) this.connect(page)
  }

  /** A start from a copy, where the store does not open. While a core runs nothing happens: its pages ask it themselves. */
  async restoreBackup(id: string): Promise<void> {
    if (this.core) return
    this.start(id)
    for (const page of this.pages) this.connect(page)
  }

  /** Lets the core close its store; resolves when the process has ended. */
  async stop(): Promise<void> {
    const core = this.core
    if (!core) return
    this.core = null
    this.state = 'stopped'
    this.failWaiting()
    core.post({ stop: true })
    const timer = setTimeout(() => core.kill(), stopLimitMs)
    await this.exited
    clearTimeout(timer)
  }

  private receive(core: CoreProcess, frame: FromCoreFrame): void {
    if (this.core !== core) return
    if ('ask' in frame) void this.answer(core, frame)
    else if ('event' in frame) this.startEvent(frame)
    else if ('ok' in frame) this.settle(frame)
  }

  private startEvent(frame: EventFrame): void {
    if (frame.event === 'core.ready') {
      this.state = 'ready'
      this.options.onReady()
    } else if (frame.event === 'start.failed') {
      this.startFailed(frame.value as ProblemData)
    }
  }

  private startFailed(problem: ProblemData): void {
    this.state = 'failed'
    this.failure = problem
    this.core?.post({ stop: true })
    this.core = null
    this.failWaiting()
    this.options.onStartFailed(problem)
  }

  private settle(frame: ReplyFrame): void {
    const call = this.waiting.get(frame.id)
    this.waiting.delete(frame.id)
    if (frame.ok) call?.resolve(frame.value)
    else call?.reject(new Problem(frame.problem.code, frame.problem.details))
  }

  private async answer(core: CoreProcess, { ask, method, input }: AskFrame): Promise<void> {
    try {
      core.post({ answer: ask, ok: true, value: await this.options.answer(method, input) })
    } catch (error) {
      core.post({ answer: ask, ok: false, message: error instanceof Error ? error.message : String(error) })
    }
  }

  private ended(): void {
    const wasReady = this.state === 'ready'
    this.core = null
    this.state = 'gone'
    this.failWaiting()
    if (!wasReady) {
      this.startFailed({ code: 'internal', details: { logId: 'core-start' } })
      return
    }
    // A handed-over port died with the core: the news travels on a fresh one.
    for (const page of this.pages) this.connect(page)
    this.options.onGone()
  }

  private failWaiting(): void {
    for (const call of this.waiting.values()) call.reject(new Problem('core.gone', {}))
    this.waiting.clear()
  }
}
