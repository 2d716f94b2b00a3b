/** 作品授权书: who has signed. The work is in authorizations/; here stands the contract. */
import { checklist } from '../authorizations/checklist.ts'
import { decideConsents } from '../authorizations/decide.ts'
import { letterDocuments, saveLetters } from '../authorizations/letters.ts'
import type { Handlers } from './context.ts'

export const authorizationsHandlers = {
  'authorizations.checklist': async ({ entryId }, ctx) => checklist(ctx, entryId),
  'authorizations.decide': async ({ entryId, decisions }, ctx) => decideConsents(ctx, entryId, decisions),
  'authorizations.printDocuments': async ({ order, masked }, ctx, call) => letterDocuments(ctx, call, order, masked),
  'authorizations.savePdf': async ({ order, out }, ctx, call) => saveLetters(ctx, call, order, out),
} satisfies Partial<Handlers>
