import type { Handlers } from './context.ts'

const notBuilt = (): never => {
  throw new Error('not built')
}

export const movingHandlers = {
  'moving.size': async () => notBuilt(),
  'moving.save': async () => notBuilt(),
  'moving.inspect': async () => notBuilt(),
  'moving.take': async () => notBuilt(),
} satisfies Partial<Handlers>
