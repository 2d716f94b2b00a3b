/** Notices between offices. The work is in published/ and records/versions.ts. */
import { findInboxPackage } from '../../../db/queries/inbox.ts'
import { publishNotice, publishPreview } from '../published/publish.ts'
import { decideReceived, receivedOf } from '../published/received.ts'
import { moveBack, moveToVersion, recordVersion } from '../records/versions.ts'
import { recordDetail } from '../records/view.ts'
import { runTask } from '../submission/long-task.ts'
import { oneAtATime } from '../submission/one-at-a-time.ts'
import { changed, type Handlers } from './context.ts'

export const publishedHandlers = {
  'notices.publishPreview': async ({ noticeId }, ctx) => publishPreview(ctx, noticeId),

  'notices.publish': async (order, ctx, call) => {
    const { pack } = ctx.notices.get(order.noticeId)
    return runTask(ctx, call, { kind: 'export', title: `发布 ${pack.shortTitle}` }, (task) =>
      oneAtATime(ctx, 'send', task, () => publishNotice(ctx, task, order)),
    )
  },

  'notices.received': async ({ packageId }, ctx) => {
    const row = await findInboxPackage(ctx.db, packageId)
    return row ? receivedOf(ctx, row) : null
  },

  'notices.acceptReceived': async ({ noticeId, accept }, ctx) => decideReceived(ctx, noticeId, accept),

  'notices.versionDifference': async ({ recordId }, ctx) => recordVersion(ctx, recordId),

  'records.moveToVersion': async ({ recordId }, ctx) => {
    await moveToVersion(ctx, recordId)
    changed(ctx, 'records')
    return recordDetail(ctx, recordId)
  },

  'records.moveBack': async ({ recordId }, ctx) => {
    await moveBack(ctx, recordId)
    changed(ctx, 'records')
    return recordDetail(ctx, recordId)
  },
} satisfies Partial<Handlers>
