import { runTask } from '../submission/long-task.ts'
import { oneAtATime } from '../submission/one-at-a-time.ts'
import { writeReceipt } from '../submission/receipt-write.ts'
import type { Handlers } from './context.ts'

export const receiptsHandlers = {
  'receipts.write': async ({ packageId, out }, ctx, call) =>
    runTask(ctx, call, { kind: 'receipt', title: '写出回执' }, (task) =>
      oneAtATime(ctx, 'send', task, () => writeReceipt(ctx, task, packageId, out)),
    ),
} satisfies Partial<Handlers>
