import type { Handlers } from './context.ts'

const later = (): never => {
  throw new Error('not built yet')
}

export const collectionHandlers = {
  'collection.read': async () => later(),
  'collection.take': async () => later(),
  'collection.saveBlank': async () => later(),
} satisfies Partial<Handlers>
