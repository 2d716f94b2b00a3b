import type { Handlers } from './context.ts'

const later = (): never => {
  throw new Error('not built yet')
}

export const authorizationsHandlers = {
  'authorizations.checklist': async () => later(),
  'authorizations.decide': async () => later(),
  'authorizations.printDocuments': async () => later(),
  'authorizations.savePdf': async () => later(),
} satisfies Partial<Handlers>
