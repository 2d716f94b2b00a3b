/** Notices between offices: published downwards, taken in from above, and what a later version changes. */
import { z } from 'zod'
import type { FieldChange } from '../form/version-changes.ts'
import type { NoticeChange } from '../notice/version-changes.ts'

const noticeId = z.string().min(1).max(100)

export const publishNoticeInput = z.strictObject({
  noticeId,
  /** An office that we know, or null: for everybody below us. */
  to: z.string().min(8).max(64).nullable(),
  /** Folder to write into; the file name is the program's. */
  out: z.string().min(1).max(4096),
})
export const publishedOfInput = z.strictObject({ noticeId })
export const receivedOfInput = z.strictObject({ packageId: z.uuid() })
export const acceptReceivedInput = z.strictObject({ noticeId, accept: z.boolean() })

export type PublishedNotice = {
  packageId: string
  sequence: number
  version: string
  files: { path: string; bytes: number; sha256: string }[]
}
/** What went out of one notice, the newest first. */
export type PublishedItem = {
  packageId: string
  sequence: number
  version: string
  /** Null: for everybody. */
  recipientName: string | null
  state: 'frozen' | 'written'
  at: string
  fileNames: string[]
}
export type PublishPreview = {
  version: string
  /** The name that the file gets, without its number. */
  fileTitle: string
  deliverables: { title: string; dueAt: string | null; dueWording: string }[]
  forms: string[]
  keysSetUp: boolean
  published: PublishedItem[]
}
/** A notice that another office published, as 收件 shows it. */
export type ReceivedNotice = {
  noticeId: string
  title: string
  version: string
  senderName: string
  /** `waiting`: from an office that is not above us. */
  state: 'current' | 'superseded' | 'waiting'
  deliverables: number
}

export type VersionDifference = {
  fromVersion: string
  toVersion: string
  /** False: the later version has no such form; the record stays with its own. */
  movable: boolean
  fields: FieldChange[]
  notice: NoticeChange[]
  /** Whether the page of this record, as filled in now, would print otherwise. */
  pageChanges: boolean
  /** Whether the latest revision bears a seal, so that a new one is asked for when the page changes. */
  stamped: boolean
}
/** What the later form does not ask for: kept as it was. */
export type KeptValue = { field: string; label: string; text: string; personal: boolean; files: number }
export type RecordVersion = {
  noticeVersion: string
  /** Null: the record has the version in force, or its notice is gone. */
  newer: VersionDifference | null
  kept: KeptValue[]
  /** The version that 撤销 leads back to. */
  movedFrom: string | null
}
