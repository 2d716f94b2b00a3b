/** The core's end of both transports: a port per page of a utility process, or one pipe with envelopes of a fork. */
import type { FromCoreFrame, PageEnvelope, ToCoreFrame } from '../../shared/api/control.ts'
import type { CoreFrame } from '../../shared/api/protocol.ts'

/** A page, or main itself. What comes in is unchecked. */
export interface Caller {
  /** Throws when the frame holds something that cannot be sent. */
  post(frame: CoreFrame): void
  onFrame(listener: (frame: unknown) => void): void
  onClosed(listener: () => void): void
}

export interface Transport {
  post(frame: FromCoreFrame): void
  /** Frames of main itself. */
  onFrame(listener: (frame: Exclude<ToCoreFrame, PageEnvelope>) => void): void
  onPage(listener: (page: Caller) => void): void
  /** Main is gone: nobody is left to serve. */
  onGone(listener: () => void): void
}

/** As Electron's utility process has them; the core itself never imports Electron. */
interface ParentPort {
  postMessage(message: unknown): void
  on(event: 'message', listener: (message: { data: unknown; ports: PagePort[] }) => void): void
}
interface PagePort {
  postMessage(message: unknown): void
  on(event: 'message', listener: (message: { data: unknown }) => void): void
  on(event: 'close', listener: () => void): void
  start(): void
}

/** Null when this process was started by nobody who could talk to it. */
export function openTransport(): Transport | null {
  const parentPort = (process as { parentPort?: ParentPort }).parentPort
  if (parentPort) return overParentPort(parentPort)
  return process.send ? overPipe() : null
}

function overParentPort(parent: ParentPort): Transport {
  return {
    post: (frame) => parent.postMessage(frame),
    onFrame(listener) {
      parent.on('message', ({ data }) => {
        if (!isPageFrame(data)) listener(data as Exclude<ToCoreFrame, PageEnvelope>)
      })
    },
    onPage(listener) {
      parent.on('message', ({ data, ports }) => {
        const port = ports[0]
        if (!isPageFrame(data) || !port) return
        listener({
          post: (frame) => port.postMessage(frame),
          onFrame: (take) => port.on('message', (message) => take(message.data)),
          onClosed: (take) => port.on('close', take),
        })
        port.start()
      })
    },
    // A utility process ends with its parent.
    onGone: () => undefined,
  }
}

function overPipe(): Transport {
  const send = (frame: FromCoreFrame) => void process.send?.(frame, undefined, {}, () => undefined)
  return {
    post: send,
    onFrame(listener) {
      process.on('message', (message) => {
        if (!isPageFrame(message)) listener(message as Exclude<ToCoreFrame, PageEnvelope>)
      })
    },
    onPage(listener) {
      const pages = new Map<number, { frame: ((frame: unknown) => void)[]; closed: (() => void)[] }>()
      process.on('message', (message) => {
        if (!isPageFrame(message)) return
        const { page } = message
        const known = pages.get(page)
        if ('frame' in message) {
          for (const take of known?.frame ?? []) take(message.frame)
        } else if ('closed' in message) {
          pages.delete(page)
          for (const take of known?.closed ?? []) take()
        } else if (!known) {
          const fresh = { frame: [], closed: [] } as { frame: ((frame: unknown) => void)[]; closed: (() => void)[] }
          pages.set(page, fresh)
          listener({
            post: (frame) => send({ page, frame }),
            onFrame: (take) => void fresh.frame.push(take),
            onClosed: (take) => void fresh.closed.push(take),
          })
        }
      })
    },
    onGone: (listener) => void process.once('disconnect', listener),
  }
}

function isPageFrame(frame: unknown): frame is { page: number; frame?: unknown; open?: true; closed?: true } {
  return typeof frame === 'object' && frame !== null && 'page' in frame && typeof frame.page === 'number'
}
