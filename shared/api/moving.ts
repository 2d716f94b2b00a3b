/** 换电脑: the whole office as one encrypted file; 工作移交: another clerk takes over. */
import { z } from 'zod'

const path = z.string().min(1).max(4096)
const passphrase = z.string().max(1000)

export const saveOfficeInput = z.strictObject({ out: path, passphrase })
export const officeFileInput = z.strictObject({ path, passphrase })

export type OfficeSize = { records: number; activities: number; packages: number; files: number; bytes: number }
export type SavedOffice = { path: string; bytes: number; sha256: string; size: OfficeSize }
/** What is in the file, told before anything is taken. */
export type OfficeFileFacts = {
  officeName: string
  savedAt: string
  appVersion: string
  size: OfficeSize
  /** Bytes that are needed on this disk. */
  neededBytes: number
}

/** Of this computer; null: nothing of the kind was done here. */
export type MovingState = {
  /** When the office was last saved as one file. */
  savedAt: string | null
  /** Since when this computer signs no more, because the office moved to another one. */
  givenUpSince: string | null
}

export const completeCustodyInput = z.strictObject({
  /** Names as in 本单位人员; the new one is added when it is not there. */
  from: z.string().trim().min(1).max(20),
  to: z.string().trim().min(1).max(20),
  /** The old passphrase; null when none was set. */
  oldPassphrase: passphrase.nullable(),
  newPassphrase: passphrase,
})
export const saveCustodyInput = z.strictObject({ from: z.string().max(20), to: z.string().max(20), out: path })
export const custodyPaperInput = saveCustodyInput.omit({ out: true })

/** What is left open, in the order of the list on paper. */
export const openWorkKinds = [
  'returned',
  'duty',
  'draft',
  'to-stamp',
  'to-send',
  'unwritten',
  'receipt',
  'held',
  'to-decide',
  'letters',
  'review',
  'purge',
] as const
export type OpenWork = (typeof openWorkKinds)[number]

/** Open work, as the next clerk must know it. No personal value: titles never are. */
export type CustodyItem = {
  what: OpenWork
  title: string
  /** Which notice or whose; '' where there is nothing more to say. */
  note: string
  /** Instant; null: no date holds for it. */
  due: string | null
  recordId: string | null
  noticeId: string | null
}
export type Custody = {
  items: CustodyItem[]
  /** A passphrase keeps the keys. */
  protected: boolean
  keyBackup: { savedAt: string | null; stale: boolean }
  /** Newest copy of the store on this computer. */
  backupSavedAt: string | null
  officeFileSavedAt: string | null
  /** Names of the staff that work here, and who is at the desk. */
  people: string[]
  atDesk: string | null
}
