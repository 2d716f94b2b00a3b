/**
 * One adapter over both ways of running the core: a utility process of Electron, or a plain Node where Electron's own
 * is too old for the SQLite binding (Node < 22).
 */
import { type ChildProcess, fork } from 'node:child_process'
import { type MessagePortMain, utilityProcess } from 'electron'
import type { FromCoreFrame, ToCoreFrame } from '../../shared/api/control.ts'

export interface CoreProcess {
  readonly kind: 'fork' | 'utility'
  readonly pid: number | undefined
  /** Frames posted after the exit are dropped. */
  post(frame: ToCoreFrame): void
  /** Joins a page's port to the core; from then on its frames pass unread. */
  join(page: number, port: MessagePortMain): void
  onFrame(listener: (frame: FromCoreFrame) => void): void
  /** Called once; with null when the process could not be started or was killed. */
  onExit(listener: (code: number | null) => void): void
  kill(): void
}

/**
 * V8 lets its nursery grow to tens of MiB before it looks at it; the core makes much short-lived garbage (JSON of up to
 * 20,000 records) and must stay under 200 MB. Unit: MiB per half.
 */
const coreFlags = ['--max-semi-space-size=4']

type Launch = { entry: string; nodePath: string; env: Record<string, string | undefined> }

export function launchCore(launch: Launch): CoreProcess {
  return Number.parseInt(process.versions.node, 10) >= 22 ? utilityCore(launch) : forkedCore(launch)
}

export function forkedCore({ entry, nodePath, env }: Launch): CoreProcess {
  const child: ChildProcess = fork(entry, [], {
    execPath: nodePath,
    execArgv: coreFlags,
    serialization: 'advanced',
    env: { ...process.env, ...env },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const pages = new Map<number, MessagePortMain>()
  const post = (frame: ToCoreFrame) => {
    // The callback takes the error of a pipe that closes in this very moment; the exit is reported on its own.
    if (child.connected) child.send(frame, () => undefined)
  }
  child.on('message', (message) => {
    const frame = message as FromCoreFrame
    if ('page' in frame) pages.get(frame.page)?.postMessage(frame.frame)
  })
  return {
    kind: 'fork',
    pid: child.pid,
    post,
    join(page, port) {
      pages.set(page, port)
      post({ page, open: true })
      port.on('message', (message) => post({ page, frame: message.data }))
      port.on('close', () => {
        pages.delete(page)
        post({ page, closed: true })
      })
      port.start()
    },
    onFrame(listener) {
      child.on('message', (message) => {
        const frame = message as FromCoreFrame
        if (!('page' in frame)) listener(frame)
      })
    },
    onExit(listener) {
      let told = false
      const tell = (code: number | null) => {
        if (!told) listener(code)
        told = true
      }
      child.on('exit', tell)
      child.on('error', () => tell(null))
    },
    kill: () => void child.kill('SIGKILL'),
  }
}

export function utilityCore({ entry, env }: Launch): CoreProcess {
  const child = utilityProcess.fork(entry, [], {
    serviceName: 'core',
    execArgv: coreFlags,
    stdio: 'inherit',
    env: { ...process.env, ...env } as Record<string, string>,
  })
  let alive = true
  let spawned = false
  const queue: (() => void)[] = []
  const whenSpawned = (work: () => void) => {
    if (!alive) return
    if (spawned) work()
    else queue.push(work)
  }
  child.once('spawn', () => {
    spawned = true
    for (const work of queue.splice(0)) work()
  })
  child.once('exit', () => {
    alive = false
  })
  return {
    kind: 'utility',
    get pid() {
      return child.pid
    },
    post: (frame) => whenSpawned(() => child.postMessage(frame)),
    join: (page, port) => whenSpawned(() => child.postMessage({ page, open: true } satisfies ToCoreFrame, [port])),
    onFrame: (listener) => void child.on('message', (frame: FromCoreFrame) => listener(frame)),
    onExit: (listener) => void child.once('exit', (code) => listener(code)),
    kill: () => void child.kill(),
  }
}
