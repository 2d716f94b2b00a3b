/** Merged cells: what they cover to the right is left out, what they cover below is theirs again. Pure. */
import { CannotRead } from '../../received/received-text.ts'
import { type GridCell, type GridRow, limits, type Span } from './grid.ts'

type Rows = readonly { readonly number: number; readonly hidden: boolean; readonly cells: Map<number, GridCell> }[]

/**
 * A merged cell covers rows that have something in them, and no others: one over a whole sheet costs no more than the
 * sheet has.
 * @throws CannotRead too-much
 */
export function spread(rows: Rows, spans: readonly Span[]): GridRow[] {
  if (spans.length === 0) return [...rows]
  const byNumber = new Map(rows.map((row) => [row.number, row]))
  const lastColumn = Math.max(...rows.map(({ cells }) => Math.max(...cells.keys())), 0)
  let covered = 0
  for (const span of spans) {
    const anchor = byNumber.get(span.row)?.cells.get(span.column)
    const last = Math.min(span.lastColumn, lastColumn)
    const own = { wide: span.lastColumn - span.column + 1, high: span.lastRow - span.row + 1 }
    const from = lowerBound(rows, span.row)
    for (let at = from; at < rows.length; at++) {
      const row = rows[at]
      if (!row || row.number > span.lastRow) break
      covered += last - span.column + 1
      if (covered > limits.covered) throw new CannotRead({ why: 'too-much' })
      for (let column = span.column; column <= last; column++) row.cells.delete(column)
      if (!anchor) continue
      const isFirst = row.number === span.row
      row.cells.set(span.column, { ...anchor, ...own, fromAbove: !isFirst })
    }
  }
  return rows.filter(({ cells }) => [...cells.values()].some(({ fromAbove }) => !fromAbove))
}

function lowerBound(rows: Rows, number: number): number {
  let low = 0
  let high = rows.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((rows[middle]?.number ?? 0) < number) low = middle + 1
    else high = middle
  }
  return low
}
