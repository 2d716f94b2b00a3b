import type { Handlers } from './context.ts'

const notBuilt = (): never => {
  throw new Error('not built yet')
}

export const tablesHandlers = {
  'tables.read': async () => notBuilt(),
  'tables.preview': async () => notBuilt(),
  'tables.take': async () => notBuilt(),
  'tables.correctionDocument': async () => notBuilt(),
  'tables.saveCorrection': async () => notBuilt(),
  'tables.saveBlank': async () => notBuilt(),
  'tables.readFile': async () => notBuilt(),
} satisfies Partial<Handlers>
