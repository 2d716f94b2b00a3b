/** Excel files: records of one form as rows, or one printed table with its lines. */
import { z } from 'zod'

const out = z.string().min(1).max(4096)
export const saveRecordsSheetInput = z.strictObject({
  noticeId: z.string().min(1).max(100),
  formId: z.string().min(1).max(100),
  /** True: personal fields are covered. */
  masked: z.boolean().default(true),
  out,
})
export const savePrintedSheetInput = z.strictObject({
  recordId: z.uuid(),
  /** Null: the draft as it stands. */
  revision: z.number().int().min(1).nullable().default(null),
  masked: z.boolean().default(false),
  out,
})
export type SavedSheet = { path: string; bytes: number; records: number }
