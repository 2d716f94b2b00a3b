/** 年度情况: one page of an office and a year. */
import { z } from 'zod'

const year = z.number().int().min(1949).max(2199)
/** `noticeId`: only what counts for this notice. */
export const yearInput = z.strictObject({ year, noticeId: z.string().min(1).max(100).nullable().default(null) })
export const saveYearInput = z.strictObject({ ...yearInput.shape, out: z.string().min(1).max(4096) })
