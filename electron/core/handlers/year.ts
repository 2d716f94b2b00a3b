/** 年度情况. The work is in year/; here stands the contract. */
import { renderDocument } from '../documents/pdf.ts'
import { paperDocx } from '../papers/paper.ts'
import { saveForPerson } from '../store/person-file.ts'
import { yearPage } from '../year/year-page.ts'
import type { Handlers } from './context.ts'

export const yearHandlers = {
  'year.printDocument': async (input, ctx) => (await yearPage(ctx, input)).document,

  'year.savePdf': async ({ out, ...input }, ctx) => {
    const { document } = await yearPage(ctx, input)
    const bytes = await renderDocument(ctx, document)
    await saveForPerson(ctx, out, bytes)
    return { path: out, bytes: bytes.length }
  },

  'year.saveDocx': async ({ out, ...input }, ctx) => {
    const bytes = await paperDocx(ctx, await yearPage(ctx, input))
    await saveForPerson(ctx, out, bytes)
    return { path: out, bytes: bytes.length }
  },
} satisfies Partial<Handlers>
