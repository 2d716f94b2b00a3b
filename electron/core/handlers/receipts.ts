import { runTask } from '../submission/long-task.ts'
import { writeReceipt } from '../submission/receipt-write.ts'
import type { Handlers } from './context.ts'

export const receiptsHandlers = {
  'receipts.write': async ({ packageId, out }, ctx, call) =>
    runTask(ctx, call, { kind: 'receipt', title: '写出回执' }, (task) => writeReceipt(ctx, task, packageId, out)),
} satisfies Partial<Handlers>
