import type { Handlers } from './context.ts'

const later = (): never => {
  throw new Error('not built yet')
}

export const forwardHandlers = {
  'packages.forward': async () => later(),
  'records.origin': async () => later(),
} satisfies Partial<Handlers>
