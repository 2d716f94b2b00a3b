import type { Handlers } from './context.ts'

const notBuilt = (): never => {
  throw new Error('not built yet')
}

export const registerHandlers = {
  'register.figures': async () => notBuilt(),
  'register.sources': async () => notBuilt(),
  'register.originDocument': async () => notBuilt(),
  'register.textFigures': async () => notBuilt(),
  'register.createRecord': async () => notBuilt(),
  'register.compose': async () => notBuilt(),
  'register.paragraphs': async () => notBuilt(),
  'register.offers': async () => notBuilt(),
  'register.decide': async () => notBuilt(),
  'register.candidates': async () => notBuilt(),
} satisfies Partial<Handlers>
