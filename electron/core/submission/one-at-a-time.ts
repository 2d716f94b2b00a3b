import { Problem } from '../../../shared/problems.ts'
import type { Call, HandlerContext } from '../handlers/context.ts'

/**
 * `number`: numbers of packages are read, composed and frozen; two at once would get the same one.
 * `send`: from the choice of records to the written file; a second export would give up what the first one is writing.
 * `receive`: from the verification to the rows; two packages under one number would both be found good.
 * A call of `send` may wait for `number` inside, never the other way round.
 */
export type Queue = 'number' | 'send' | 'receive'

const tails = new WeakMap<HandlerContext['db'], Map<Queue, Promise<unknown>>>()

/**
 * Runs `work` when every earlier work of the same queue has ended, well or badly.
 * @throws Problem cancelled at once while it waits; `work` is then never begun
 */
export function oneAtATime<T>(
  ctx: Pick<HandlerContext, 'db'>,
  queue: Queue,
  { signal }: Pick<Call, 'signal'>,
  work: () => Promise<T>,
): Promise<T> {
  const queues = tails.get(ctx.db) ?? new Map<Queue, Promise<unknown>>()
  tails.set(ctx.db, queues)
  return new Promise((resolve, reject) => {
    let begun = false
    const giveUp = (): void => {
      if (!begun) reject(new Problem('cancelled', {}))
    }
    const begin = async (): Promise<void> => {
      signal.removeEventListener('abort', giveUp)
      if (signal.aborted) return giveUp()
      begun = true
      await work().then(resolve, reject)
    }
    signal.addEventListener('abort', giveUp)
    queues.set(queue, (queues.get(queue) ?? Promise.resolve()).then(begin))
  })
}
