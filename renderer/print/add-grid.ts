/** A grid on pages: rows that a cell spans hold together, a row longer than a page is cut between two lines. */
import { leastLines } from './add-flow.ts'
import { addSection, titleHeight } from './add-title.ts'
import {
  type GridBlock,
  gridColumns,
  layOutGrid,
  type PlacedRow,
  rowGroups,
  sliceRows,
  splitRow,
} from './lay-out-grid.ts'
import type { Setting } from './pages.ts'
import { textStyles } from './paper.ts'

export const rowsHeight = (list: readonly PlacedRow[]) => list.reduce((sum, row) => sum + row.heightMm, 0)

export function addGrid(setting: Setting, block: GridBlock): void {
  const { pages, measure, shape } = setting
  const columns = gridColumns(block.columns, shape.width)
  const type = block.small ? 'small' : 'form'
  const rows = layOutGrid(block, measure, shape.width, type)
  const put = (list: PlacedRow[]) => {
    if (list.length === 0) return
    pages.add({ kind: 'grid', heightMm: rowsHeight(list), columns, rows: list, type, field: null })
  }
  const groups = rowGroups(rows)
  const first = groups[0]
  const firstHeight = first ? rowsHeight(rows.slice(first.from, first.to)) : 0
  // A row longer than a page is cut anyway, and begins where it stands.
  const tooLong = firstHeight > pages.height - titleHeight(setting, '')
  addSection(setting, block.title, tooLong ? leastLines * textStyles.value.line : firstHeight)
  let from = 0
  for (const group of groups) {
    const height = rowsHeight(rows.slice(group.from, group.to))
    if (rowsHeight(rows.slice(from, group.to)) <= pages.room) continue
    put(sliceRows(rows, from, group.from))
    from = group.from
    if (height <= pages.room) continue
    if (height <= pages.height) {
      pages.turn()
      continue
    }
    for (let index = group.from; index < group.to; index++) {
      if (rowsHeight(rows.slice(from, index + 1)) <= pages.room) continue
      put(sliceRows(rows, from, index))
      from = index
      let [rest] = sliceRows(rows, index, index + 1)
      if (rest && rest.heightMm <= pages.height) {
        if (rest.heightMm > pages.room) pages.turn()
        continue
      }
      while (rest && rest.heightMm > pages.room) {
        const cut = splitRow(rest, pages.room, measure, type)
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
