/** 审核与退回. The work is in reviewing/ and records/; here stands the contract. */

import { recordReturns, returnedByPhone, undoReturn, unlockReturn } from '../records/returns.ts'
import { recordDifferences } from '../records/revision-differences.ts'
import { decideRecords } from '../reviewing/decide.ts'
import { listPhrases, removePhrase, savePhrase } from '../reviewing/phrases.ts'
import { itemsOf, queueItems } from '../reviewing/queue.ts'
import { queueDetail } from '../reviewing/queue-detail.ts'
import { writeAllReceipts } from '../reviewing/write-all-receipts.ts'
import { runTask } from '../submission/long-task.ts'
import { oneAtATime } from '../submission/one-at-a-time.ts'
import type { Handlers } from './context.ts'

export const returnsHandlers = {
  'queue.list': async (filter, ctx) => queueItems(ctx, filter),
  'queue.open': async (key, ctx) => queueDetail(ctx, key),
  'queue.decide': async (order, ctx) => {
    await decideRecords(ctx, 'queue.decide', order)
    return itemsOf(ctx, order.items)
  },
  'phrases.list': async ({ formId }, ctx) => listPhrases(ctx, formId),
  'phrases.save': async (phrase, ctx) => savePhrase(ctx, phrase),
  'phrases.remove': async ({ phraseId }, ctx) => removePhrase(ctx, phraseId),
  'receipts.writeAll': async (order, ctx, call) =>
    runTask(ctx, call, { kind: 'receipt', title: '写出全部回执' }, (task) =>
      oneAtATime(ctx, 'send', task, () => writeAllReceipts(ctx, task, order)),
    ),
  'records.differences': async ({ recordId, revision, with: other }, ctx) =>
    recordDifferences(ctx, recordId, revision, other),
  'records.returns': async ({ recordId }, ctx) => recordReturns(ctx, recordId),
  'records.returnedByPhone': async (entry, ctx) => returnedByPhone(ctx, entry),
  'records.undoReturn': async ({ returnId }, ctx) => {
    await undoReturn(ctx, returnId)
    return null
  },
  'records.unlockReturn': async (order, ctx) => unlockReturn(ctx, order),
} satisfies Partial<Handlers>
