import type { Handlers } from './context.ts'
import { notBuilt } from './not-built.ts'

export const rollupsHandlers = {
  'rollups.list': async () => notBuilt(),
  'rollups.show': async () => notBuilt(),
  'rollups.sources': async () => notBuilt(),
  'rollups.mark': async () => notBuilt(),
  'rollups.joint': async () => notBuilt(),
  'rollups.freeze': async () => notBuilt(),
  'rollups.fill': async () => notBuilt(),
  'rollups.printDocument': async () => notBuilt(),
  'rollups.savePdf': async () => notBuilt(),
  'rollups.saveSheet': async () => notBuilt(),
  'rollups.check': async () => notBuilt(),
} satisfies Partial<Handlers>
