import type { Handlers } from './context.ts'

const notBuilt = (): never => {
  throw new Error('not built')
}

export const manualHandlers = {
  'manual.entries': async () => notBuilt(),
  'manual.page': async () => notBuilt(),
  'manual.search': async () => notBuilt(),
  'manual.printDocument': async () => notBuilt(),
  'manual.savePdf': async () => notBuilt(),
} satisfies Partial<Handlers>
