import { noticeVideoLimits, usualVideoLimits } from '../../../shared/domain/video-rules.ts'
import { Problem } from '../../../shared/problems.ts'
import { typedValues } from '../records/typed-values.ts'
import { findCollection } from '../videos/collections.ts'
import { createEntry } from '../videos/entry-papers.ts'
import { listEntries, openEntry } from '../videos/entry-view.ts'
import { inspectVideo } from '../videos/inspect.ts'
import { placeOf, posterOf, savePoster } from '../videos/posters.ts'
import { changed, type Handlers } from './context.ts'

export const videosHandlers = {
  'videos.inspect': async ({ path, noticeId }, ctx, call) => {
    const limits = noticeId === null ? null : noticeVideoLimits(ctx.notices.get(noticeId).pack)
    return inspectVideo(path, { limits: limits ?? usualVideoLimits, signal: call.signal })
  },

  'videos.list': async ({ noticeId }, ctx) => listEntries(ctx, noticeId),

  'videos.open': async ({ entryId }, ctx) => openEntry(ctx, entryId),

  'videos.create': async ({ noticeId, deliverableId, workTitle }, ctx) => {
    ctx.notices.get(noticeId)
    const collection = findCollection(ctx, noticeId, deliverableId)
    if (!collection) {
      const issues = [{ path: 'deliverableId', message: 'collects no videos' }]
      throw new Problem('input.invalid', { method: 'videos.create', issues })
    }
    const { registration } = collection
    const titled =
      registration.titleField === undefined || workTitle === '' ? {} : { [registration.titleField]: workTitle }
    const { entryId } = await ctx.write((trx) =>
      createEntry(trx, ctx, {
        collection,
        registration: typedValues(registration, titled),
        authorization: {},
        way: 'hand',
      }),
    )
    changed(ctx, 'records')
    return openEntry(ctx, entryId)
  },

  'videos.savePoster': async ({ digest, bytes }, ctx) => {
    await savePoster(ctx, digest, bytes)
    return null
  },

  'videos.poster': async ({ digest }, ctx) => posterOf(ctx, digest),

  'videos.place': async ({ digest }, ctx) => placeOf(ctx, digest),
} satisfies Partial<Handlers>
