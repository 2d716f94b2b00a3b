/** 自建通知: from a received file, a copied notice or nothing to a notice in force. */
import { z } from 'zod'
import { type OwnNoticeDraft, ownNoticeDraft } from '../notice/own-draft.ts'
import type { Proposal } from '../notice/recognise/proposal.ts'
import type { StaleSource } from '../notice/stale-words.ts'

const noticeId = z.string().min(1).max(100)

/** An absolute path of a file that the person chose. */
export const readReceivedInput = z.strictObject({ path: z.string().min(1).max(32_767) })
export const startOwnNoticeInput = z.strictObject({
  from: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('file'), path: z.string().min(1).max(32_767) }),
    z.strictObject({ kind: z.literal('copy'), noticeId }),
    z.strictObject({ kind: z.literal('empty') }),
  ]),
})
export const ownNoticeIdInput = z.strictObject({ noticeId })
/** A form of the library, or of a notice that it was chosen from. */
export const libraryFormInput = z.strictObject({ formId: z.string().min(1).max(64) })
export const saveOwnNoticeInput = z.strictObject({ noticeId, draft: ownNoticeDraft })

export type ReceivedDocument = {
  kind: 'pdf' | 'docx' | 'text' | 'picture'
  fileName: string
  /** The words of each page. */
  pages: { text: string }[]
  /** One paragraph a line; '' where there is no text to read. */
  text: string
  /** Pages of a scan that can be shown. */
  pictures: number
  proposals: Proposal[]
}

export type OwnNoticeSource = {
  kind: ReceivedDocument['kind']
  fileName: string
  text: string
  /** Offsets into the text. */
  pages: { start: number; end: number }[]
  /** The received file in the store. */
  digest: string
  mediaType: string
  /** Pictures to show beside: the picture itself, or the pages of a scan. */
  pictures: string[]
}

export type LibraryForm = {
  id: string
  name: string
  /** Short title of the notice that it comes from; null: for any notice. */
  from: string | null
}

export type OwnNotice = {
  noticeId: string
  /** The version in force; null before the first. */
  version: number | null
  /** The draft differs from what is in force. */
  changed: boolean
  draft: OwnNoticeDraft
  source: OwnNoticeSource | null
  proposals: Proposal[]
  /** What a copied notice called itself: for the stale words. */
  original: StaleSource | null
  library: LibraryForm[]
  savedAt: string
}

export type OwnNoticeSummary = {
  noticeId: string
  title: string
  /** The version in force; null before the first. */
  version: number | null
  changed: boolean
  deliverables: number
  savedAt: string
}

export type OwnNoticeInForce = {
  noticeId: string
  version: number
  shortTitle: string
  audience: OwnNoticeDraft['audience']
  /** What now stands in 工作台, by date. */
  duties: { title: string; dueAt: string | null; ownDueAt: string | null }[]
}
