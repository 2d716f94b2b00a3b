/** What a page may ask to be printed: it names a record, notice, paper, letters, a review, a year, the sources of figures, tables to be corrected, a roster or a roll-up; the text is the core's. */
import { z } from 'zod'
import { letterOrder } from './authorizations.ts'
import { deedFilter } from './deeds.ts'
import { sentPageInput } from './handovers.ts'
import { manualDocumentInput } from './manual.ts'
import { custodyPaperInput } from './moving.ts'
import { paperInput } from './papers.ts'
import { purgeIdInput } from './personal.ts'
import { printInput } from './records.ts'
import { figuresInput } from './register.ts'
import { reviewPaper } from './reviews.ts'
import { rollupInput } from './rollups.ts'
import { rosterSheetInput } from './rosters.ts'
import { correctionInput } from './tables.ts'
import { yearInput } from './year.ts'

const deeds = z.strictObject({ deeds: deedFilter })
const custody = z.strictObject({ custody: custodyPaperInput })
const letters = z.strictObject({ letters: letterOrder, masked: z.boolean().default(false) })
const review = z.strictObject({ review: reviewPaper })
const origin = z.strictObject({ origin: figuresInput })
const correction = z.strictObject({ correction: correctionInput })
const roster = z.strictObject({ rosterSheet: rosterSheetInput })
const rollup = z.strictObject({ rollup: rollupInput })
const manual = z.strictObject({ manual: manualDocumentInput })
const year = z.strictObject({ yearPage: yearInput })

export const printWish = printInput
  .or(sentPageInput)
  .or(paperInput)
  .or(letters)
  .or(review)
  .or(purgeIdInput)
  .or(year)
  .or(origin)
  .or(correction)
  .or(roster)
  .or(rollup)
  .or(custody)
  .or(deeds)
  .or(manual)
export type PrintWish = z.output<typeof printWish>
