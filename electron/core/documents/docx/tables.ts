/** Tables of the paper: the grid with its merges, rows of a table field, a framed text, and pictures side by side. */
import {
  AlignmentType,
  BorderStyle,
  HeightRule,
  type ITableBordersOptions,
  type ITableCellOptions,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  VerticalAlignTable,
  WidthType,
} from 'docx'
import { gridStarts } from '../../../../shared/form/outline.ts'
import type { CellAlign, PrintBlock, PrintCell } from '../../../../shared/form/print-document.ts'
import { gaps, twips } from './measures.ts'
import { type Numbered, paragraphOf, type Wish } from './paragraphs.ts'
import { exactLine, styleId, type TextKind } from './styles.ts'
import { widthInCharacters } from './text-width.ts'

export type BlockOf<K extends PrintBlock['kind']> = Extract<PrintBlock, { kind: K }>

/** Lines of 0.5 pt in a frame of 0.75 pt (eighths of a point). */
const thin = { style: BorderStyle.SINGLE, size: 4, color: '000000' } as const
const frame = { style: BorderStyle.SINGLE, size: 6, color: '000000' } as const
const none = { style: BorderStyle.NONE, size: 0, color: 'auto' } as const
const framed: ITableBordersOptions = {
  top: frame,
  bottom: frame,
  left: frame,
  right: frame,
  insideHorizontal: thin,
  insideVertical: thin,
}
export const noBorders: ITableBordersOptions = {
  top: none,
  bottom: none,
  left: none,
  right: none,
  insideHorizontal: none,
  insideVertical: none,
}

/** Columns in twips that fill the width to the last one, in the proportion the form asks for. */
export function columnTwips(columns: readonly number[], widthMm: number): number[] {
  const sum = columns.reduce((total, width) => total + width, 0)
  let before = 0
  let used = 0
  return columns.map((width) => {
    before += width
    const edge = Math.round((twips(widthMm) * before) / sum)
    const own = edge - used
    used = edge
    return own
  })
}

export function fixedTable(widths: readonly number[], rows: readonly TableRow[], borders: ITableBordersOptions): Table {
  return new Table({
    rows,
    borders,
    columnWidths: widths,
    layout: TableLayoutType.FIXED,
    width: { size: widths.reduce((sum, width) => sum + width, 0), type: WidthType.DXA },
    indent: { size: 0, type: WidthType.DXA },
    margins: {
      marginUnitType: WidthType.DXA,
      left: twips(gaps.cellX),
      right: twips(gaps.cellX),
      top: twips(gaps.cellY),
      bottom: twips(gaps.cellY),
    },
  })
}

export const cellOf = (width: number, children: readonly Paragraph[], options: Partial<ITableCellOptions> = {}) =>
  new TableCell({
    verticalAlign: VerticalAlignTable.CENTER,
    ...options,
    width: { size: width, type: WidthType.DXA },
    children: children.length > 0 ? children : [new Paragraph({ style: styleId('value') })],
  })

/** A row with more text than this may go on at the next page, others stay whole. */
const longRow = 600
export const rowOf = (heightMm: number, cells: readonly TableCell[], characters: number, heading = false): TableRow =>
  new TableRow({
    children: cells,
    height: { value: twips(heightMm), rule: HeightRule.ATLEAST },
    cantSplit: characters <= longRow,
    ...(heading && { tableHeader: true }),
  })

const alignments = { left: AlignmentType.LEFT, center: AlignmentType.CENTER, right: AlignmentType.RIGHT } as const
export const alignmentOf = (align: CellAlign) => alignments[align]

const lengthOf = (items: readonly Numbered[]): number => items.reduce((sum, { item }) => sum + item.text.length, 0)

const smallRow = { size: 24, spacing: exactLine(5.2) }

function gridParagraphs(cell: PrintCell, items: readonly Numbered[], small: boolean): Paragraph[] {
  const wish: Wish = small ? smallRow : {}
  const align = 'align' in cell && cell.align !== undefined ? { alignment: alignmentOf(cell.align) } : {}
  if (cell.kind === 'label')
    return items.map((one, at) =>
      at > 0 ? paragraphOf(one, 'note', align) : paragraphOf(one, 'label', { ...wish, ...align }),
    )
  return items.map((one) => paragraphOf(one, 'value', { ...wish, ...align }))
}

export function gridTable(block: BlockOf<'grid'>, items: readonly Numbered[], widthMm: number): Table {
  const widths = columnTwips(block.columns, widthMm)
  const starts = gridStarts(block)
  const rows = block.rows.map((row, y) => {
    const cells = row.cells.map((cell, x) => {
      const column = starts[y]?.[x] ?? x
      const own = items.filter(({ item }) => item.place?.row === y && item.place.column === column)
      const width = widths.slice(column, column + cell.colSpan).reduce((sum, one) => sum + one, 0)
      return cellOf(width, gridParagraphs(cell, own, block.small === true), {
        ...(cell.colSpan > 1 && { columnSpan: cell.colSpan }),
        ...(cell.rowSpan > 1 && { rowSpan: cell.rowSpan }),
      })
    })
    return rowOf(row.heightMm, cells, lengthOf(items.filter(({ item }) => item.place?.row === y)))
  })
  return fixedTable(widths, rows, framed)
}

export function rowsTable(block: BlockOf<'rows'>, items: readonly Numbered[], widthMm: number): Table {
  const columns = block.columns.slice(0, block.headings.length)
  const widths = columnTwips(columns, widthMm)
  // As on paper: short entries stand in the middle, a column with a longer text reads from the left.
  const points = 12
  const room = widths.map((width) => (width - 2 * twips(gaps.cellX)) / 20 / points)
  const wraps = room.map((characters, column) =>
    block.rows.some((row) => (row[column] ?? '').split('\n').some((line) => widthInCharacters(line) > characters)),
  )
  const cellsOf = (row: number, kind: TextKind) =>
    widths.map((width, column) =>
      cellOf(
        width,
        items
          .filter(({ item }) => item.place?.row === row && item.place.column === column)
          .map((one) =>
            paragraphOf(one, kind, { alignment: wraps[column] && row > 0 ? AlignmentType.LEFT : AlignmentType.CENTER }),
          ),
      ),
    )
  const height = block.heightMm
  return fixedTable(
    widths,
    [
      rowOf(9, cellsOf(0, 'rowLabel'), 0, true),
      ...block.rows.map((cells, row) => rowOf(height, cellsOf(row + 1, 'row'), cells.join('').length)),
    ],
    framed,
  )
}

/** One large cell, which goes on at the next page. */
export function frameTable(heightMm: number, paragraphs: readonly Paragraph[], widthMm: number): Table {
  const width = twips(widthMm)
  const cell = cellOf(width, paragraphs, {
    verticalAlign: VerticalAlignTable.TOP,
    margins: {
      marginUnitType: WidthType.DXA,
      left: twips(gaps.bodyX),
      right: twips(gaps.bodyX),
      top: twips(gaps.bodyY),
      bottom: twips(gaps.bodyY),
    },
  })
  return fixedTable([width], [rowOf(heightMm, [cell], Number.POSITIVE_INFINITY)], framed)
}
