/** A list as a printed sheet: a heading and one table, through the same pages as every form. */
import type { PrintBlock, PrintCell, PrintDocument } from '../../../shared/form/print-document.ts'

const one = { colSpan: 1, rowSpan: 1 }
const label = (text: string): PrintCell => ({ kind: 'label', text, note: null, ...one })
const value = (text: string): PrintCell => ({ kind: 'value', field: '', text, ...one })

export interface SheetTable {
  readonly title: string | null
  /** Heading and width in millimetres of each column. */
  readonly columns: readonly { heading: string; widthMm: number }[]
  readonly rows: readonly (readonly string[])[]
}

export function sheetTable({ title, columns, rows }: SheetTable): PrintBlock {
  return {
    kind: 'grid',
    title,
    columns: columns.map(({ widthMm }) => widthMm),
    rows: [
      { heightMm: 8, cells: columns.map(({ heading }) => label(heading)) },
      ...rows.map((cells) => ({ heightMm: 8, cells: cells.map(value) })),
    ],
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
