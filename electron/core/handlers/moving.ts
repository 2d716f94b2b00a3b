/** 换电脑. The work is in moving/; here stands the contract. */
import type { MovingState } from '../../../shared/api/moving.ts'
import { giveUp, movingState, useAgain } from '../moving/given-up.ts'
import { inspectOffice } from '../moving/read-office.ts'
import { officeSize, saveOffice } from '../moving/save-office.ts'
import { takeOffice } from '../moving/take-office.ts'
import { needOffice } from '../records/load.ts'
import { runTask } from '../submission/long-task.ts'
import { oneAtATime } from '../submission/one-at-a-time.ts'
import { changed, type HandlerContext, type Handlers } from './context.ts'

async function told(ctx: HandlerContext): Promise<MovingState> {
  changed(ctx, 'offices')
  return movingState(ctx)
}

export const movingHandlers = {
  'moving.state': (_input, ctx) => movingState(ctx),
  'moving.size': (_input, ctx) => officeSize(ctx),

  // No number may be given meanwhile: it would be given on the new computer once more.
  'moving.save': (order, ctx, call) =>
    runTask(ctx, call, { kind: 'export', title: '保存整体搬家文件' }, (task) =>
      oneAtATime(ctx, 'send', task, async () => {
        const saved = await saveOffice(ctx, task, order)
        changed(ctx, 'offices')
        return saved
      }),
    ),

  'moving.giveUp': async (_input, ctx) => {
    await needOffice(ctx.db)
    await giveUp(ctx.store, ctx.now())
    return told(ctx)
  },
  'moving.resume': async (_input, ctx) => {
    await useAgain(ctx.store)
    return told(ctx)
  },

  'moving.inspect': (order) => inspectOffice(order),
  'moving.take': (order, ctx, call) =>
    runTask(ctx, call, { kind: 'import', title: '恢复整体搬家文件' }, (task) =>
      oneAtATime(ctx, 'receive', task, () => takeOffice(ctx, task, order)),
    ),
} satisfies Partial<Handlers>
