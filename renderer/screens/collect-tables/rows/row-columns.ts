/** Columns of the preview: what is taken, in the order of the file, each with its width. Pure. */
import type { ColumnMeaning, OpenCell } from '../../../../shared/api/tables.ts'
import { isMoney, isNumber, meaningHead } from '../../../text/tables.ts'
import type { CollectedTable, RowView } from '../collected.ts'

export type RowColumn = {
  column: number
  meaning: ColumnMeaning
  label: string
  head: string
  width: number
  number: boolean
}

const widths: Partial<Record<ColumnMeaning, number>> = {
  title: 208,
  time: 132,
  timeTo: 112,
  contactName: 80,
  mobile: 116,
  officePhone: 124,
  state: 80,
  place: 136,
  module: 112,
  main: 104,
  ministryTask: 120,
  description: 240,
  results: 200,
  press: 180,
}

/** What an activity is called and when it was come first, whose it is last: the sender stands above already. */
const place = ({ meaning }: RowColumn): number =>
  meaning === 'title' ? 0 : meaning === 'time' ? 1 : meaning === 'unit' ? 3 : 2

export function rowColumns({ columns, proposal }: CollectedTable): RowColumn[] {
  const all = columns.flatMap(({ column, meaning }, at) => {
    if (meaning === 'ignore') return []
    const number = isNumber(meaning)
    const label = (proposal.columns[at]?.label ?? '').replace(/\s+/gu, '')
    return [
      {
        column,
        meaning,
        label,
        head: meaningHead(meaning),
        number,
        width: widths[meaning] ?? (isMoney(meaning) ? 132 : number ? 104 : 150),
      },
    ]
  })
  return all.sort((a, b) => place(a) - place(b))
}

/** Columns with several questions that all have a suggestion to take at once; most first. */
export function suggested(rows: readonly RowView[]): { label: string; cells: OpenCell[] }[] {
  const byColumn = new Map<number, OpenCell[]>()
  for (const { state, asked } of rows) {
    if (state !== 'question' && state !== 'refusal') continue
    for (const cell of asked) {
      if (cell.suggestion === null || cell.kind !== 'question') continue
      const cells = byColumn.get(cell.column) ?? []
      cells.push(cell)
      byColumn.set(cell.column, cells)
    }
  }
  return [...byColumn.values()]
    .filter((cells) => cells.length > 1)
    .map((cells) => ({ label: (cells[0]?.label ?? '').replace(/\s+/gu, ''), cells }))
    .sort((a, b) => b.cells.length - a.cells.length)
}

/** 2022-05-10 as a person writes it; other suggestions as they are. */
export function suggestionText(suggestion: string): string {
  const days = suggestion.split('/')
  if (!days.every((day) => /^\d{4}-\d{2}-\d{2}$/u.test(day))) return suggestion
  return days
    .map((day) => {
      const [year, month, date] = day.split('-').map(Number)
      return `${year}年${month}月${date}日`
    })
    .join('至')
}
