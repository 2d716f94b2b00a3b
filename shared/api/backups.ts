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
  /** False: an older copy, without the keys of personal data; a restore takes them from the present store or a newer copy. */
  keyed: boolean
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
  /** Records whose personal part could not be opened any more: it has to be typed again. */
  lacking: { recordId: string; title: string; formShortName: string }[]
  /** Entries of 操作日志 that were in the damaged store and are in no file; 0 when none is missing. */
  missingDeeds: number
}
export type BackupList = {
  /** Newest first. */
  backups: BackupInfo[]
  folder: string
  /** Of all copies together; photos, videos and PDFs are not in them and do not count. */
  usedBytes: number
  limitBytes: number
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
  /** All copies together, in bytes (files that they name not counted); the newest good one always stays. At least 100 MiB. */
  limitBytes: z.number().int().min(104_857_600).max(1_099_511_627_776),
})
export type BackupSettings = z.output<typeof backupSettings>
export const defaultLimitBytes = 2 * 1024 ** 3

/** A good copy, for the window of a start that failed. */
export type GoodBackup = { id: string; createdAt: string; kind: BackupKind; bytes: number }

/** `damaged`: does not open or reads wrongly; `changed`: opens, but is not what was frozen, chained or signed; `gone`: a file that a row names. */
export type StoreFinding = {
  class: 'damaged' | 'changed' | 'gone'
  about: 'database' | 'revision' | 'file' | 'personal' | 'evidence' | 'receipt' | 'card' | 'log'
  /** What it is about and what is wrong with it, in a clerk's words. */
  what: string
  /** What to do. */
  next: string
  recordId: string | null
  revision: number | null
}
export type StoreCheck = {
  at: string
  /** Looked at: pages of the database, revisions, files, entries of the log. */
  looked: { revisions: number; files: number; entries: number }
  /** False: files were not all read this time (there are too many for one look), or personal parts were locked. */
  whole: boolean
  findings: StoreFinding[]
  /** More of them than are listed. */
  more: number
}
