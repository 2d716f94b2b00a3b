/** 收作品: read what came, look at it, take it in. The work is in collection/; here stands the contract. */
import { Problem } from '../../../shared/problems.ts'
import { blankForm } from '../collection/blank-form.ts'
import { propose } from '../collection/propose.ts'
import { takeEntries } from '../collection/take.ts'
import { saveForPerson } from '../store/person-file.ts'
import { type Collection, findCollection } from '../videos/collections.ts'
import { ensureEntries } from '../videos/entries.ts'
import type { HandlerContext, Handlers } from './context.ts'

export const collectionHandlers = {
  'collection.read': async ({ noticeId, deliverableId, paths }, ctx, call) => {
    const collection = needCollection(ctx, noticeId, deliverableId)
    await ensureEntries(ctx, noticeId)
    return propose(ctx, call, collection, paths)
  },

  'collection.take': async ({ noticeId, deliverableId, entries }, ctx, call) => {
    const collection = needCollection(ctx, noticeId, deliverableId)
    await ensureEntries(ctx, noticeId)
    return takeEntries(ctx, call, collection, entries)
  },

  'collection.saveBlank': async ({ noticeId, deliverableId, format, out }, ctx) => {
    const bytes = await blankForm(ctx, needCollection(ctx, noticeId, deliverableId), format)
    await saveForPerson(ctx, out, bytes)
    return { path: out, bytes: bytes.length }
  },
} satisfies Partial<Handlers>

/** @throws Problem notice.unknown, collection.not-asked */
function needCollection(ctx: HandlerContext, noticeId: string, deliverableId: string): Collection {
  const { pack } = ctx.notices.get(noticeId)
  const collection = findCollection(ctx, pack.id, deliverableId)
  if (!collection) throw new Problem('collection.not-asked', { deliverableId })
  return collection
}
