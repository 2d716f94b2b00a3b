import type { Handlers } from './context.ts'

const notBuilt = (): never => {
  throw new Error('not built yet')
}

export const photosHandlers = {
  'photos.check': async () => notBuilt(),
} satisfies Partial<Handlers>
