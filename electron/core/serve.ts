/** Serves the frames of one caller: requests, cancellations, progress. Malformed frames are answered or dropped. */
import type { Progress } from '../../shared/api/protocol.ts'
import { Problem, type ProblemData } from '../../shared/problems.ts'
import type { Caller } from './port.ts'

export type Dispatch = (
  method: string,
  input: unknown,
  options: { signal: AbortSignal; progress: (progress: Progress) => void },
) => Promise<unknown>

export interface ServeOptions {
  readonly dispatch: Dispatch
  /** Logs what nobody expected; returns the log id that the caller is told. */
  readonly logError: (where: string, error: unknown) => string
}

/** Returns what takes a frame of this caller; use it for callers whose frames arrive in other ways. */
export function serveCaller(
  caller: Pick<Caller, 'post'>,
  { dispatch, logError }: ServeOptions,
): (frame: unknown) => void {
  const running = new Map<number, AbortController>()

  const refuse = (id: number, problem: ProblemData) => caller.post({ id, ok: false, problem })
  const unexpected = (id: number, method: string, error: unknown) =>
    refuse(id, { code: 'internal', details: { logId: logError(method, error) } })

  async function answer(id: number, method: string, input: unknown): Promise<void> {
    const abort = new AbortController()
    running.set(id, abort)
    try {
      const value = await dispatch(method, input, {
        signal: abort.signal,
        progress: (progress) => caller.post({ id, progress }),
      })
      // Throws on a value that cannot be sent: a fault of ours, told like any other.
      caller.post({ id, ok: true, value: value ?? null })
    } catch (error) {
      if (error instanceof Problem) refuse(id, error.toData())
      else unexpected(id, method, error)
    } finally {
      running.delete(id)
    }
  }

  return (frame) => {
    if (typeof frame !== 'object' || frame === null) return
    if ('cancel' in frame && typeof frame.cancel === 'number') {
      running.get(frame.cancel)?.abort()
      return
    }
    if (!('id' in frame) || typeof frame.id !== 'number' || !Number.isSafeInteger(frame.id)) return
    const method = 'method' in frame && typeof frame.method === 'string' ? frame.method : ''
    if (running.has(frame.id)) {
      // An answer could not be told from that of the first request.
      logError('serve', new Error('duplicate id'))
      return
    }
    void answer(frame.id, method, 'input' in frame ? frame.input : undefined)
  }
}
