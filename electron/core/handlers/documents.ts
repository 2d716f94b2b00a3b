import { saveForPerson } from '../store/person-file.ts'
import type { Handlers } from './context.ts'

/** The library of Word documents is loaded with the first of them: the start of the program does without. */
const writer = () => import('../documents/docx/record-docx.ts')

export const documentsHandlers = {
  'documents.docx': async ({ recordId, revision, masked }, ctx) => {
    const { recordDocx } = await writer()
    return { bytes: new Uint8Array(await recordDocx(ctx, recordId, revision, masked)) }
  },

  'documents.saveDocx': async ({ recordId, revision, masked, out }, ctx) => {
    const { recordDocx } = await writer()
    const bytes = await recordDocx(ctx, recordId, revision, masked)
    await saveForPerson(ctx, out, bytes)
    return { path: out, bytes: bytes.length }
  },
} satisfies Partial<Handlers>
