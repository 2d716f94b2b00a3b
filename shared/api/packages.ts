import { z } from 'zod'
import type { PackageFinding } from '../problems.ts'

const filePath = z.string().min(1).max(4096)
const packageId = z.uuid()

export const previewSubmissionInput = z.strictObject({
  noticeId: z.string().min(1).max(100),
  to: z.string().min(8).max(64).nullable(),
  /** Folder that is to be written into; its disk is looked at. Null: not chosen yet. */
  out: filePath.nullable().default(null),
})
export const exportPackageInput = z.strictObject({
  noticeId: z.string().min(1).max(100),
  to: z.string().min(8).max(64),
  /** Folder to write into; the file name is the program's. */
  out: filePath,
  /** Null: everything that is ready and new since the last receipt. */
  recordIds: z.array(z.uuid()).max(5000).nullable().default(null),
  volumeBytes: z.number().int().min(1_000_000).nullable().default(null),
})
export const forwardInput = z
  .strictObject({
    noticeId: z.string().min(1).max(100),
    to: z.string().min(8).max(64),
    out: filePath,
    /** Of other offices, as taken in here. Empty only where our own go alone. */
    recordIds: z.array(z.uuid()).max(5000),
    /** Our own that go in the same package: the totals that stand on them. */
    ownRecordIds: z.array(z.uuid()).max(200).default([]),
    volumeBytes: z.number().int().min(1_000_000).nullable().default(null),
  })
  .refine(({ recordIds, ownRecordIds }) => recordIds.length + ownRecordIds.length > 0, '请至少选一份')
export const rewritePackageInput = z.strictObject({ packageId, out: filePath })
/** 重新插入后核对: what lies on the stick now against what we wrote. */
export const recheckPackageInput = z.strictObject({ packageId, folder: filePath })
export const verifyPackageInput = z.strictObject({ path: filePath })
export const importPackageInput = z.strictObject({
  path: filePath,
  /** The person's answer to `package.gap`: take it in although a number is missing. */
  acceptGap: z.boolean().default(false),
})
export const decideRecordInput = z.strictObject({
  packageId,
  recordId: z.uuid(),
  revision: z.number().int().min(1),
  state: z.enum(['received', 'accepted', 'returned']),
  reasons: z.array(z.string().trim().min(1).max(500)).max(20).default([]),
})
export const writeReceiptInput = z.strictObject({ packageId, out: filePath })

export type SubmissionItem = {
  deliverableId: string
  title: string
  recordId: string | null
  recordTitle: string | null
  revision: number | null
  code: string | null
  /** ready: goes in; unfrozen: goes in after 定稿 on export; blocked: has findings that block; missing: nothing filled in; delivered: already receipted. */
  state: 'ready' | 'unfrozen' | 'blocked' | 'missing' | 'delivered'
  /** new: never sent to this office; revised: an earlier revision was; repeated: this one was, and no receipt has come. Null: not sent now. */
  news: 'new' | 'revised' | 'repeated' | null
  findings: number
  stamped: boolean
  attachments: number
  bytes: number
  /** Of a letter: people who have not signed, minors without a guardian's name. Null: nothing lacks, or no key to tell. */
  people: { unsigned: number; guardiansMissing: number } | null
}
export type SubmissionPreview = {
  items: SubmissionItem[]
  /** The last receipt of this office about this notice: `news` counts from it. */
  lastReceipt: { sequence: number; at: string } | null
  /** Attachments and scans; printed pages come on top. */
  bytes: number
  /** Files that the package will be split into, for a stick whose files may have 4 GB at most. */
  volumes: number
  /** Attachments that fit into no volume: nothing can be written before they are made smaller. */
  tooLarge: { recordId: string; title: string; bytes: number; limit: number }[]
  /** Of the chosen folder; null while none is chosen. `fileLimit` 4 GB: a FAT32 stick. */
  disk: { freeBytes: number | null; fileLimit: number | null; enough: boolean } | null
  personalParts: number
  recipient: { officeId: string; name: string; trusted: boolean } | null
  keysSetUp: boolean
}
export type ExportedPackage = {
  packageId: string
  sequence: number
  files: { path: string; bytes: number; sha256: string }[]
  readBack: ReadBack
  records: { recordId: string; revision: number; code: string; title: string }[]
  /** Set once, when this export set the passphrase up (command line). */
  recoveryCode?: string
}
/** How far the bytes were read back: `past-cache` from the stick itself; `cache` possibly from memory, so the person rechecks after plugging in again. */
export type ReadBack = 'past-cache' | 'cache'
export type RecheckedPackage = {
  files: { name: string; state: 'same' | 'missing' | 'differs' | 'unreadable'; bytes: number }[]
  readBack: ReadBack
  ok: boolean
}
export type OutboxItem = {
  packageId: string
  kind: 'submission' | 'receipt' | 'notice' | 'office-card'
  recipientName: string | null
  noticeShortTitle: string | null
  sequence: number
  state: 'frozen' | 'written' | 'cancelled' | 'received' | 'returned' | 'accepted'
  bytes: number
  createdAt: string
  writtenAt: string | null
  fileNames: string[]
  records: { recordId: string; revision: number; title: string; code: string }[]
}
export type VerifiedPackage = {
  ok: boolean
  trusted: boolean
  kind: 'submission' | 'receipt' | 'notice' | 'office-card' | null
  sender: { officeId: string; name: string; deviceId: string } | null
  recipient: { officeId: string; name: string | null } | null
  packageId: string | null
  sequence: number | null
  bagit: { valid: boolean; version: string | null; findings: PackageFinding[] }
  findings: PackageFinding[]
}
export type ImportOutcome = {
  path: string
  /** imported: taken in; duplicate: had it, nothing written; held: a person must decide; refused: not taken in. */
  result: 'imported' | 'duplicate' | 'held' | 'refused'
  verified: VerifiedPackage
  records: number
  attachments: number
}
export type InboxRecord = {
  recordId: string
  revision: number
  title: string
  formShortName: string
  code: string
  state: 'received' | 'accepted' | 'returned'
  reasons: string[]
  /** Parallel to the reasons: the field that each is about; null: the record as a whole. */
  fields: (string | null)[]
}
export type InboxItem = {
  packageId: string
  kind: 'submission' | 'receipt' | 'notice' | 'office-card'
  senderName: string
  senderOfficeId: string
  sequence: number
  result: 'imported' | 'held' | 'refused'
  findings: PackageFinding[]
  fileName: string
  receivedAt: string
  noticeShortTitle: string | null
  records: InboxRecord[]
  receiptWrittenAt: string | null
}

/** Of a record that came through another office: what the first one signed, and whether that holds. */
export type RecordOrigin = {
  officeId: string
  officeName: string
  deviceId: string
  packageId: string
  /** 指纹码 of the card that the evidence carries, in eight groups. */
  groups: string[]
  /** The signature is by a key of a card whose 指纹码 was compared here. */
  trusted: boolean
  forwardedBy: string
  verifiedAt: string
}
