/** Papers that go with a record through the office: 发文稿纸, 用印审批单, 用印清单, 交接单, and 单位备案表. Never kept. */
import { z } from 'zod'

const recordIds = z.array(z.uuid()).min(1).max(200)
/** Printed copies of each. */
const copies = z.number().int().min(0).max(999)
/** Our department, as the paper names it; no person. */
const department = z.string().trim().max(40).default('')

export const paperOrder = z.discriminatedUnion('paper', [
  /** One sheet for one record, or one for several that are approved together. */
  z.strictObject({ paper: z.literal('draft'), recordIds, copies: copies.default(2), department }),
  z.strictObject({ paper: z.literal('seal-approval'), recordIds, copies: copies.default(2), department }),
  /** All that waits for the seal, of one notice or of all. */
  z.strictObject({
    paper: z.literal('stamp-list'),
    noticeId: z.string().min(1).max(100).nullable(),
    copies: copies.default(2),
  }),
  z.strictObject({ paper: z.literal('office-registration') }),
  /** 交接单 of a signed package: its file, its records with their codes. */
  z.strictObject({ paper: z.literal('package-slip'), packageId: z.uuid(), copies: copies.default(0) }),
  z.strictObject({ paper: z.literal('handover-slip'), handoverId: z.uuid(), copies: copies.default(0) }),
])
export type PaperOrder = z.input<typeof paperOrder>
export type PaperKind = PaperOrder['paper']

export const paperInput = z.strictObject({ order: paperOrder })
export const savePaperInput = z.strictObject({ order: paperOrder, out: z.string().min(1).max(4096) })
/** Told by the window that prints, once the printer has taken the job. */
export const printedInput = z.strictObject({
  /** Of the first document. */
  formName: z.string().max(200),
  documents: z.number().int().min(1).max(100_000),
  /** Where it was one revision, or the draft, of one record. */
  recordId: z.uuid().nullable(),
  revision: z.number().int().min(1).nullable(),
})
export type SavedPaper = { path: string; bytes: number }
