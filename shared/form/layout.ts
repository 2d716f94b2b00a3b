/** How a form lies on paper. `form`: the original's own layout; `official`: GB/T 9704-2012; `letter`: running text. */
import { z } from 'zod'
import { fieldId } from './expression.ts'

/** A cell of a grid: a label, a fixed text or the value of a field. */
const cell = z.strictObject({
  label: z.string().optional(),
  /** A smaller line under the label, e.g. 请在相应模块划√，可多选. */
  note: z.string().optional(),
  field: fieldId.optional(),
  /** A second value in the same cell, behind the first in parentheses, e.g. of an amount what it was given as. */
  alsoField: fieldId.optional(),
  colSpan: z.number().int().min(1).default(1),
  rowSpan: z.number().int().min(1).default(1),
  /** Where a tick field puts its options: one a line, or running. */
  ticks: z.enum(['column', 'row']).optional(),
  /** Labels stand centred, values left, unless the original does otherwise. */
  align: z.enum(['left', 'center', 'right']).optional(),
})
export type LayoutCell = z.infer<typeof cell>

/** Label and value grid with merges; also the statistics table with its merged groups. */
const gridBlock = z.strictObject({
  kind: z.literal('grid'),
  title: z.string().optional(),
  /** Column widths in millimetres. */
  columns: z.array(z.number().positive()).min(1),
  rows: z
    .array(z.strictObject({ heightMm: z.number().positive(), cells: z.array(cell) }))
    .min(1)
    .max(400),
  /** 12 pt instead of 14 pt, where the original has more rows than fit a page otherwise. */
  small: z.boolean().optional(),
})

/** One field as running text, in paragraphs. In `official` lines that begin with 一、（一）1.（1） become headings. */
const flowBlock = z.strictObject({
  kind: z.literal('flow'),
  title: z.string().optional(),
  field: fieldId,
  /** Drawn in a table frame (as a large cell) or as plain text. */
  framed: z.boolean(),
  minHeightMm: z.number().min(0).default(0),
})

const picturesBlock = z.strictObject({
  kind: z.literal('pictures'),
  title: z.string().optional(),
  field: fieldId,
  columns: z.number().int().min(1).max(3).default(2),
})

/** A table field: heading row repeated on every page, one row each. */
const rowsBlock = z.strictObject({
  kind: z.literal('rows'),
  title: z.string().optional(),
  field: fieldId,
  /** Column widths in millimetres, in the order of the field's columns (after the number's, if numbered). */
  columns: z.array(z.number().positive()).min(1),
  /** 序号 as the first column. */
  numbered: z.boolean().default(false),
  /** Empty rows are printed up to this number, for filling in by hand. */
  minRows: z.number().int().min(0).max(100).default(0),
  heightMm: z.number().positive().default(9),
})

/**
 * Words of the form with values in them: `{field}` is replaced by the value of that field, `{office}` by the office's
 * name; inside a repeat `{column}` is the row's cell. `{table.column}`: that column of all rows, one after the other.
 * `____` stays for handwriting.
 */
const paragraphBlock = z.strictObject({
  kind: z.literal('paragraph'),
  text: z.string().min(1).max(2000),
  align: z.enum(['left', 'center', 'right']).default('left'),
  /** Two characters at the beginning of the first line. */
  indent: z.boolean().default(false),
  /** Kind of heading in `official` (1 黑体, 2 楷体); 0: body. */
  level: z.number().int().min(0).max(4).default(0),
  spaceBeforeMm: z.number().min(0).max(100).default(0),
  /** Left out while this field (in a repeat: this column of the row) is empty. */
  whenFilled: fieldId.optional(),
})

/** Sender over the date at the right (GB/T 9704 7.3.5): date indented by four characters, sender centred over it. */
const signatureBlock = z.strictObject({
  kind: z.literal('signature'),
  /** Absent: the office's own name. */
  office: fieldId.optional(),
  /** A date field; empty leaves 年 月 日 for handwriting. */
  date: fieldId.optional(),
})

/** A block per row of a table, e.g. one signature per participant. */
const repeatBlock = z.strictObject({
  kind: z.literal('repeat'),
  table: fieldId,
  blocks: z.array(paragraphBlock).min(1).max(20),
  /** Printed blank up to this number when there are fewer rows. */
  minCount: z.number().int().min(0).max(20).default(1),
})

/**
 * Charts, side by side: a bar for every row of a table field, with its number behind it. Two values of a row are two bars
 * under each other, filled and hatched. A cell that is no number stands as words, without a bar.
 */
const barsBlock = z.strictObject({
  kind: z.literal('bars'),
  title: z.string().optional(),
  charts: z
    .array(
      z.strictObject({
        title: z.string().max(60),
        /** A table field, and columns of it. */
        field: fieldId,
        label: fieldId,
        values: z.array(fieldId).min(1).max(2),
      }),
    )
    .min(1)
    .max(2),
  /** A small line under the charts: what is counted in them. May hold `{field}`. */
  note: z.string().max(300).optional(),
})

export const formLayout = z.strictObject({
  style: z.enum(['form', 'official', 'letter']).default('form'),
  /** A certificate: a frame around the page, a large title, headings in large letters. With `letter`. */
  frame: z.boolean().optional(),
  /** Line(s) of the printed title, in the original's order. May hold `{field}` and `{office}`. */
  title: z.array(z.string()).min(1),
  /** Heading line under the title. */
  heading: z
    .strictObject({
      left: z.string().optional(),
      /** Value behind `left`, where the original has a line there. */
      leftField: fieldId.optional(),
      right: z.string().optional(),
      rightField: fieldId.optional(),
    })
    .optional(),
  /** Where the office seal goes: a square of this side that holds no field value. */
  stamp: z
    .strictObject({ at: z.enum(['heading-left', 'end-right', 'signature']), sizeMm: z.number().min(40).max(60) })
    .optional(),
  blocks: z
    .array(
      z.discriminatedUnion('kind', [
        gridBlock,
        flowBlock,
        picturesBlock,
        rowsBlock,
        paragraphBlock,
        signatureBlock,
        repeatBlock,
        barsBlock,
      ]),
    )
    .min(1)
    .max(100),
  qr: z.boolean().default(true),
})
export type FormLayout = z.infer<typeof formLayout>
export type LayoutBlock = FormLayout['blocks'][number]

/** Every field that a block prints, in its order; a repeat names its table, a paragraph the fields in braces. */
export function blockFields(block: LayoutBlock): string[] {
  switch (block.kind) {
    case 'grid':
      return block.rows.flatMap((row) =>
        row.cells.flatMap((one) => [one.field, one.alsoField].filter((id) => id !== undefined)),
      )
    case 'flow':
    case 'pictures':
    case 'rows':
      return [block.field]
    case 'paragraph':
      return placeholders(block.text)
    case 'signature':
      return [block.office, block.date].filter((id) => id !== undefined)
    case 'repeat':
      return [block.table]
    case 'bars':
      return [...block.charts.map(({ field }) => field), ...placeholders(block.note ?? '')]
  }
}

/** A name in braces, or a table's name and one of its columns. */
export const placeholderPattern = /\{([a-z][a-zA-Z0-9]{0,39})(?:\.([a-z][a-zA-Z0-9]{0,39}))?\}/g

/** Fields named in braces, of `{table.column}` the table; `{office}` is the office and no field. */
export const placeholders = (text: string): string[] =>
  [...text.matchAll(placeholderPattern)].map((match) => match[1] ?? '').filter((id) => id !== 'office')

export const blockTitle = (block: LayoutBlock): string | undefined => ('title' in block ? block.title : undefined)
