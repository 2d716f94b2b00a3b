/** Word documents of records: a revision's, or the draft's for the director's pen. */
import { z } from 'zod'

export const docxInput = z.strictObject({
  recordId: z.uuid(),
  /** Null: our draft as it is now. */
  revision: z.number().int().min(1).nullable(),
  masked: z.boolean().default(false),
})
export const saveDocxInput = z.strictObject({ ...docxInput.shape, out: z.string().min(1).max(4096) })
