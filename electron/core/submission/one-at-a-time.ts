import type { HandlerContext } from '../handlers/context.ts'

const tails = new WeakMap<HandlerContext['db'], Promise<unknown>>()

/** Numbers of packages are read, composed and frozen by one call at a time; two would get the same number. */
export function oneAtATime<T>(ctx: Pick<HandlerContext, 'db'>, work: () => Promise<T>): Promise<T> {
  const run = (tails.get(ctx.db) ?? Promise.resolve()).then(work, work)
  tails.set(
    ctx.db,
    run.catch(() => undefined),
  )
  return run
}
