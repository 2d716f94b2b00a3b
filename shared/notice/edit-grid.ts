/** Rows of a label and value grid without some of its fields; every place stays with exactly one cell. Pure. */
import type { LayoutBlock, LayoutCell } from '../form/definition.ts'

export type Grid = Extract<LayoutBlock, { kind: 'grid' }>
type Row = Grid['rows'][number]

const isLabel = (cell: LayoutCell | undefined): cell is LayoutCell =>
  cell !== undefined && cell.field === undefined && cell.label !== undefined
const isValue = (cell: LayoutCell | undefined): boolean => cell?.field !== undefined

/** First columns of a row's cells, past what reaches down from above; null where the cells do not tile the grid. */
function cellStarts({ columns, rows }: Grid): number[][] | null {
  const until = columns.map(() => 0)
  const starts: number[][] = []
  for (const [y, row] of rows.entries()) {
    let x = 0
    const here: number[] = []
    for (const cell of row.cells) {
      while (x < columns.length && (until[x] ?? 0) > y) x++
      if (x + cell.colSpan > columns.length || y + cell.rowSpan > rows.length) return null
      for (let at = x; at < x + cell.colSpan; at++) {
        if ((until[at] ?? 0) > y) return null
        until[at] = y + cell.rowSpan
      }
      here.push(x)
      x += cell.colSpan
    }
    if (until.some((end) => end <= y)) return null
    starts.push(here)
  }
  return starts
}

/** The label of a value stands right before it and belongs to no other value. */
export function ownLabel(row: Row, at: number): number | null {
  const before = row.cells[at - 1]
  const shared = isValue(row.cells[at + 1])
  return isLabel(before) && !shared && before.rowSpan === row.cells[at]?.rowSpan ? at - 1 : null
}

export function withoutFields(grid: Grid, gone: (id: string) => boolean): Grid | null {
  const hadFields = grid.rows.some((row) => row.cells.some(isValue))
  let made: Grid = {
    ...grid,
    rows: grid.rows.map((row) => ({ ...row, cells: row.cells.map((c) => oneLeft(c, gone)) })),
  }
  for (let place = findGone(made, gone); place; place = findGone(made, gone))
    made = withoutCell(made, place.row, place.at)
  const isEmpty = !made.rows.some((row) => row.cells.some(isValue))
  return made.rows.length === 0 || (hadFields && isEmpty) ? null : made
}

/** Of two values in one cell the one that stays. */
function oneLeft(cell: LayoutCell, gone: (id: string) => boolean): LayoutCell {
  const { alsoField, ...rest } = cell
  if (alsoField === undefined) return cell
  if (gone(alsoField)) return rest
  return cell.field !== undefined && gone(cell.field) ? { ...rest, field: alsoField } : cell
}

function findGone(grid: Grid, gone: (id: string) => boolean): { row: number; at: number } | null {
  for (const [row, { cells }] of grid.rows.entries()) {
    const at = cells.findIndex((cell) => cell.field !== undefined && gone(cell.field))
    if (at >= 0) return { row, at }
  }
  return null
}

/** The row goes when nothing else is asked in it; otherwise its neighbour takes the room; otherwise it stays blank. */
function withoutCell(grid: Grid, row: number, at: number): Grid {
  for (const candidate of [withoutRow(grid, row, at), widened(grid, row, at)])
    if (candidate && (candidate.rows.length === 0 || cellStarts(candidate))) return candidate
  return blanked(grid, row, at)
}

function withoutRow(grid: Grid, y: number, at: number): Grid | null {
  const row = grid.rows[y]
  const starts = cellStarts(grid)
  if (!row || !starts || row.cells[at]?.rowSpan !== 1) return null
  if (row.cells.some((cell, index) => index !== at && isValue(cell))) return null
  // A heading of a group that begins here goes on in the next row.
  const moved = row.cells.flatMap((cell, index) =>
    cell.rowSpan > 1 ? [{ cell: { ...cell, rowSpan: cell.rowSpan - 1 }, start: starts[y]?.[index] ?? 0 }] : [],
  )
  const rows = grid.rows.flatMap((one, index): Row[] => {
    if (index === y) return []
    if (index < y) return [{ ...one, cells: one.cells.map((cell) => shortened(cell, index, y)) }]
    if (index > y + 1 || moved.length === 0) return [one]
    const placed = one.cells.map((cell, n) => ({ cell, start: starts[index]?.[n] ?? 0 }))
    return [{ ...one, cells: [...placed, ...moved].sort((a, b) => a.start - b.start).map(({ cell }) => cell) }]
  })
  return { ...grid, rows }
}

const shortened = (cell: LayoutCell, from: number, gone: number): LayoutCell =>
  from + cell.rowSpan > gone ? { ...cell, rowSpan: cell.rowSpan - 1 } : cell

function widened(grid: Grid, y: number, at: number): Grid | null {
  const row = grid.rows[y]
  if (!row) return null
  const first = ownLabel(row, at) ?? at
  const freed = row.cells.slice(first, at + 1)
  if (freed.some((cell) => cell.rowSpan > 1)) return null
  const width = freed.reduce((sum, cell) => sum + cell.colSpan, 0)
  const rest = [...row.cells.slice(0, first), ...row.cells.slice(at + 1)]
  const before = isValue(rest[first - 1]) ? first - 1 : -1
  const heir = before >= 0 ? before : rest.findIndex((cell, index) => index >= first && isValue(cell))
  if (heir < 0) return null
  const cells = rest.map((cell, index) => (index === heir ? { ...cell, colSpan: cell.colSpan + width } : cell))
  return { ...grid, rows: grid.rows.map((one, index) => (index === y ? { ...one, cells } : one)) }
}

function blanked(grid: Grid, y: number, at: number): Grid {
  const rows = grid.rows.map((row, index) => {
    if (index !== y) return row
    const label = ownLabel(row, at)
    const cells = row.cells.map(
      (cell, n): LayoutCell => (n === at || n === label ? { colSpan: cell.colSpan, rowSpan: cell.rowSpan } : cell),
    )
    return { ...row, cells }
  })
  return { ...grid, rows }
}

/** Narrower than this no label can be read. */
const labelMm = 30

/** One more row: the label over the first columns, the value over the rest. The grid has two columns or more. */
export function withRow(grid: Grid, label: string, field: string, ticks: boolean): Grid {
  let across = 1
  let width = grid.columns[0] ?? 0
  while (width < labelMm && across < grid.columns.length - 1) width += grid.columns[across++] ?? 0
  const heights = grid.rows.map(({ heightMm }) => heightMm).sort((a, b) => a - b)
  const heightMm = heights[Math.floor(heights.length / 2)] ?? 9
  const value: LayoutCell = { field, colSpan: grid.columns.length - across, rowSpan: 1, ...(ticks && { ticks: 'row' }) }
  return { ...grid, rows: [...grid.rows, { heightMm, cells: [{ label, colSpan: across, rowSpan: 1 }, value] }] }
}

/** Rows that hang together by cells over several of them. */
export function rowUnits(grid: Grid): Row[][] {
  const units: Row[][] = []
  let until = 0
  for (const [y, row] of grid.rows.entries()) {
    if (y < until) units.at(-1)?.push(row)
    else units.push([row])
    until = Math.max(until, ...row.cells.map((cell) => y + cell.rowSpan))
  }
  return units
}
