/** What a page may ask to be printed: it names a record, notice, paper, letters or a review; the text is the core's. */
import { z } from 'zod'
import { letterOrder } from './authorizations.ts'
import { sentPageInput } from './handovers.ts'
import { paperInput } from './papers.ts'
import { purgeIdInput } from './personal.ts'
import { printInput } from './records.ts'
import { reviewPaper } from './reviews.ts'

const letters = z.strictObject({ letters: letterOrder, masked: z.boolean().default(false) })
const review = z.strictObject({ review: reviewPaper })

export const printWish = printInput.or(sentPageInput).or(paperInput).or(letters).or(review).or(purgeIdInput)
export type PrintWish = z.output<typeof printWish>
