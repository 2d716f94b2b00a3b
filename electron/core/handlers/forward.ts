/** Records of other offices passed upward, and where such records came from. The work is in submission/. */
import { forwardRecords } from '../submission/forward.ts'
import { runTask } from '../submission/long-task.ts'
import { oneAtATime } from '../submission/one-at-a-time.ts'
import { recordOrigin } from '../submission/origin.ts'
import type { Handlers } from './context.ts'

export const forwardHandlers = {
  'packages.forward': async (order, ctx, call) => {
    const { pack } = ctx.notices.get(order.noticeId)
    return runTask(ctx, call, { kind: 'export', title: `转报 ${pack.shortTitle}` }, (task) =>
      oneAtATime(ctx, 'send', task, () => forwardRecords(ctx, task, order)),
    )
  },

  'records.origin': async ({ recordId }, ctx) => recordOrigin(ctx, recordId),
} satisfies Partial<Handlers>
