import { z } from 'zod'
import type { RecordState } from '../domain/states.ts'
import type { VideoFacts } from '../domain/video-facts.ts'
import { type FieldValue, type FormDefinition, type FormValues, fieldValue } from '../form/definition.ts'
import type { Finding } from '../form/validate.ts'
import type { FormRegister } from '../register/rules.ts'
import type { ScanVerdict } from './scans.ts'

const recordId = z.uuid()
export const fieldValues = z.record(z.string().max(40), fieldValue)

export const createRecordInput = z.strictObject({
  noticeId: z.string().min(1).max(100),
  formId: z.string().min(1).max(100),
  values: fieldValues.default({}),
})
export const recordIdInput = z.strictObject({ recordId })
export const listRecordsInput = z.strictObject({
  noticeId: z.string().max(100).nullable().default(null),
  /** Left out: all of them. The last changed come first. */
  limit: z.number().int().min(1).max(10_000).nullable().default(null),
  /** The last row of the part before. */
  after: z.strictObject({ updatedAt: z.iso.datetime(), recordId }).nullable().default(null),
  /** Of this office only. */
  own: z.boolean().default(false),
})
export const saveDraftInput = z.strictObject({
  recordId,
  /** Draft counter that the page last saw; an older one is a conflict, nothing is overwritten. */
  draftSeq: z.number().int().min(0),
  /** Only the fields that changed; null empties a field. */
  changes: z.record(z.string().max(40), fieldValue.nullable()),
})
export const attachInput = z.strictObject({
  recordId,
  field: z.string().min(1).max(40),
  path: z.string().min(1).max(4096),
})
export const detachInput = z.strictObject({
  recordId,
  field: z.string().min(1).max(40),
  digest: z.string().regex(/^[0-9a-f]{64}$/),
})
export const captionInput = z.strictObject({ ...detachInput.shape, title: z.string().max(80) })
export const revisionInput = z.strictObject({ recordId, revision: z.number().int().min(1) })
export const stampInput = z.strictObject({ ...revisionInput.shape, stamped: z.boolean() })
export const printInput = z.strictObject({ ...revisionInput.shape, masked: z.boolean().default(false) })
export const savePdfInput = z.strictObject({ ...printInput.shape, out: z.string().min(1).max(4096) })
export const saveAttachmentInput = z.strictObject({
  digest: z.string().regex(/^[0-9a-f]{64}$/),
  out: z.string().min(1).max(4096),
})
export const readAttachmentInput = z.strictObject({
  digest: z.string().regex(/^[0-9a-f]{64}$/),
  size: z.enum(['thumb', 'full']),
})

export type AttachmentInfo = {
  field: string
  digest: string
  bytes: number
  mediaType: string
  title: string
  width: number | null
  height: number | null
  /** Of a field with limits for video; `facts` null: it could not be inspected. */
  video?: { facts: VideoFacts | null; hasPoster: boolean }
}
export type RecordSummary = {
  recordId: string
  noticeId: string
  noticeShortTitle: string
  formId: string
  formShortName: string
  title: string
  state: RecordState
  officeId: string
  officeName: string
  own: boolean
  /** 代录: typed here from the papers of an office without the program; editable here, and never ours. */
  entered: boolean
  latestRevision: number | null
  code: string | null
  /** The best that a scan of the latest revision says; null without one. */
  scanVerdict: ScanVerdict | null
  updatedAt: string
  blocking: number
  returnedReasons: string[]
  /** Its personal data was purged: it can be looked at, and nothing else. */
  purged: boolean
  /** The latest revision is not what its digest says any more: it is not shown, printed, counted or sent. */
  damaged?: true
}
export type RevisionInfo = {
  revision: number
  digest: string
  code: string
  /** Not what its digest says any more. */
  damaged?: true
  frozenAt: string
  stampedAt: string | null
  /** Photos and scans of the stamped paper. */
  scans: number
  /** The best that one of them says; null without one. */
  scanVerdict: ScanVerdict | null
  /** Outbox packages, and plain folders (`packageId` is then the handover), that carried it. */
  sentIn: { packageId: string; writtenAt: string | null; recipientName: string; by: 'package' | 'folder' }[]
  /** Of a folder, and `phone`: what was entered by hand after a telephone call. */
  receipt: {
    state: 'received' | 'accepted' | 'returned'
    reasons: string[]
    at: string
    by: 'package' | 'folder' | 'phone'
  } | null
}
export type RecordDetail = {
  summary: RecordSummary
  definition: FormDefinition
  values: FormValues
  attachments: AttachmentInfo[]
  draftSeq: number
  savedAt: string
  findings: Finding[]
  revisions: RevisionInfo[]
  /** The same form as this office filled it for a notice of an earlier year, without personal fields; null: none. */
  lastYear: FormValues | null
  /** How its form draws on the activity register; null: it does not. */
  register: FormRegister | null
  /** When its personal data was purged. */
  purgedAt: string | null
  /** True when the draft differs from the latest revision. */
  changedSinceRevision: boolean
}
export type SavedDraft = {
  draftSeq: number
  savedAt: string
  findings: Finding[]
  state: RecordState
  /** What stands otherwise in the draft than it was sent: figures that follow the register. Null: empty. */
  settled?: Record<string, FieldValue | null>
}
