import type { Handlers } from './context.ts'

const notBuilt = (): never => {
  throw new Error('not built')
}

export const custodyHandlers = {
  'custody.show': async () => notBuilt(),
  'custody.printDocument': async () => notBuilt(),
  'custody.savePdf': async () => notBuilt(),
  'custody.complete': async () => notBuilt(),
} satisfies Partial<Handlers>
