/** Papers that come back: our own Word documents after a director's pen, and forms that somebody else filled in. */
import { z } from 'zod'
import type { WordChange } from '../form/word-changes.ts'

export const readBackInput = z.strictObject({
  recordId: z.uuid(),
  path: z.string().min(1).max(4096),
  /** Of a workbook with several records: which row, counted from 0. Null: the only one, or the first. */
  row: z.number().int().min(0).max(100_000).nullable().default(null),
  /** Read by its labels even if it is a Word document of ours, e.g. of last year's record. */
  asForeign: z.boolean().default(false),
})

/** What the paper was written from. */
export type WordOrigin = {
  /** `unknown`: written here, but from a state that is kept no more; it is compared with the form of the moment. */
  from: 'revision' | 'draft' | 'unknown'
  revision: number | null
  /** ISO 8601 of that state; null when unknown. */
  at: string | null
  /** How it was recognised: by its own mark, by the code in its footer, or by its words alone. */
  by: 'mark' | 'code' | 'likeness'
  masked: boolean
}

/** 批注. */
export type WordComment = {
  author: string
  text: string
  /** The words it is hung on, shortened. */
  on: string
  /** Field that the place belongs to; null for words of the form. */
  field: string | null
  label: string
}

export type ReadBack =
  | { kind: 'word'; fileName: string; origin: WordOrigin; changes: WordChange[]; comments: WordComment[] }
  /** Written from another record of this computer; `title` null: of none that is here. */
  | { kind: 'other-record'; fileName: string; recordId: string; title: string | null }
  /** Somebody else's form: what stands there for which field. */
  | {
      kind: 'foreign'
      fileName: string
      changes: WordChange[]
      /** Records of a workbook, to choose one; empty for other files. */
      rows: string[]
      row: number | null
      unreadable: boolean
    }
