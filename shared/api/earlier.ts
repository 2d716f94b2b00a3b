import { z } from 'zod'
import type { EarlierMatch } from '../form/compare.ts'
import type { StaleWord } from '../notice/stale-words.ts'
import { recordIdInput } from './records.ts'

const recordId = recordIdInput.shape.recordId
const paperId = z.uuid()

/** What stands beside the form: another record, or an old file that was taken in. */
export const earlierSource = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('record'), recordId }),
  z.strictObject({ kind: z.literal('paper'), paperId }),
])
export type EarlierSource = z.infer<typeof earlierSource>

export const showEarlierInput = z.strictObject({ recordId, source: earlierSource })
export const importEarlierInput = z.strictObject({ recordId, path: z.string().min(1).max(4096) })
export const removeEarlierInput = z.strictObject({ paperId })

export type EarlierSources = {
  /** The same form first, then forms with the same labels; the last changed first. */
  records: {
    recordId: string
    title: string
    formShortName: string
    noticeShortTitle: string
    updatedAt: string
    sameForm: boolean
  }[]
  papers: EarlierPaperInfo[]
}
export type EarlierPaperInfo = { paperId: string; fileName: string; bytes: number; addedAt: string }
export type EarlierRow = EarlierMatch & {
  /** Words of the past year in `text`. */
  stale: StaleWord[]
}
export type EarlierView = {
  title: string
  rows: EarlierRow[]
  /** The year of the notice that this record answers; words of another year are stale. */
  year: number
  /** Words of the old notice (theme, issuer), for what is typed afterwards. */
  known: { text: string; reason: 'theme' | 'name' }[]
  /** The whole text of an old file, to read on where no label fits; null for a record. */
  text: string | null
  /** A picture or a scan: nothing to read in it. */
  unreadable: boolean
}
