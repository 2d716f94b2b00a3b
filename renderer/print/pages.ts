/** Pages under construction, and the pieces that stand on them. Lengths in millimetres. */
import type { ChartCell } from '../../shared/form/chart.ts'
import type { CellAlign, PrintDocument, PrintPicture, PrintRun } from '../../shared/form/print-document.ts'
import type { TextLine } from './break-lines.ts'
import type { GridType, PlacedRow } from './lay-out-grid.ts'
import {
  certificateText,
  type PageShape,
  pageShape,
  type RunningText,
  runningText,
  type TextStyle,
  textStyles,
} from './paper.ts'
import type { ParagraphPart } from './split-text.ts'
import type { TextMeasure } from './text-measure.ts'

export type PlacedPicture = { picture: PrintPicture; widthMm: number; heightMm: number; captionMm: number }
export type ParagraphPiece = {
  kind: 'paragraph'
  heightMm: number
  /** Of the height, above the first line. */
  beforeMm: number
  style: TextStyle
  align: CellAlign
  field: string | null
  lines: TextLine[]
  /** A heading: it never ends a page. */
  withNext: boolean
}
export type SignaturePiece = {
  kind: 'signature'
  heightMm: number
  beforeMm: number
  style: TextStyle
  officeLines: string[]
  officeField: string | null
  date: string
  dateField: string | null
  /** Both are centred on this line, from the left edge of the content. */
  centreMm: number
  /** Upper edge of the square for the seal, from the top of the piece. */
  stamp: { sizeMm: number; topMm: number } | null
}
export type HeadingPiece = {
  kind: 'heading'
  heightMm: number
  style: TextStyle
  heading: NonNullable<PrintDocument['heading']>
  stampMm: number | null
  /** Room and lines of the words at the left. */
  leftMm: number | null
  leftLines: number
}
export type PlacedChartCell = ChartCell & { widthMm: number; longestMm: number }
export type BarsPiece = {
  kind: 'bars'
  heightMm: number
  columns: number[]
  rows: { heightMm: number; cells: PlacedChartCell[] }[]
  /** Above the charts. */
  beforeMm: number
  field: string | null
}
export type Piece =
  | { kind: 'title'; heightMm: number; style: TextStyle; lines: string[]; field: string | null }
  | HeadingPiece
  | { kind: 'section'; heightMm: number; text: string }
  | { kind: 'grid'; heightMm: number; columns: number[]; rows: PlacedRow[]; type: GridType; field: string | null }
  | { kind: 'text'; heightMm: number; framed: boolean; field: string; parts: ParagraphPart[] }
  | ParagraphPiece
  | SignaturePiece
  | { kind: 'pictures'; heightMm: number; columns: number; pictures: PlacedPicture[] }
  | BarsPiece
  | { kind: 'chart-note'; heightMm: number; runs: PrintRun[] }
  | { kind: 'stamp'; heightMm: number; stampMm: number }
  | { kind: 'space'; heightMm: number }
export type Page = {
  pieces: Piece[]
  /** Rows of a table that have something on this page, from 0: whoever is to sign here. */
  rows?: number[]
}

/** Twenty-two lines are as high as the page, up to what a computer loses in adding them. */
const slack = 1e-6

const isHeading = (piece: Piece | undefined): boolean => piece?.kind === 'paragraph' && piece.withNext

/** At the top of a page nothing stands above a paragraph. */
const withoutSpace = (piece: ParagraphPiece): ParagraphPiece => ({
  ...piece,
  beforeMm: 0,
  heightMm: piece.lines.length * textStyles[piece.style].line,
})

export class Pages {
  readonly pages: Page[] = [{ pieces: [] }]
  private used = 0
  readonly height: number
  constructor(height: number) {
    this.height = height
  }
  get room(): number {
    return this.height - this.used
  }
  get fresh(): boolean {
    return this.used === 0
  }
  fits(heightMm: number): boolean {
    return heightMm <= this.room + slack
  }
  /** Whole lines of this height that still have room. */
  linesLeft(lineMm: number): number {
    return Math.floor((this.room + slack) / lineMm)
  }
  add(piece: Piece): void {
    this.pages[this.pages.length - 1]?.pieces.push(piece)
    this.used += piece.heightMm
  }
  /** Something of this row stands on the page. */
  mark(row: number): void {
    const page = this.pages[this.pages.length - 1]
    if (page && !page.rows?.includes(row)) page.rows = [...(page.rows ?? []), row]
  }
  /** Begins a page, and takes the headings at the foot of this one along. */
  turn(): void {
    if (this.fresh) return
    const pieces = this.pages[this.pages.length - 1]?.pieces ?? []
    let from = pieces.length
    while (from > 0 && isHeading(pieces[from - 1])) from--
    const headings = from === 0 ? [] : pieces.splice(from)
    this.pages.push({ pieces: [] })
    this.used = 0
    for (const piece of headings) if (piece.kind === 'paragraph') this.add(withoutSpace(piece))
  }
  /** Takes up to `most` lines off the last paragraph of this page, never the only thing on it. */
  takeBack(most: number): ParagraphPiece | null {
    const pieces = this.pages[this.pages.length - 1]?.pieces ?? []
    const last = pieces[pieces.length - 1]
    if (last?.kind !== 'paragraph') return null
    const count = last.lines.length <= most + 1 ? last.lines.length : most
    if (count === last.lines.length && pieces.length === 1) return null
    pieces.pop()
    this.used -= last.heightMm
    const line = textStyles[last.style].line
    const stays = last.lines.slice(0, last.lines.length - count)
    if (stays.length > 0) this.add({ ...last, lines: stays, heightMm: last.heightMm - count * line })
    return withoutSpace({ ...last, lines: last.lines.slice(-count) })
  }
  /** Brings what follows back onto the grid of lines. */
  snap(lineMm: number): void {
    const past = this.used % lineMm
    if (past < slack || lineMm - past < slack) return
    this.add({ kind: 'space', heightMm: Math.min(lineMm - past, this.room) })
  }
}

/** What every kind of block needs to be laid out. */
export type Setting = {
  document: PrintDocument
  shape: PageShape
  text: RunningText
  pages: Pages
  measure: TextMeasure
  /** All text stands on the same 22 lines (GB/T 9704 5.2.3). */
  onGrid: boolean
}

export function makeSetting(document: PrintDocument, measure: TextMeasure): Setting {
  const shape = pageShape(document.style, document.qr, document.qrMm)
  const text = document.frame ? certificateText : runningText[document.style]
  return { document, shape, text, pages: new Pages(shape.height), measure, onGrid: document.style === 'official' }
}
