/** Personal data: masked until somebody says why, purged after the time that the notice gives. */
import { z } from 'zod'
import type { FieldValue } from '../form/definition.ts'

const recordId = z.uuid()
export const revealInput = z.strictObject({
  recordId,
  field: z.string().min(1).max(40),
  /** In a table: row from 0, and column. */
  row: z.number().int().min(0).max(1999).nullable().default(null),
  column: z.string().min(1).max(40).nullable().default(null),
  /** Kept in the log; at least 2 characters. */
  reason: z.string().trim().min(2).max(100),
})
export const revealsInput = z.strictObject({ recordId: recordId.nullable().default(null) })
/** Habits of the office. */
export const personalSettings = z.strictObject({
  /** For records whose notice names no time, counted as its own; null: they have no due date. */
  retentionDays: z.number().int().min(1).max(3650).nullable(),
})
export type PersonalSettings = z.output<typeof personalSettings>
export const purgePreviewInput = z.strictObject({ noticeId: z.string().min(1).max(100).nullable().default(null) })
export const purgeInput = z.strictObject({
  /** As many as the printed record can name. */
  recordIds: z.array(recordId).min(1).max(2000),
  reason: z.string().trim().min(2).max(200),
})
export const purgeIdInput = z.strictObject({ purgeId: z.uuid() })
export const savePurgeInput = z.strictObject({ purgeId: z.uuid(), out: z.string().min(1).max(4096) })

export type Revealed = { value: FieldValue }
export type RevealEntry = {
  recordId: string
  recordTitle: string
  formShortName: string
  fieldLabel: string
  /** Row from 1. */
  row: number | null
  reason: string
  at: string
}
export type PurgeCandidate = {
  recordId: string
  title: string
  formShortName: string
  noticeId: string
  noticeShortTitle: string
  officeName: string
  own: boolean
  /** Thrown away (records.discard): its personal data is still kept. */
  discarded: boolean
  /** Day of the receipt (own) or of the arrival (others) that the time runs from; null: not sent or decided yet. */
  from: string | null
  /** Of the notice for this form, or the office's own where it names no time; null: neither. */
  retentionDays: number | null
  retentionBy: 'notice' | 'office' | null
  /** Null: nobody names a time, or nothing it could run from has happened. */
  dueAt: string | null
  due: boolean
  /** Files that will go: sealed papers, scans. */
  files: number
  purgedAt: string | null
}
/** Copies of the store that still hold the keys, and with them everything that was purged. */
export type BackupsHolding = {
  /** Copies that open: a purge takes the keys out of them, too. */
  hourly: number
  /** Of purges by an earlier program, which left copies as they were: the day by which the last of them is gone. */
  until: string | null
  /** Copies that do not open, and damaged stores that were put aside: no purge reaches them. */
  staying: number
}
export type PurgePreview = {
  candidates: PurgeCandidate[]
  /** Of the notice that was asked for; null: it names no time, or all notices were asked for. */
  retentionDays: number | null
  backups: BackupsHolding
}
export type Purge = {
  purgeId: string
  at: string
  reason: string
  records: { recordId: string; title: string; formShortName: string; files: number }[]
  /** As it stood at that moment. */
  backups: BackupsHolding
  /** Copies that hold the keys even now. */
  backupsNow: BackupsHolding
}
