/** Cells as every kind of file gives them, before anything is made of them. */
import type { TableFormat } from './types.ts'

export interface GridCell {
  /** From 0. */
  readonly column: number
  /** As it is shown; of whole numbers all digits. Line ends are `\n`. */
  readonly text: string
  /** Set where the cell holds a number and no text. */
  readonly number: number | null
  /** YYYY-MM-DD where the number is shown as a date. */
  readonly day: string | null
  /** Where the number is shown as a time of day or a length: seconds. */
  readonly seconds: number | null
  /** Shown as hours and minutes alone. */
  readonly hoursAndMinutes: boolean
  /** A formula that was stored without its result. */
  readonly noResult: boolean
  /** #REF!, #N/A … */
  readonly error: string | null
  /** How many columns and rows it covers. */
  readonly wide: number
  readonly high: number
  /** It is covered by a merged cell above: this is that cell's content, once more. */
  readonly fromAbove: boolean
}

export interface GridRow {
  /** From 1. */
  readonly number: number
  readonly hidden: boolean
  /** By column. Cells that a merged one covers from the left are left out. */
  readonly cells: ReadonlyMap<number, GridCell>
}

export interface GridSheet {
  readonly name: string
  readonly hidden: boolean
  /** Serial numbers count from 1904. */
  readonly from1904: boolean
  /** Rows with something in them. */
  readonly rows: readonly GridRow[]
}

export interface Grid {
  readonly format: TableFormat
  readonly sheets: readonly GridSheet[]
  /** Words outside tables: in Word the paragraphs above and between. */
  readonly paragraphs: readonly string[]
}

export interface Span {
  readonly row: number
  readonly column: number
  readonly lastRow: number
  readonly lastColumn: number
}

/** A township's sheet has a hundred; what has more is no table that somebody typed. */
export const limits = {
  rows: 20_000,
  columns: 400,
  cells: 400_000,
  merges: 20_000,
  covered: 400_000,
  sheets: 60,
} as const

export const plainCell = (column: number, text: string): GridCell => ({
  column,
  text,
  number: null,
  day: null,
  seconds: null,
  hoursAndMinutes: false,
  noResult: false,
  error: null,
  wide: 1,
  high: 1,
  fromAbove: false,
})

export const isBlank = (text: string): boolean => !/\S/u.test(text)

/** Line ends of Windows and of old Macs; nothing else is changed in a text. */
export const plainLines = (text: string): string => text.replace(/\r\n?/gu, '\n')
