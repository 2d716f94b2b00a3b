/**
 * From print data to pages. Pure: it needs only a measure of letters, so screen and paper cannot differ and it runs
 * in a test without a browser. Lengths in millimetres.
 */
import type { PrintDocument, PrintPicture } from '../../shared/form/print-document.ts'
import {
  type GridBlock,
  gridColumns,
  layOutGrid,
  type PlacedRow,
  rowGroups,
  sliceRows,
  splitRow,
} from './lay-out-grid.ts'
import { bodyPadding, contentHeight, contentWidth, gaps, sectionHeight, textStyles } from './paper.ts'
import { linesAfter, nextBreak, type ParagraphPart, type Position, readParagraphs, textBetween } from './split-text.ts'
import { countLines, type TextMeasure } from './text-measure.ts'

export type Piece =
  | { kind: 'title'; heightMm: number; lines: string[] }
  | { kind: 'heading'; heightMm: number; heading: NonNullable<PrintDocument['heading']>; stampMm: number | null }
  | { kind: 'section'; heightMm: number; text: string }
  | { kind: 'grid'; heightMm: number; columns: number[]; rows: PlacedRow[] }
  | { kind: 'text'; heightMm: number; framed: boolean; field: string; parts: ParagraphPart[] }
  | { kind: 'pictures'; heightMm: number; columns: number; pictures: PlacedPicture[] }
  | { kind: 'stamp'; heightMm: number; stampMm: number }
export type PlacedPicture = { picture: PrintPicture; widthMm: number; heightMm: number; captionMm: number }
export type Page = { pieces: Piece[] }

/** Fewer lines than this at the foot of a page are not worth a frame of their own. */
const leastLines = 4
const tallestPicture = 105
/** 3:2, for a picture whose size is not known. */
const usualRatio = 2 / 3

class Pages {
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
  add(piece: Piece): void {
    this.pages[this.pages.length - 1]?.pieces.push(piece)
    this.used += piece.heightMm
  }
  turn(): void {
    if (this.fresh) return
    this.pages.push({ pieces: [] })
    this.used = 0
  }
}

export function paginate(document: PrintDocument, measure: TextMeasure): Page[] {
  const pages = new Pages(contentHeight(document.qr))
  const titleLines = document.titleLines.reduce(
    (sum, line) => sum + countLines(measure, line, 'title', contentWidth),
    0,
  )
  pages.add({
    kind: 'title',
    heightMm: titleLines * textStyles.title.line + gaps.afterTitle,
    lines: document.titleLines,
  })
  addHeading(pages, document)
  for (const block of document.blocks) {
    switch (block.kind) {
      case 'grid':
        addGrid(pages, block, measure)
        break
      case 'flow':
        addFlow(pages, block, measure)
        break
      case 'pictures':
        addPictures(pages, block, measure)
        break
    }
  }
  if (document.stamp?.at === 'end-right') {
    if (pages.room < document.stamp.sizeMm) pages.turn()
    pages.add({ kind: 'stamp', heightMm: document.stamp.sizeMm, stampMm: document.stamp.sizeMm })
  }
  return pages.pages
}

function addHeading(pages: Pages, document: PrintDocument): void {
  if (!document.heading) return
  const stampMm = document.stamp?.at === 'heading-left' ? document.stamp.sizeMm : null
  if (stampMm === null) {
    pages.add({ kind: 'heading', heightMm: textStyles.heading.line + 2, heading: document.heading, stampMm })
    return
  }
  // A section's heading is fixed text that ends left of the square, so the square may stand beside it.
  const beside = firstTitle(document) ? sectionHeight : 0
  pages.add({ kind: 'heading', heightMm: stampMm - beside, heading: document.heading, stampMm })
}

function firstTitle({ blocks: [first] }: PrintDocument): string | null {
  return first && 'title' in first ? first.title : null
}

/** Puts a section's heading, never as the last thing on a page. */
function addSection(pages: Pages, title: string | null, following: number): void {
  const height = title === null ? 0 : sectionHeight
  if (pages.room < height + following) pages.turn()
  if (title !== null) pages.add({ kind: 'section', heightMm: sectionHeight, text: title })
}

function addGrid(pages: Pages, block: GridBlock, measure: TextMeasure): void {
  const columns = gridColumns(block.columns)
  const rows = layOutGrid(block, measure)
  const total = (list: readonly PlacedRow[]) => list.reduce((sum, row) => sum + row.heightMm, 0)
  const put = (list: PlacedRow[]) => {
    if (list.length > 0) pages.add({ kind: 'grid', heightMm: total(list), columns, rows: list })
  }
  const groups = rowGroups(rows)
  const first = groups[0]
  const firstHeight = first ? total(rows.slice(first.from, first.to)) : 0
  // A row longer than a page is cut anyway, and begins where it stands.
  addSection(
    pages,
    block.title,
    firstHeight > pages.height - sectionHeight ? leastLines * textStyles.value.line : firstHeight,
  )
  let from = 0
  for (const group of groups) {
    const height = total(rows.slice(group.from, group.to))
    if (total(rows.slice(from, group.to)) <= pages.room) continue
    put(sliceRows(rows, from, group.from))
    from = group.from
    if (height <= pages.room) continue
    if (height <= pages.height) {
      pages.turn()
      continue
    }
    for (let index = group.from; index < group.to; index++) {
      if (total(rows.slice(from, index + 1)) <= pages.room) continue
      put(sliceRows(rows, from, index))
      from = index
      let [rest] = sliceRows(rows, index, index + 1)
      if (rest && rest.heightMm <= pages.height) {
        if (rest.heightMm > pages.room) pages.turn()
        continue
      }
      while (rest && rest.heightMm > pages.room) {
        const cut = splitRow(rest, pages.room, measure)
        if (!cut && pages.fresh) break
        if (cut) put([cut[0]])
        pages.turn()
        if (cut) rest = cut[1]
      }
      put(rest ? [rest] : [])
      from = index + 1
    }
  }
  put(sliceRows(rows, from, rows.length))
}

function addFlow(
  pages: Pages,
  block: Extract<PrintDocument['blocks'][number], { kind: 'flow' }>,
  measure: TextMeasure,
): void {
  const { line } = textStyles.body
  const padding = block.framed ? bodyPadding : { x: 0, y: 0 }
  const paragraphs = readParagraphs(block.text, measure, 'body', contentWidth - 2 * padding.x)
  let at: Position = { paragraph: 0, line: 0 }
  let left = linesAfter(paragraphs, at)
  const wanted = Math.max(left * line + 2 * padding.y, block.minHeightMm)
  const heading = block.title === null ? 0 : sectionHeight
  const least = Math.min(left, leastLines) * line + 2 * padding.y
  // An empty or short cell keeps its height where a whole page has room for it; a long one starts where it is.
  const keepsWhole = wanted <= block.minHeightMm && pages.room - heading < wanted * 0.6
  addSection(pages, block.title, keepsWhole ? Math.min(wanted, pages.height - heading) : least)
  const put = (heightMm: number, parts: ParagraphPart[]) =>
    pages.add({ kind: 'text', heightMm, framed: block.framed, field: block.field, parts })
  while (left * line + 2 * padding.y > pages.room) {
    const room = Math.floor((pages.room - 2 * padding.y) / line)
    const end = nextBreak(paragraphs, at, room, pages.fresh || pages.room >= least)
    if (end) {
      put(pages.room, textBetween(paragraphs, at, end))
      at = end
      left = linesAfter(paragraphs, at)
    }
    pages.turn()
  }
  const height = Math.max(
    left * line + 2 * padding.y,
    at.paragraph + at.line === 0 ? Math.min(block.minHeightMm, pages.room) : 0,
  )
  if (left > 0 || at.paragraph === 0)
    put(height, textBetween(paragraphs, at, { paragraph: paragraphs.length, line: 0 }))
}

function addPictures(
  pages: Pages,
  block: Extract<PrintDocument['blocks'][number], { kind: 'pictures' }>,
  measure: TextMeasure,
): void {
  const columns = Math.max(block.columns, 1)
  const width = (contentWidth - (columns - 1) * gaps.betweenPictures) / columns
  const place = (picture: PrintPicture): PlacedPicture => {
    const ratio = picture.width && picture.height ? picture.height / picture.width : usualRatio
    const heightMm = Math.min(width * ratio, tallestPicture)
    const caption =
      picture.title === '' ? 0 : countLines(measure, picture.title, 'caption', width) * textStyles.caption.line
    return { picture, widthMm: Math.min(width, heightMm / ratio), heightMm, captionMm: caption }
  }
  const rows: { heightMm: number; pictures: PlacedPicture[] }[] = []
  for (let index = 0; index < block.pictures.length; index += columns) {
    const pictures = block.pictures.slice(index, index + columns).map(place)
    const tallest = Math.max(...pictures.map((picture) => picture.heightMm + picture.captionMm))
    rows.push({ heightMm: tallest + gaps.afterPicture + gaps.beforeSection, pictures })
  }
  addSection(pages, block.title, Math.min(rows[0]?.heightMm ?? 0, pages.height - sectionHeight))
  for (const row of rows) {
    if (row.heightMm > pages.room) pages.turn()
    pages.add({ kind: 'pictures', columns, ...row })
  }
}
