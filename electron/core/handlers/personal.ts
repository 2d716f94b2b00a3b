import type { Handlers } from './context.ts'

const later = (): never => {
  throw new Error('not built yet')
}

export const personalHandlers = {
  'personal.reveal': async () => later(),
  'personal.reveals': async () => later(),
  'personal.purgePreview': async () => later(),
  'personal.purge': async () => later(),
  'personal.purges': async () => later(),
  'personal.purgeDocument': async () => later(),
  'personal.savePurgePdf': async () => later(),
} satisfies Partial<Handlers>
