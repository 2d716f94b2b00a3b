import type { Handlers } from './context.ts'
import { notBuilt } from './not-built.ts'

export const intakeHandlers = {
  'intake.list': async () => notBuilt(),
  'intake.start': async () => notBuilt(),
  'intake.open': async () => notBuilt(),
  'intake.run': async () => notBuilt(),
  'intake.pause': async () => notBuilt(),
  'intake.held': async () => notBuilt(),
  'intake.conflicts': async () => notBuilt(),
  'intake.decide': async () => notBuilt(),
  'intake.rivals': async () => notBuilt(),
} satisfies Partial<Handlers>
