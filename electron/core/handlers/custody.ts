/** 工作移交. The work is in moving/; here stands the contract. */
import { renderDocument } from '../documents/pdf.ts'
import { completeCustody, custodySheet, showCustody } from '../moving/custody.ts'
import { saveForPerson } from '../store/person-file.ts'
import { changed, type Handlers } from './context.ts'

export const custodyHandlers = {
  'custody.show': (_input, ctx) => showCustody(ctx),
  'custody.printDocument': async (names, ctx) => (await custodySheet(ctx, names)).document,
  'custody.savePdf': async ({ out, ...names }, ctx) => {
    const bytes = await renderDocument(ctx, (await custodySheet(ctx, names)).document)
    await saveForPerson(ctx, out, bytes)
    return { path: out, bytes: bytes.length }
  },
  'custody.complete': async (order, ctx) => {
    const { recoveryCode } = await completeCustody(ctx, order)
    changed(ctx, 'people')
    changed(ctx, 'offices')
    return { recoveryCode }
  },
} satisfies Partial<Handlers>
