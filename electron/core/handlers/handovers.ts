/** 传统报送包 and 报送了什么. The work is in handover/; here stands the contract. */
import { listHandovers } from '../../../db/queries/handovers.ts'
import type { Handover } from '../../../shared/api/handovers.ts'
import { renderDocument } from '../documents/pdf.ts'
import { changesSinceSent } from '../handover/changes.ts'
import { enterEvent, handoverInfo, undoEntry } from '../handover/entries.ts'
import { previewHandover } from '../handover/preview.ts'
import { sentDocument } from '../handover/sent-document.ts'
import { sentPage } from '../handover/sent-page.ts'
import { writeHandover } from '../handover/write.ts'
import { saveForPerson } from '../store/person-file.ts'
import { runTask } from '../submission/long-task.ts'
import type { Handlers } from './context.ts'

export const handoversHandlers = {
  'handovers.preview': async (order, ctx) => previewHandover(ctx, order),

  'handovers.write': async (order, ctx, call) => {
    const { pack } = ctx.notices.get(order.noticeId)
    return runTask(ctx, call, { kind: 'export', title: `文件夹报送 ${pack.shortTitle}` }, (task) =>
      writeHandover(ctx, task, order),
    )
  },

  'handovers.list': async ({ noticeId }, ctx) => {
    const found: Handover[] = []
    for (const row of await listHandovers(ctx.db, noticeId)) found.push(await handoverInfo(ctx, row))
    return found
  },

  'handovers.given': async ({ handoverId, way, at, to, note }, ctx) =>
    enterEvent(ctx, handoverId, { kind: 'given', way, at, to, reason: '', note }),

  'handovers.confirmed': async ({ handoverId, at, note }, ctx) =>
    enterEvent(ctx, handoverId, { kind: 'confirmed', way: 'phone', at, to: '', reason: '', note }),

  'handovers.returned': async ({ handoverId, way, at, reason, note }, ctx) =>
    enterEvent(ctx, handoverId, { kind: 'returned', way, at, to: '', reason, note }),

  'handovers.undo': async (entry, ctx) => undoEntry(ctx, entry),

  'sent.page': async ({ noticeId }, ctx) => sentPage(ctx, noticeId),

  'sent.changes': async ({ recordId }, ctx) => changesSinceSent(ctx, recordId),

  'sent.printDocument': async ({ noticeId }, ctx) => sentDocument(await sentPage(ctx, noticeId), ctx.example !== null),

  'sent.savePdf': async ({ noticeId, out }, ctx) => {
    const bytes = await renderDocument(ctx, sentDocument(await sentPage(ctx, noticeId), ctx.example !== null))
    await saveForPerson(ctx, out, bytes)
    return { path: out, bytes: bytes.length }
  },
} satisfies Partial<Handlers>
