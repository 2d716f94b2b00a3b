/** All lists of a file, and the sheets that stay out with the reason. For the reading thread. */
import { findTables } from './find-tables.ts'
import type { Grid } from './grid.ts'
import { judgeTable } from './judge.ts'
import type { FoundTable, ReadFile } from './types.ts'

const aside = /^(?:字典|数据字典|下拉.{0,6}|选项|代码表?|填(?:表|报)说明|说明|样例|示例|样表|示范|参考.{0,4})$/u

export function findLists(grid: Grid): Omit<ReadFile, 'sha256'> {
  const tables: { table: FoundTable; aside: boolean }[] = []
  const otherSheets: { name: string; why: string }[] = []
  const empty: { name: string; why: string }[] = []
  let hasWords = grid.paragraphs.length > 0
  for (const [at, sheet] of grid.sheets.entries()) {
    if (sheet.hidden) {
      if (sheet.rows.length > 0) otherSheets.push({ name: sheet.name, why: '隐藏的工作表' })
      continue
    }
    if (sheet.rows.length === 0) {
      empty.push({ name: sheet.name, why: '空的工作表' })
      continue
    }
    hasWords = true
    const found = findTables(sheet)
    if (found.length === 0) otherSheets.push({ name: sheet.name, why: '没有找到表头，不像名单' })
    for (const raw of found)
      tables.push({
        table: judgeTable(raw, sheet, at === 0 ? grid.paragraphs : []),
        aside: aside.test(sheet.name.trim()),
      })
  }
  const data = tables.filter((one) => !one.aside && one.table.rows.length > 0)
  const kept = data.length > 0 ? data : tables
  for (const { table } of tables.filter((one) => !kept.includes(one)))
    if (!otherSheets.some(({ name }) => name === table.sheet))
      otherSheets.push({
        name: table.sheet,
        why: table.rows.length === 0 ? '只有表头，没有内容' : '看名称是说明或样例',
      })
  return {
    format: grid.format,
    kind: kept.length > 0 ? 'list' : hasWords ? 'form' : 'empty',
    tables: kept.map(({ table }) => table),
    otherSheets: kept.length > 0 ? otherSheets : [...empty, ...otherSheets],
  }
}
