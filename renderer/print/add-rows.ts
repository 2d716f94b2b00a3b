/** A table of rows: its heading on every page, rows never torn unless one is longer than a page. */
import type { PrintBlock, PrintCell } from '../../shared/form/print-document.ts'
import { rowsHeight } from './add-grid.ts'
import { addSection } from './add-title.ts'
import { gridColumns, layOutGrid, type PlacedRow, splitRow } from './lay-out-grid.ts'
import type { Setting } from './pages.ts'
import { cellPadding } from './paper.ts'
import { countLines } from './text-measure.ts'

type RowsBlock = Extract<PrintBlock, { kind: 'rows' }>
const one = { colSpan: 1, rowSpan: 1 } as const
/** A heading row of at least this height stands out without any grey. */
const headingMm = 9

/** 序号 in one line. */
const numberMm = 13

function columnsOf(block: RowsBlock, widthMm: number): number[] {
  const [number, ...others] = gridColumns(block.columns, widthMm)
  if (!block.numbered || number === undefined || number >= numberMm) return gridColumns(block.columns, widthMm)
  return [numberMm, ...gridColumns(others, widthMm - numberMm)]
}

export function addRows(setting: Setting, block: RowsBlock): void {
  const { pages, measure, shape } = setting
  const columns = columnsOf(block, shape.width)
  // Short entries stand in the middle; a column with a longer text reads from the left.
  const wraps = columns.map((width, at) =>
    block.rows.some((row) => countLines(measure, row[at] ?? '', 'row', width - 2 * cellPadding.x) > 1),
  )
  const cells = (row: readonly string[]): PrintCell[] =>
    block.headings.map((_heading, at) => {
      const align = wraps[at] ? 'left' : 'center'
      return { kind: 'value', field: block.field, text: row[at] ?? '', align, ...one }
    })
  const labels = block.headings.map((text): PrintCell => ({ kind: 'label', text, note: null, ...one }))
  const grid = {
    kind: 'grid' as const,
    title: null,
    columns,
    rows: [
      { heightMm: headingMm, cells: labels },
      ...block.rows.map((row) => ({ heightMm: block.heightMm, cells: cells(row) })),
    ],
  }
  const [heading, ...rows] = layOutGrid(grid, measure, shape.width, 'rows')
  if (!heading) return
  const put = (list: PlacedRow[]) =>
    pages.add({ kind: 'grid', heightMm: rowsHeight(list), columns, rows: list, type: 'rows', field: block.field })
  const first = rows[0]?.heightMm ?? 0
  const whole = pages.height - heading.heightMm
  addSection(setting, block.title, heading.heightMm + (first > whole ? block.heightMm : first))
  let list: PlacedRow[] = [heading]
  const turn = () => {
    if (list.length > 1) put(list)
    pages.turn()
    list = [heading]
  }
  for (const row of rows) {
    let rest = row
    while (rowsHeight([...list, rest]) > pages.room + 1e-6) {
      if (rest.heightMm <= whole && !(pages.fresh && list.length === 1)) {
        turn()
        continue
      }
      const cut = splitRow(rest, pages.room - rowsHeight(list), measure, 'rows')
      if (!cut && pages.fresh && list.length === 1) break
      if (cut) {
        list.push(cut[0])
        rest = cut[1]
      }
      turn()
    }
    list.push(rest)
  }
  put(list)
}
