import type { Handlers } from './context.ts'

const notBuilt = (): never => {
  throw new Error('not built')
}

export const deedsHandlers = {
  'deeds.list': async () => notBuilt(),
  'deeds.verify': async () => notBuilt(),
  'deeds.printDocument': async () => notBuilt(),
  'deeds.save': async () => notBuilt(),
} satisfies Partial<Handlers>
