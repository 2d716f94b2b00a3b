/** 使用手册. */
import { z } from 'zod'

export const manualPageInput = z.strictObject({ pageId: z.string().regex(/^[a-z0-9-]{1,60}$/) })
export const searchManualInput = z.strictObject({ text: z.string().max(100) })
/** Null: the whole manual. */
export const manualDocumentInput = z.strictObject({
  pageId: z
    .string()
    .regex(/^[a-z0-9-]{1,60}$/)
    .nullable(),
})
export const saveManualInput = manualDocumentInput.extend({ out: z.string().min(1).max(4096) })

export type ManualEntry = { pageId: string; title: string; chapter: string }
/** `markdown`: a small part of CommonMark; pictures are named by files of the manual. */
export type ManualPage = ManualEntry & { markdown: string }
export type ManualHit = ManualEntry & { excerpt: string }
