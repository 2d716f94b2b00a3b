import type { Handlers } from './context.ts'

const notBuilt = (): never => {
  throw new Error('not built')
}

export const peopleHandlers = {
  'people.list': async () => notBuilt(),
  'people.save': async () => notBuilt(),
  'people.leave': async () => notBuilt(),
  'people.return': async () => notBuilt(),
  'people.atDesk': async () => notBuilt(),
} satisfies Partial<Handlers>
