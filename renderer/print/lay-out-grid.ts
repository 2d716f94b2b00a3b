/** Heights of a grid's rows, and its cutting at the foot of a page. Every letter of a value is placed exactly once. */
import { tickText } from '../../shared/form/outline.ts'
import type { PrintBlock, PrintCell, PrintTick } from '../../shared/form/print-document.ts'
import { cellPadding, contentWidth, type TextStyle, textStyles } from './paper.ts'
import { nextBreak, textBetween } from './split-text.ts'
import { countLines, type TextMeasure } from './text-measure.ts'

export type GridBlock = Extract<PrintBlock, { kind: 'grid' }>
export type PlacedCell = PrintCell & { column: number; widthMm: number }
export type PlacedRow = { heightMm: number; cells: PlacedCell[] }

/** Between two ticks of a running row, in millimetres. */
export const tickGap = 3

/** Column widths that fill the type area exactly, in the proportion the form asks for. */
export function gridColumns(columns: readonly number[], widthMm: number = contentWidth): number[] {
  const sum = columns.reduce((total, width) => total + width, 0)
  return columns.map((width) => (width * widthMm) / sum)
}

/** `rows`: tables of rows, which have more columns than a form; `small`: forms with more rows than fit a page otherwise. */
export type GridType = 'form' | 'small' | 'rows'

/** Type of labels and values. */
export const gridStyles = {
  form: { label: 'label', value: 'value' },
  small: { label: 'small', value: 'small' },
  rows: { label: 'rowLabel', value: 'row' },
} as const satisfies Readonly<Record<GridType, { label: TextStyle; value: TextStyle }>>

function runningLines(ticks: readonly PrintTick[], widthMm: number, measure: TextMeasure, style: TextStyle): number {
  let lines = 1
  let used = 0
  for (const tick of ticks) {
    const width = measure.width(tickText(tick), style) + tickGap
    if (used > 0 && used + width > widthMm + tickGap) {
      lines += 1
      used = 0
    }
    used += width
  }
  return lines
}

function neededHeight(cell: PlacedCell, measure: TextMeasure, type: GridType): number {
  const width = cell.widthMm - 2 * cellPadding.x
  const around = 2 * cellPadding.y
  const styles = gridStyles[type]
  const [label, value, note] = [textStyles[styles.label], textStyles[styles.value], textStyles.note]
  switch (cell.kind) {
    case 'empty':
      return 0
    case 'label': {
      const notes = cell.note === null ? 0 : countLines(measure, cell.note, 'note', width) * note.line
      return countLines(measure, cell.text, styles.label, width) * label.line + notes + around
    }
    case 'value':
      return cell.text === '' ? 0 : countLines(measure, cell.text, styles.value, width) * value.line + around
    case 'ticks': {
      const lines =
        cell.arrange === 'column' ? cell.ticks.length : runningLines(cell.ticks, width, measure, styles.value)
      return lines * value.line + around
    }
  }
}

/** Puts each cell into its column, past the cells that reach down from rows above. */
function placeCells(block: GridBlock, widths: readonly number[]): PlacedRow[] {
  const takenUntil = widths.map(() => 0)
  return block.rows.map((row, index) => {
    let column = 0
    const cells = row.cells.map((cell): PlacedCell => {
      while (column < widths.length && (takenUntil[column] ?? 0) > index) column++
      const placed = {
        ...cell,
        column,
        widthMm: widths.slice(column, column + cell.colSpan).reduce((a, b) => a + b, 0),
      }
      for (let i = column; i < column + cell.colSpan; i++) takenUntil[i] = index + cell.rowSpan
      column += cell.colSpan
      return placed
    })
    return { heightMm: row.heightMm, cells }
  })
}

export function layOutGrid(
  block: GridBlock,
  measure: TextMeasure,
  widthMm: number = contentWidth,
  type: GridType = 'form',
): PlacedRow[] {
  const rows = placeCells(block, gridColumns(block.columns, widthMm))
  for (const row of rows) {
    for (const cell of row.cells)
      if (cell.rowSpan === 1) row.heightMm = Math.max(row.heightMm, neededHeight(cell, measure, type))
  }
  // A cell over several rows that needs more than they have together lengthens the last of them.
  rows.forEach((row, index) => {
    for (const cell of row.cells) {
      if (cell.rowSpan === 1) continue
      const spanned = rows.slice(index, index + cell.rowSpan)
      const missing = neededHeight(cell, measure, type) - spanned.reduce((sum, one) => sum + one.heightMm, 0)
      const last = spanned[spanned.length - 1]
      if (last && missing > 0) last.heightMm += missing
    }
  })
  return rows
}

/** Rows that hold together because a cell spans them, as half-open ranges. */
export function rowGroups(rows: readonly PlacedRow[]): { from: number; to: number }[] {
  const groups: { from: number; to: number }[] = []
  for (let from = 0; from < rows.length; ) {
    let to = from + 1
    for (let index = from; index < to && index < rows.length; index++) {
      for (const cell of rows[index]?.cells ?? []) to = Math.max(to, Math.min(index + cell.rowSpan, rows.length))
    }
    groups.push({ from, to })
    from = to
  }
  return groups
}

/** The rows from `from` to `to` as a table of their own: cells that reach in from above are drawn again, as far as they reach. */
export function sliceRows(rows: readonly PlacedRow[], from: number, to: number): PlacedRow[] {
  return rows.slice(from, to).map((row, offset) => {
    const index = from + offset
    const clipped = row.cells.map((cell) => ({ ...cell, rowSpan: Math.min(cell.rowSpan, to - index) }))
    if (index !== from) return { ...row, cells: clipped }
    const reachingIn = rows.slice(0, from).flatMap((above, aboveIndex) =>
      above.cells
        .filter((cell) => aboveIndex + cell.rowSpan > from)
        .map((cell): PlacedCell => {
          const rowSpan = Math.min(aboveIndex + cell.rowSpan, to) - from
          // Labels are repeated; what was filled in is not.
          if (cell.kind === 'label') return { ...cell, rowSpan }
          return { kind: 'empty', colSpan: cell.colSpan, rowSpan, column: cell.column, widthMm: cell.widthMm }
        }),
    )
    return { ...row, cells: [...reachingIn, ...clipped].sort((a, b) => a.column - b.column) }
  })
}

/**
 * Cuts one row that is taller than the room: its long values go on in the second row.
 * @returns null when no value has a line to spare
 */
export function splitRow(
  row: PlacedRow,
  roomMm: number,
  measure: TextMeasure,
  type: GridType = 'form',
): [PlacedRow, PlacedRow] | null {
  const style = gridStyles[type].value
  const room = Math.floor((roomMm - 2 * cellPadding.y) / textStyles[style].line)
  let cut = false
  const rests: PlacedCell[] = []
  const heads = row.cells.map((cell): PlacedCell => {
    if (cell.kind !== 'value') {
      rests.push(
        cell.kind === 'label'
          ? cell
          : { kind: 'empty', colSpan: cell.colSpan, rowSpan: 1, column: cell.column, widthMm: cell.widthMm },
      )
      return cell
    }
    const paragraphs = cell.text.split('\n').map((text) => ({
      text,
      indent: false,
      starts: measure.lineStarts(text, style, cell.widthMm - 2 * cellPadding.x, false),
    }))
    const start = { paragraph: 0, line: 0 }
    const end = nextBreak(paragraphs, start, room, true)
    if (end === null || end.paragraph >= paragraphs.length) {
      rests.push({ ...cell, text: '', rowSpan: 1 })
      return cell
    }
    cut = true
    const text = (from: typeof start, to: typeof start) => {
      let joined = ''
      textBetween(paragraphs, from, to).forEach((part, index, parts) => {
        joined += part.text + (index < parts.length - 1 && !part.goesOn ? '\n' : '')
      })
      return joined
    }
    rests.push({ ...cell, text: text(end, { paragraph: paragraphs.length, line: 0 }), rowSpan: 1 })
    return { ...cell, text: text(start, end), rowSpan: 1 }
  })
  if (!cut) return null
  const height = (cells: readonly PlacedCell[], least: number) =>
    Math.max(least, ...cells.map((cell) => neededHeight(cell, measure, type)))
  return [
    { heightMm: Math.min(roomMm, height(heads, 0)), cells: heads },
    { heightMm: height(rests, 0), cells: rests },
  ]
}
