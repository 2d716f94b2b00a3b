import type { Handlers } from './context.ts'

const notBuilt = (): never => {
  throw new Error('not built yet')
}

export const activitiesHandlers = {
  'activities.list': async () => notBuilt(),
  'activities.facets': async () => notBuilt(),
  'activities.board': async () => notBuilt(),
  'activities.calendar': async () => notBuilt(),
  'activities.open': async () => notBuilt(),
  'activities.create': async () => notBuilt(),
  'activities.save': async () => notBuilt(),
  'activities.edit': async () => notBuilt(),
  'activities.duplicate': async () => notBuilt(),
  'activities.remove': async () => notBuilt(),
  'activities.attach': async () => notBuilt(),
  'activities.detach': async () => notBuilt(),
  'activities.caption': async () => notBuilt(),
  'activities.changes': async () => notBuilt(),
  'activities.undo': async () => notBuilt(),
  'activities.redo': async () => notBuilt(),
  'activities.saveSheet': async () => notBuilt(),
} satisfies Partial<Handlers>
