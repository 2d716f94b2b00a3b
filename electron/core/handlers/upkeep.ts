import type { Handlers } from './context.ts'

const notBuilt = (): never => {
  throw new Error('not built')
}

export const upkeepHandlers = {
  'upkeep.selfTest': async () => notBuilt(),
  'upkeep.supportPreview': async () => notBuilt(),
  'upkeep.saveSupport': async () => notBuilt(),
} satisfies Partial<Handlers>
