import type { Handlers } from './context.ts'
import { notBuilt } from './not-built.ts'

export const rostersHandlers = {
  'rosters.show': async () => notBuilt(),
  'rosters.add': async () => notBuilt(),
  'rosters.set': async () => notBuilt(),
  'rosters.copy': async () => notBuilt(),
  'rosters.readFile': async () => notBuilt(),
  'rosters.regions': async () => notBuilt(),
  'rosters.editOffice': async () => notBuilt(),
  'rosters.matrix': async () => notBuilt(),
  'rosters.mark': async () => notBuilt(),
  'rosters.chase': async () => notBuilt(),
  'rosters.undoChase': async () => notBuilt(),
  'rosters.chaseText': async () => notBuilt(),
  'rosters.printDocument': async () => notBuilt(),
  'rosters.savePdf': async () => notBuilt(),
  'rosters.saveSheet': async () => notBuilt(),
  'rosters.enterRecord': async () => notBuilt(),
  'paper.arrive': async () => notBuilt(),
  'paper.list': async () => notBuilt(),
  'paper.remove': async () => notBuilt(),
} satisfies Partial<Handlers>
