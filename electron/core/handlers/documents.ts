import { recordDocx } from '../documents/docx/record-docx.ts'
import { saveForPerson } from '../store/person-file.ts'
import type { Handlers } from './context.ts'

export const documentsHandlers = {
  'documents.docx': async ({ recordId, revision, masked }, ctx) => ({
    bytes: new Uint8Array(await recordDocx(ctx, recordId, revision, masked)),
  }),

  'documents.saveDocx': async ({ recordId, revision, masked, out }, ctx) => {
    const bytes = await recordDocx(ctx, recordId, revision, masked)
    await saveForPerson(out, bytes)
    return { path: out, bytes: bytes.length }
  },
} satisfies Partial<Handlers>
