import type { Handlers } from './context.ts'
import { notBuilt } from './not-built.ts'

export const returnsHandlers = {
  'queue.list': async () => notBuilt(),
  'queue.open': async () => notBuilt(),
  'queue.decide': async () => notBuilt(),
  'phrases.list': async () => notBuilt(),
  'phrases.save': async () => notBuilt(),
  'phrases.remove': async () => notBuilt(),
  'receipts.writeAll': async () => notBuilt(),
  'records.differences': async () => notBuilt(),
  'records.returns': async () => notBuilt(),
  'records.returnedByPhone': async () => notBuilt(),
  'records.undoReturn': async () => notBuilt(),
  'records.unlockReturn': async () => notBuilt(),
} satisfies Partial<Handlers>
