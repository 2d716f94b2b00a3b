/** Packages out and in. The work is in submission/; here stand the contract, the task rows and the lists. */
import { basename } from 'node:path'
import { findInboxPackage, listInbox } from '../../../db/queries/inbox.ts'
import { Problem } from '../../../shared/problems.ts'
import { verifyPackage } from '../package/reader.ts'
import { decideRecords } from '../reviewing/decide.ts'
import { previewSubmission } from '../submission/choose.ts'
import { exportSubmission, rewritePackage } from '../submission/export.ts'
import { importPackage } from '../submission/intake.ts'
import { inboxItems, outboxItems } from '../submission/lists.ts'
import { runTask } from '../submission/long-task.ts'
import { oneAtATime } from '../submission/one-at-a-time.ts'
import { recheckPackage } from '../submission/recheck.ts'
import { officeNamer, verifiedPackage, verifyContext } from '../submission/verify-context.ts'
import type { HandlerContext, Handlers } from './context.ts'

export const packagesHandlers = {
  'packages.preview': async (order, ctx) => previewSubmission(ctx, order),

  'packages.export': async (order, ctx, call) => {
    const { pack } = ctx.notices.get(order.noticeId)
    return runTask(ctx, call, { kind: 'export', title: `报送 ${pack.shortTitle}` }, (task) =>
      oneAtATime(ctx, 'send', task, () => exportSubmission(ctx, task, order)),
    )
  },

  'packages.rewrite': async ({ packageId, out }, ctx, call) =>
    runTask(ctx, call, { kind: 'export', title: '重新写出' }, (task) =>
      oneAtATime(ctx, 'send', task, () => rewritePackage(ctx, task, packageId, out)),
    ),

  'packages.recheck': async (order, ctx, call) =>
    runTask(ctx, call, { kind: 'verify', title: '重新插入后核对' }, (task) => recheckPackage(ctx, task, order)),

  'packages.outbox': async (_input, ctx) => outboxItems(ctx),

  'packages.verify': async ({ path }, ctx, call) =>
    runTask(ctx, call, { kind: 'verify', title: `核对 ${basename(path)}` }, async (task) => {
      const result = await verifyPackage(path, await verifyContext(ctx), {
        signal: task.signal,
        progress: (done, total) => task.progress({ phase: 'verify', done, total, unit: 'bytes' }),
      })
      return verifiedPackage(result, officeNamer(ctx))
    }),

  'packages.import': async ({ path, acceptGap }, ctx, call) =>
    runTask(ctx, call, { kind: 'import', title: `收件 ${basename(path)}` }, async (task) => {
      await ctx.backups.make('before-import', task.signal)
      const accept = new Set(acceptGap ? ['package.gap'] : [])
      return importPackage(ctx, task, { file: path, accept, reopen: true })
    }),

  'packages.inbox': async (_input, ctx) => inboxItems(ctx, await listInbox(ctx.db)),

  'packages.decide': async ({ packageId, recordId, revision, state, reasons }, ctx) => {
    const items = [{ packageId, recordId, revision }]
    const whole = reasons.map((text) => ({ text, field: null }))
    await decideRecords(ctx, 'packages.decide', { items, state, reasons: whole })
    return oneItem(ctx, packageId)
  },
} satisfies Partial<Handlers>

async function oneItem(ctx: HandlerContext, packageId: string) {
  const row = await findInboxPackage(ctx.db, packageId)
  const [item] = row ? await inboxItems(ctx, [row]) : []
  if (!item) throw new Problem('package.not-found', { packageId })
  return item
}
