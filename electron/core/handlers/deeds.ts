/** 操作日志. The work is in deeds/. */
import { missingDeeds } from '../backup/numbers.ts'
import { deedList } from '../deeds/list.ts'
import { deedsDocument, saveDeeds } from '../deeds/save.ts'
import { verifyChain } from '../deeds/verify.ts'
import type { Handlers } from './context.ts'

export const deedsHandlers = {
  'deeds.list': async (input, ctx) => deedList(ctx.db, input),
  'deeds.verify': async (_input, ctx, call) => verifyChain(ctx.db, await missingDeeds(ctx.db, ctx.store), call.signal),
  'deeds.printDocument': async (filter, ctx) => deedsDocument(ctx, filter),
  'deeds.save': async (order, ctx) => saveDeeds(ctx, order),
} satisfies Partial<Handlers>
