/** 审核与退回: the queue of the receiving office; on the other side what was returned, field by field. */
import { z } from 'zod'
import type { FormDefinition, FormValues } from '../form/definition.ts'
import type { RegistrationVerdict } from './devices.ts'
import type { SentChange } from './handovers.ts'
import type { AttachmentInfo } from './records.ts'

const recordId = z.uuid()
const revision = z.number().int().min(1)
/** `field` null: about the record as a whole. */
export const fieldReason = z.strictObject({
  field: z.string().min(1).max(40).nullable(),
  text: z.string().trim().min(1).max(500),
})
export type FieldReason = z.infer<typeof fieldReason>

export const queueFilter = z.strictObject({
  noticeId: z.string().max(100).nullable().default(null),
  officeId: z.string().max(64).nullable().default(null),
  state: z.enum(['open', 'accepted', 'returned', 'all']).default('open'),
  recordId: recordId.nullable().default(null),
})
export const queueItemInput = z.strictObject({ packageId: z.uuid(), recordId, revision })
export const decideQueueInput = z.strictObject({
  items: z.array(queueItemInput).min(1).max(2000),
  state: z.enum(['received', 'accepted', 'returned']),
  /** Needed for `returned`, of one item. */
  reasons: z.array(fieldReason).max(40).default([]),
})
export const phrasesInput = z.strictObject({ formId: z.string().max(100).nullable() })
export const savePhraseInput = z.strictObject({
  phraseId: z.uuid().nullable(),
  text: z.string().trim().min(1).max(500),
  /** Null: for all forms. */
  formId: z.string().max(100).nullable(),
})
export const phraseIdInput = z.strictObject({ phraseId: z.uuid() })
/** One signed file per office with every decision since its last receipt. */
export const writeAllReceiptsInput = z.strictObject({
  noticeId: z.string().max(100).nullable().default(null),
  out: z.string().min(1).max(4096),
})
export const differencesInput = z.strictObject({ recordId, revision, with: revision.nullable().default(null) })
export const returnedByPhoneInput = z.strictObject({
  recordId,
  reasons: z.array(fieldReason).min(1).max(40),
  /** Who called: a department, no person. */
  department: z.string().trim().max(60),
  at: z.iso.datetime({ offset: true }),
})
export const returnIdInput = z.strictObject({ returnId: z.uuid() })
export const unlockReturnInput = z.strictObject({ returnId: z.uuid(), reason: z.string().trim().min(2).max(200) })

export type QueueItem = {
  packageId: string
  recordId: string
  revision: number
  /** An older revision of a record that came again is not in the queue. */
  latest: boolean
  title: string
  formShortName: string
  noticeId: string
  noticeShortTitle: string
  deliverableTitle: string
  officeId: string
  officeName: string
  code: string
  state: 'received' | 'accepted' | 'returned'
  receivedAt: string
  /** Blocking and warning findings of the form's own checks, run again here. */
  blocking: number
  warnings: number
  /** How it stands with the stamped paper. */
  paper: 'none' | 'scan-matches' | 'scan-mismatch' | 'paper-matches' | 'paper-mismatch'
  /** Answers what we returned before. */
  answersReturn: boolean
}
export type QueueDetail = {
  item: QueueItem
  definition: FormDefinition
  /** Personal fields masked. */
  values: FormValues
  attachments: AttachmentInfo[]
  findings: { path: string; label: string; message: string; severity: 'error' | 'warning' }[]
  /** Against the previous revision here; null: it is the first. */
  previous: { revision: number; code: string; changes: SentChange[] } | null
  /** What we said about the previous revision. */
  returned: FieldReason[]
  reasons: FieldReason[]
  receiptWrittenAt: string | null
  scans: { digest: string; verdict: RegistrationVerdict | 'by-hand'; title: string }[]
}
export type ReturnPhrase = { phraseId: string; text: string; formId: string | null; used: number }
export type WrittenReceipts = {
  folder: string
  files: {
    officeId: string
    officeName: string
    path: string
    bytes: number
    sha256: string
    packages: number
    accepted: number
    returned: number
    received: number
  }[]
  /** Offices whose last receipt says the same: nothing was written again. */
  unchanged: number
  skipped: { officeName: string; why: string }[]
}
/** What came back of one of our records and is not answered yet. */
export type RecordReturn = {
  returnId: string
  recordId: string
  revision: number
  source: 'receipt' | 'phone'
  from: string
  at: string
  reasons: FieldReason[]
  /** Fields that are open; null: all (returned as a whole, or unlocked). */
  openFields: string[] | null
  unlockedReason: string | null
}
export type RevisionDifferences = { from: number | null; to: number; changes: SentChange[] }
