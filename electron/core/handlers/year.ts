import type { Handlers } from './context.ts'

const notBuilt = (): never => {
  throw new Error('not built yet')
}

export const yearHandlers = {
  'year.printDocument': async () => notBuilt(),
  'year.savePdf': async () => notBuilt(),
  'year.saveDocx': async () => notBuilt(),
} satisfies Partial<Handlers>
