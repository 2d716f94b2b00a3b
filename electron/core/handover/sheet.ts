/** A list as a printed sheet: a heading and one table, through the same pages as every form. */
import type { PrintBlock, PrintDocument } from '../../../shared/form/print-document.ts'

export interface SheetTable {
  readonly title: string | null
  /** Heading and width in millimetres of each column. */
  readonly columns: readonly { heading: string; widthMm: number }[]
  readonly rows: readonly (readonly string[])[]
}

/** Its heading stands on every page that it goes over. */
export function sheetTable({ title, columns, rows }: SheetTable): PrintBlock {
  return {
    kind: 'rows',
    title,
    field: '',
    columns: columns.map(({ widthMm }) => widthMm),
    headings: columns.map(({ heading }) => heading),
    rows: rows.map((cells) => [...cells]),
    numbered: false,
    heightMm: 8,
  }
}

export const sheetText = (title: string | null, text: string): PrintBlock => ({
  kind: 'flow',
  title,
  field: '',
  text,
  framed: false,
  minHeightMm: 0,
})

export function sheet(facts: {
  id: string
  name: string
  title: string
  officeName: string
  left: string
  right: string
  masked: boolean
  example: boolean
  blocks: PrintBlock[]
}): PrintDocument {
  return {
    formId: facts.id,
    formName: facts.name,
    officeName: facts.officeName,
    style: 'form',
    titleLines: [facts.title],
    heading: { left: facts.left, leftValue: '', right: null, rightValue: facts.right },
    stamp: null,
    blocks: facts.blocks,
    footer: null,
    qr: false,
    masked: facts.masked,
    example: facts.example,
    sheet: true,
  }
}
