/** Both papers as rows of lines, paragraph or table row, ready to be laid side by side. Pure. */
import type { OutlineItem } from '../../../shared/form/outline.ts'
import type { WordLine, WordParagraph } from './word-paper.ts'
import { plainText } from './word-text.ts'

export type ExpectedCell = { readonly column: number; readonly items: readonly OutlineItem[] }

interface Expected {
  /** Numbers of its items in the outline, which name their bookmarks. */
  readonly numbers: readonly number[]
  /** Its words, to be compared. */
  readonly key: string
  /** Only words of the form. */
  readonly fixed: boolean
}
export type ExpectedParagraph = Expected & { readonly kind: 'paragraph'; readonly item: OutlineItem }
export type ExpectedRow = Expected & {
  readonly kind: 'row'
  readonly block: number | null
  /** Row of its table, counted from 0. */
  readonly row: number
  readonly cells: readonly ExpectedCell[]
}
export type ExpectedLine = ExpectedParagraph | ExpectedRow

export type ReadLine = {
  readonly line: WordLine
  readonly key: string
  readonly marks: readonly number[]
  /** In the paper as it was read, counted from 0. */
  readonly at: number
}

const cellGap = '\u0001'
export const valueOfItem = (item: OutlineItem): boolean =>
  item.field !== null || item.runs?.some((run) => run.field !== null) === true

export const cellText = (items: readonly OutlineItem[]): string => items.map((item) => item.text).join('\n')
export const readText = (paragraphs: readonly WordParagraph[]): string => paragraphs.map((one) => one.text).join('\n')

export function expectedParagraph(item: OutlineItem, number: number): ExpectedParagraph {
  return { kind: 'paragraph', item, numbers: [number], key: plainText(item.text), fixed: !valueOfItem(item) }
}

/** Gaps are not lines: an empty paragraph says nothing, wherever it stands. */
export function expectedLines(outline: readonly OutlineItem[]): ExpectedLine[] {
  const lines: ExpectedLine[] = []
  let at = 0
  while (at < outline.length) {
    const first = outline[at]
    if (!first) break
    if (!first.place) {
      if (first.text !== '' || valueOfItem(first)) lines.push(expectedParagraph(first, at))
      at++
      continue
    }
    const { table, row } = first.place
    const cells: { column: number; items: OutlineItem[] }[] = []
    const numbers: number[] = []
    for (; at < outline.length; at++) {
      const item = outline[at]
      if (item?.place?.table !== table || item.place.row !== row) break
      numbers.push(at)
      const last = cells.at(-1)
      if (last?.column === item.place.column) last.items.push(item)
      else cells.push({ column: item.place.column, items: [item] })
    }
    const items = cells.flatMap((cell) => cell.items)
    const key = cells.map((cell) => plainText(cellText(cell.items))).join(cellGap)
    lines.push({
      kind: 'row',
      block: first.block,
      row,
      cells,
      numbers,
      key: key.replaceAll(cellGap, '') === '' ? '' : key,
      fixed: !items.some(valueOfItem),
    })
  }
  return lines
}

/** Empty ones are left out. */
export function readLines(lines: readonly WordLine[]): ReadLine[] {
  return lines.flatMap((line, at): ReadLine[] => {
    const cells = line.kind === 'row' ? line.cells.map((cell) => plainText(readText(cell.paragraphs))) : []
    const key = line.kind === 'row' ? cells.join(cellGap) : plainText(line.text)
    if (key.replaceAll(cellGap, '') === '') return []
    const marks =
      line.kind === 'row' ? line.cells.flatMap((cell) => cell.paragraphs.flatMap((one) => one.marks)) : line.marks
    return [{ line, key, marks, at }]
  })
}
