/** Papers that go with records through the office. The work is in papers/; here stands the contract. */
import { renderDocument } from '../documents/pdf.ts'
import { filledPaper, paperDocx } from '../papers/paper.ts'
import { saveForPerson } from '../store/person-file.ts'
import type { Handlers } from './context.ts'

export const papersHandlers = {
  'papers.printDocument': async ({ order }, ctx, call) => (await filledPaper(ctx, call, order)).document,

  'papers.savePdf': async ({ order, out }, ctx, call) => {
    const { document } = await filledPaper(ctx, call, order)
    const bytes = await renderDocument(ctx, document)
    await saveForPerson(ctx, out, bytes)
    return { path: out, bytes: bytes.length }
  },

  // Its entry in 操作日志 is all that there is to do.
  'papers.printed': async () => null,

  'papers.saveDocx': async ({ order, out }, ctx, call) => {
    const bytes = await paperDocx(ctx, await filledPaper(ctx, call, order))
    await saveForPerson(ctx, out, bytes)
    return { path: out, bytes: bytes.length }
  },
} satisfies Partial<Handlers>
