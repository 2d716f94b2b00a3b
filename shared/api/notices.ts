import { z } from 'zod'
import type { RecordState } from '../domain/states.ts'
import { instant, type NoticePack } from '../notice/pack.ts'

export const noticeIdInput = z.strictObject({ noticeId: z.string().min(1).max(100) })
export const formIdInput = z.strictObject({
  formId: z.string().min(1).max(100),
  noticeId: z.string().max(100).nullable().default(null),
})
export const passOnInput = z.strictObject({
  noticeId: z.string().min(1).max(100),
  /** `issue`: we pass it on to those below us; `take`: somebody above passed it on to us. */
  direction: z.enum(['issue', 'take']),
  /** Name of the office above that passed it on (direction take); ours when we issue. */
  by: z.string().trim().min(2).max(60),
  recipient: z.strictObject({
    unit: z.string().trim().min(2).max(80),
    phone: z.string().max(40).default(''),
    email: z.string().max(80).default(''),
    address: z.string().max(120).default(''),
  }),
  /** Earlier date per deliverable id; one left out keeps the notice's own date. */
  dueAt: z.record(z.string(), instant),
})
export type PassOnRequest = z.output<typeof passOnInput>
export const setOwnDateInput = z.strictObject({
  noticeId: z.string().min(1).max(100),
  deliverableId: z.string().min(1).max(20),
  ownDueAt: instant.nullable(),
})

export type NoticeSummary = {
  id: string
  version: string
  title: string
  shortTitle: string
  issuer: string
  issuedOn: string
  theme: string | null
  historical: boolean
  source: 'built-in' | 'issued' | 'taken' | 'own' | 'received'
  passedOnFrom: { id: string; title: string; by: string } | null
  /** Whether an office of our level and type is an addressee. */
  addressed: boolean
  deliverables: number
  nextDueAt: string | null
}
export type DeliverableStatus = {
  id: string
  state: RecordState
  ownDueAt: string | null
  /** By the office's habit, where nobody has set one. */
  suggestedDueAt: string | null
  /** Whether an office of our level and type owes it. */
  owed: boolean
  recordIds: string[]
}
export type NoticeDetail = {
  pack: NoticePack
  summary: NoticeSummary
  status: DeliverableStatus[]
  /** The unit that an office like ours reports to, after routing. */
  reportsTo: {
    unit: string
    phone?: string | undefined
    email?: string | undefined
    address?: string | undefined
    postcode?: string | undefined
  } | null
}
