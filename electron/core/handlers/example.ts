import type { PreparedExample } from '../../../shared/api/example.ts'
import { discardExample, exampleState, prepareExample } from '../example/example-store.ts'
import type { Handlers } from './context.ts'

/** Two impatient clicks make one example. By data folder: tests hold several stores in one process. */
const making = new Map<string, Promise<PreparedExample>>()

export const exampleHandlers = {
  'example.state': async (_input, ctx) => exampleState(ctx),
  'example.prepare': async (_input, ctx, call) => {
    // From inside an example there is no other one to open.
    if (ctx.example) return { dataDir: ctx.store.dataDir, made: false }
    const { dataDir } = ctx.store
    const running = making.get(dataDir) ?? prepareExample(ctx, call).finally(() => making.delete(dataDir))
    making.set(dataDir, running)
    return running
  },
  'example.discard': async (_input, ctx) => {
    await discardExample(ctx)
    return null
  },
} satisfies Partial<Handlers>
