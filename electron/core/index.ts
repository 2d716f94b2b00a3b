/** The core as a process: waits for the start frame, opens the store, serves pages and main until it is told to stop. */
import { join } from 'node:path'
import { z } from 'zod'
import type { EventFrame, StartFrame } from '../../shared/api/protocol.ts'
import { Problem } from '../../shared/problems.ts'
import { createAsking } from './asking.ts'
import { serveSocket } from './cli/socket.ts'
import { createCore } from './core.ts'
import { type Caller, openTransport, type Transport } from './port.ts'
import { type Dispatch, serveCaller } from './serve.ts'
import { createLog, type Log } from './store/log.ts'

/** The first look at the clock comes when the start is over; a clerk who stays ten minutes a day gets a copy too. */
const firstTickMs = 60_000
const tickMs = 5 * 60_000

/** Time for the last frame to reach main when main does not answer it. */
const lingerMs = 3000

type Core = Awaited<ReturnType<typeof createCore>>

// What a schema finds wrong is read by a clerk.
z.config(z.locales.zhCN())

const transport = openTransport()
if (transport) run(transport)
else process.exitCode = 64

function run(main: Transport): void {
  let log: Log | null = null
  let opened: (core: Core | PromiseLike<Core>) => void = () => undefined
  /** Requests that come before the store is open wait for it; those after a failed start get its problem. */
  const opening = new Promise<Core>((resolve) => {
    opened = resolve
  })
  let begun = false
  const pages = new Set<Caller>()
  const asking = createAsking((frame) => main.post(frame))

  const dispatch: Dispatch = async (method, input, options) => (await opening).dispatch(method, input, options)
  const logError = (where: string, error: unknown) => log?.error(where, error) ?? ''
  /** A page learns no place on the disk: it plays by digest (main/scheme.ts). */
  const forPages: Dispatch = async (method, input, options) => {
    if (method === 'videos.place') throw new Problem('method.unknown', { method })
    return dispatch(method, input, options)
  }
  const emit = (event: string, value: unknown) => {
    for (const page of pages) page.post({ event, value } satisfies EventFrame)
  }

  const takeFromMain = serveCaller({ post: (frame) => main.post(frame) }, { dispatch, logError })

  function start({ start: given }: StartFrame): void {
    const { dataDir, resourcesDir, appVersion, fixedNow, restore = null } = given
    const now = () => new Date(fixedNow ?? Date.now())
    log = createLog(join(dataDir, 'logs'), now)
    begun = true
    opened(open({ dataDir, resourcesDir, appVersion, now, ask: asking.ask, emit, restore }))
    opening.then(
      (core) => {
        main.post({ event: 'core.ready', value: null })
        setTimeout(() => void core.tick(), firstTickMs).unref()
        setInterval(() => void core.tick(), tickMs).unref()
      },
      (problem: Problem) => {
        main.post({ event: 'start.failed', value: problem.toData() })
        setTimeout(() => process.exit(1), lingerMs)
      },
    )
  }

  /** Rejects with a `Problem` only. */
  async function open(options: Parameters<typeof createCore>[0]): Promise<Core> {
    try {
      const core = await createCore(options)
      // The command line finds the store taken and talks to us instead.
      const socket = await serveSocket(options.dataDir, core.dispatch, logError)
      return { ...core, close: () => socket.close().then(core.close) }
    } catch (error) {
      throw error instanceof Problem ? error : new Problem('internal', { logId: logError('start', error) })
    }
  }

  async function stop(): Promise<void> {
    const core = begun ? await opening.catch(() => null) : null
    await core?.close()
    process.exit(core ? 0 : 1)
  }

  main.onPage((page) => {
    pages.add(page)
    page.onFrame(serveCaller(page, { dispatch: forPages, logError }))
    page.onClosed(() => pages.delete(page))
  })
  main.onFrame((frame) => {
    if ('start' in frame) start(frame)
    else if ('stop' in frame) void stop()
    else if ('answer' in frame) asking.take(frame)
    else takeFromMain(frame)
  })
  main.onGone(() => void stop())
  // State after an unknown failure is unknown: the store is safe on the disk, so this process ends.
  process.on('uncaughtException', (error) => {
    logError('uncaught', error)
    process.exit(70)
  })
}
