/** The only caller of the port: typed from the contract, with progress, cancel and events. */
import type { CoreEvents, MethodInput, MethodName, MethodOutput } from '../shared/api/contract.ts'
import type { CoreFrame, PageFrame, Progress } from '../shared/api/protocol.ts'
import { Problem, type ProblemData } from '../shared/problems.ts'

export type CallOptions = { signal?: AbortSignal; onProgress?: (progress: Progress) => void }

type Pending = {
  resolve: (value: unknown) => void
  reject: (problem: Problem) => void
  onProgress: ((progress: Progress) => void) | undefined
}
type Listener = (value: unknown) => void

const pending = new Map<number, Pending>()
const listeners = new Map<keyof CoreEvents, Set<Listener>>()
/** Calls made before the port is here wait in this line; it is emptied once. */
let waiting: PageFrame[] = []
let port: MessagePort | null = null
let gone = false
let lastId = 0

function send(frame: PageFrame): void {
  if (port) port.postMessage(frame)
  else waiting.push(frame)
}

function emit(event: keyof CoreEvents, value: unknown): void {
  for (const listener of listeners.get(event) ?? []) listener(value)
}

function failAll(): void {
  gone = true
  const calls = [...pending.values()]
  pending.clear()
  waiting = []
  for (const call of calls) call.reject(new Problem('core.gone', {}))
}

function receive(frame: CoreFrame): void {
  if ('event' in frame) {
    if (frame.event === 'core.gone' || frame.event === 'start.failed') failAll()
    emit(frame.event as keyof CoreEvents, frame.value)
    return
  }
  const call = pending.get(frame.id)
  if (!call) return
  if ('progress' in frame) {
    call.onProgress?.(frame.progress)
    return
  }
  pending.delete(frame.id)
  if (frame.ok) call.resolve(frame.value)
  else call.reject(new Problem(frame.problem.code, frame.problem.details))
}

/** Ends the old port. What was sent on it gets no answer any more; what still waits goes to the next one. */
function drop(): void {
  if (!port) return
  port.close()
  port = null
  const kept = new Set(waiting.map((frame) => ('id' in frame ? frame.id : frame.cancel)))
  for (const [id, call] of [...pending]) {
    if (kept.has(id)) continue
    pending.delete(id)
    call.reject(new Problem('core.gone', {}))
  }
}

/** Takes a fresh port, after the start and after each restart of the core. */
function adopt(fresh: MessagePort): void {
  drop()
  port = fresh
  gone = false
  fresh.onmessage = (message: MessageEvent<CoreFrame>) => receive(message.data)
  for (const frame of waiting.splice(0)) fresh.postMessage(frame)
}

/** Calls that no answer has come to yet. */
export const callsUnderWay = (): number => pending.size

/** Asks main for the port; calls made meanwhile are sent when it arrives. */
export function connectCore(): void {
  window.addEventListener('message', (message) => {
    const fresh = message.ports[0]
    if (message.source === window && message.data === 'kexie-port' && fresh) adopt(fresh)
  })
  void window.kexie.connect()
}

/** Brings the core back after `core.gone`. Nothing that was pending is repeated: the person decides. */
export async function restartCore(): Promise<void> {
  drop()
  gone = false
  await window.kexie.restartCore()
}

/**
 * Calls the core. Rejects with a `Problem` only: an expected one, `internal`, `cancelled` (the signal was aborted
 * and the core has cleaned up) or `core.gone`.
 */
export function call<M extends MethodName>(
  method: M,
  input: MethodInput<M>,
  options: CallOptions = {},
): Promise<MethodOutput<M>> {
  if (gone) return Promise.reject(new Problem('core.gone', {}))
  if (options.signal?.aborted) return Promise.reject(new Problem('cancelled', {}))
  const id = ++lastId
  return new Promise<MethodOutput<M>>((resolve, reject) => {
    const cancel = () => send({ cancel: id })
    const done = () => options.signal?.removeEventListener('abort', cancel)
    pending.set(id, {
      resolve: (value) => {
        done()
        resolve(value as MethodOutput<M>)
      },
      reject: (problem) => {
        done()
        reject(problem)
      },
      onProgress: options.onProgress,
    })
    options.signal?.addEventListener('abort', cancel, { once: true })
    send({ id, method, input })
  })
}

/** After a restart of the core every page that is open reads again. */
export function rereadAll(): void {
  const domains: CoreEvents['data.changed']['domain'][] = [
    'notices',
    'records',
    'packages',
    'tasks',
    'backups',
    'activities',
  ]
  for (const domain of domains) emit('data.changed', { domain })
}

/** Returns the function that ends the subscription. */
export function subscribe<E extends keyof CoreEvents>(event: E, listener: (value: CoreEvents[E]) => void): () => void {
  const set = listeners.get(event) ?? new Set<Listener>()
  listeners.set(event, set)
  const entry = listener as Listener
  set.add(entry)
  return () => set.delete(entry)
}

/** Whatever was thrown, as data that the wording of problems can read. */
export function problemOf(thrown: unknown): ProblemData {
  if (thrown instanceof Problem) return thrown.toData()
  console.error(thrown)
  return { code: 'internal', details: { logId: '' } }
}
