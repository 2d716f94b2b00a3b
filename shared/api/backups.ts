import { z } from 'zod'

/** Name of a copy without its ending: kind and instant; never a path. */
export const backupId = z
  .string()
  .regex(/^(hourly|manual|before-import|before-restore|before-\d{4})-\d{8}T\d{9}Z(-\d+)?$/)
export const backupIdInput = z.strictObject({ id: backupId })

export type BackupKind = 'hourly' | 'manual' | 'before-import' | 'before-migration' | 'before-restore'
export type BackupInfo = {
  id: string
  kind: BackupKind
  createdAt: string
  bytes: number
  /** False: the file does not open as a store of this program; it cannot be restored. */
  readable: boolean
  records: number
  revisions: number
  packages: number
  /** Photos, videos and PDFs that this copy names. They lie in the store once, not in the copy. */
  files: { count: number; bytes: number; missing: number }
}
export type RestoredNote = {
  id: string
  /** When the restored copy was made. */
  createdAt: string
  restoredAt: string
  /** The copy of the store as it was before the restore; null when it was damaged and kept as it lay. */
  keptId: string | null
  /** Folder with the damaged files, or null. */
  keptFolder: string | null
  /** What was in the store and is not in it now, as told before; null when the store could not be read. */
  lost: LostCounts | null
  /** Sent packages and their revisions that were taken along, so that no number is given twice. */
  carriedPackages: number
}
export type BackupList = {
  /** Newest first. */
  backups: BackupInfo[]
  folder: string
  /** Why the last hourly copy did not come about. */
  failure: { at: string; code: string } | null
}
export type LostCounts = {
  added: number
  changed: number
  deleted: number
  revisions: number
  received: number
  receipts: number
  other: number
}
export type LostRecord = {
  recordId: string
  title: string
  formShortName: string
  officeName: string
  own: boolean
  /** `added`: will be gone; `changed`: goes back to the older text; `deleted`: comes back. */
  change: 'added' | 'changed' | 'deleted'
  at: string
}
export type BackupPreview = {
  backup: BackupInfo
  counts: LostCounts
  records: LostRecord[]
  revisions: { recordId: string; revision: number; title: string; code: string; frozenAt: string; sent: boolean }[]
  /** Stay in the store after the restore, with the revisions that they carried. */
  sent: { packageId: string; sequence: number; recipientName: string | null; fileName: string; at: string }[]
  received: { packageId: string; senderName: string; fileName: string; at: string }[]
  receipts: { receiptId: string; direction: 'in' | 'out'; officeName: string; at: string }[]
  /** Other rows that are not in the copy, by what they are. */
  other: { what: string; count: number }[]
}

export const backupSettings = z.strictObject({
  /** All copies together, in bytes; the newest always stays. At least 100 MiB. */
  limitBytes: z.number().int().min(104_857_600).max(1_099_511_627_776),
})
export type BackupSettings = z.output<typeof backupSettings>

/** `damaged`: does not open or reads wrongly; `changed`: opens, but is not what was frozen, chained or signed; `gone`: a file that a row names. */
export type StoreFinding = {
  class: 'damaged' | 'changed' | 'gone'
  /** What it is about, in a clerk's words; the record, where it is one. */
  what: string
  recordId: string | null
  revision: number | null
}
export type StoreCheck = {
  at: string
  /** Looked at: pages of the database, revisions, files, entries of the log. */
  looked: { revisions: number; files: number; entries: number }
  findings: StoreFinding[]
  /** More of them than are listed. */
  more: number
}
