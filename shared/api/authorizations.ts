/** 作品授权书: who of an entry has signed, who is missing; letters to print. */
import { z } from 'zod'

const entryId = z.uuid()
const out = z.string().min(1).max(4096)

export const checklistInput = z.strictObject({ entryId })
/** `position`: of the participant in the draft as it is now, from 1. */
export const decideConsentsInput = z.strictObject({
  entryId,
  decisions: z
    .array(
      z.discriminatedUnion('state', [
        z.strictObject({ position: z.number().int().min(1).max(200), state: z.literal('signed') }),
        z.strictObject({ position: z.number().int().min(1).max(200), state: z.literal('missing') }),
        /** An exception of the office, with its reason (at least 6 characters as offices count them). */
        z.strictObject({
          position: z.number().int().min(1).max(200),
          state: z.literal('exception'),
          reason: z.string().trim().min(1).max(200),
        }),
      ]),
    )
    .min(1)
    .max(200),
})
export const letterOrder = z.strictObject({
  entryIds: z.array(entryId).min(1).max(2000),
  /** `missing`: only who has not signed yet; entries where all have are left out. */
  who: z.enum(['all', 'missing']).default('all'),
  /** `together`: one letter with a block each, as the annex has it; `each`: a page for each person. */
  pages: z.enum(['together', 'each']).default('together'),
})
export type LetterOrder = z.input<typeof letterOrder>
export const lettersInput = z.strictObject({ order: letterOrder, masked: z.boolean().default(false) })
export const saveLettersInput = z.strictObject({ order: letterOrder, out })

/**
 * `missing`: nothing; `on-paper`: a scan that names this person has come, nobody has looked whether it is signed;
 * `signed`: a person looked; `exception`: not signed, for a reason.
 */
export type ConsentState = 'missing' | 'on-paper' | 'signed' | 'exception'
export type Consent = {
  /** From 1, as the draft (or, of another office, the latest revision) has it. */
  position: number
  name: string
  /** 320***********1234; '' while empty. */
  identityMasked: string
  /** Under 18 on the day of the letter, by the identity number; null while that cannot be told. */
  minor: boolean | null
  guardian: string
  /** A minor without a guardian's name. */
  guardianMissing: boolean
  state: ConsentState
  /** Of the letter that was signed. */
  revision: number | null
  scanId: string | null
  reason: string | null
  decidedAt: string | null
  /** Signed an older letter that says the same of this person and this work. */
  carried: boolean
}
export type ConsentSum = {
  of: number
  signed: number
  exceptions: number
  onPaper: number
  /** Minors without a guardian's name. */
  guardiansMissing: number
}
export type Checklist = {
  entryId: string
  authorizationId: string | null
  consents: Consent[]
  sum: ConsentSum
  /** Everybody signed, or is excepted, and no minor is without a guardian's name. */
  complete: boolean
}
export type SavedLetters = { path: string; bytes: number; letters: number; pages: number }
