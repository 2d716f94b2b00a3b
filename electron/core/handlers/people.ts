/** 本单位人员. The work is in people/. */
import { choosePerson, peopleList, savePerson, setLeft } from '../people/people.ts'
import type { Handlers } from './context.ts'

export const peopleHandlers = {
  'people.list': async (_input, ctx) => peopleList(ctx.db),
  'people.save': async (person, ctx) => savePerson(ctx, person),
  'people.leave': async ({ personId }, ctx) => setLeft(ctx, personId, true),
  'people.return': async ({ personId }, ctx) => setLeft(ctx, personId, false),
  'people.atDesk': async ({ personId }, ctx) => choosePerson(ctx, personId),
} satisfies Partial<Handlers>
