/** What comes out of a file with tables: crosses from the reading thread as it is. */
import type { CellReading } from '../../../../shared/api/tables.ts'

/** Found by the column's label and by what stands in it. `number`: a number without more meaning, such as 序号. */
export type ValueKind =
  | 'date'
  | 'count'
  | 'money'
  | 'number'
  | 'phone'
  | 'mobile'
  | 'identity'
  | 'duration'
  | 'resolution'
  | 'yes-no'
  | 'text'

export interface FoundColumn {
  /** From 0, in the sheet; in a Word table the number of the grid's column. */
  readonly column: number
  /** As it stands, white space taken out; labels of two layers joined: 经费·财政（万元）. Unique in the table. */
  readonly label: string
  readonly kind: ValueKind
  /** Of money 元, 千元, 万元 or 亿元, of counts 万: what its numbers count. Null: the table does not say. */
  readonly unit: '元' | '千元' | '万元' | '亿元' | '万' | null
  /** Up to three cells as they are shown; of identity numbers none. */
  readonly samples: readonly string[]
}

/** One cell that is not empty, or an empty one that something is to be said about. */
export interface FoundCell {
  /** From 1, in the sheet. */
  readonly row: number
  /** From 0. */
  readonly column: number
  /** As it is shown, never the text of a formula. White space stands as it was typed. */
  readonly text: string
  /** Of money: in the column's unit. Null beside an original that gives no value. */
  readonly reading: CellReading
  /** What a person is asked; `reading` is what the program would take, null where it would take nothing. */
  readonly question: string | null
  /** Why only the sender can mend it; `reading` is null then. */
  readonly refusal: string | null
  /** What could be confirmed by a click: the value as text (YYYY-MM-DD, digits). Null: a person must type it. */
  readonly suggestion: string | null
}

export interface FoundRow {
  readonly row: number
  readonly cells: readonly FoundCell[]
}

export interface FoundTable {
  /** '' in files without sheets (csv, Word). */
  readonly sheet: string
  /** From 1; the last of several header rows. */
  readonly headerRow: number
  readonly columns: readonly FoundColumn[]
  readonly rows: readonly FoundRow[]
  /** Lines above the header: title, 填报单位：…, 填报日期：…. */
  readonly titles: readonly string[]
  /** Of the title; a date without a year is read with it, and asked. */
  readonly titleYear: number | null
  /** 填报单位 above or below the table, where it is written there; else ''. */
  readonly sender: string
  /** About rows that are no data: a total that is not the sum of its rows. `column` is a label. */
  readonly remarks: readonly { readonly row: number; readonly column: string; readonly reason: string }[]
}

export type TableFormat =
  | 'xlsx'
  | 'xls'
  | 'xml'
  | 'html'
  | 'docx'
  | 'utf-8'
  | 'gbk'
  | 'gb18030'
  | 'utf-16le'
  | 'utf-16be'

export interface ReadFile {
  readonly sha256: string
  readonly format: TableFormat
  /** `form`: there are words, but no list with a header; `empty`: nothing at all. `tables` is empty in both. */
  readonly kind: 'list' | 'form' | 'empty'
  /** In the order of the file; sheets may have several. */
  readonly tables: readonly FoundTable[]
  /** Sheets that stay out, and why: 隐藏的工作表. Empty sheets are named only where nothing else was found. */
  readonly otherSheets: readonly { readonly name: string; readonly why: string }[]
}
