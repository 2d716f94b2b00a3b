/** A chart of a `bars` block, ready to be drawn: every number as it is written, and how long its bar is. Pure. */
import { toUnits } from './decimal.ts'
import type { FieldDefinition, LayoutBlock, TableRow } from './definition.ts'
import { isEmptyRow } from './evaluate.ts'
import { cellWords } from './value-words.ts'

/** `share`: of the chart's longest bar, 0 to 1; null: the text is no number and has no bar. */
export type PrintBar = { text: string; share: number | null }
export type PrintChart = {
  title: string
  field: string
  /** Names of the values; a legend where there are two. */
  series: string[]
  rows: { label: string; bars: PrintBar[] }[]
}

type ChartLayout = Extract<LayoutBlock, { kind: 'bars' }>['charts'][number]
type TableField = Extract<FieldDefinition, { kind: 'table' }>

/** What stands where a cell is empty: an empty cell is not zero. */
export const emptyBar = '没有填写'
/** What stands under the title of a chart without rows. */
export const emptyChart = '（没有内容）'

const precision = 10_000n

export function printChart(
  { title, field: id, label, values }: ChartLayout,
  field: TableField,
  all: readonly TableRow[],
  masked: boolean,
): PrintChart {
  const column = (name: string) => field.columns.find((one) => one.id === name)
  const words = (row: TableRow, name: string): string => {
    const found = column(name)
    return found ? cellWords(found, row[name] ?? '', masked && field.personal) : ''
  }
  const rows = all.filter((row) => !isEmptyRow(row))
  const amounts = rows.map((row) => values.map((name) => toUnits((row[name] ?? '').trim())))
  const sizes = amounts.flat().map((units) => (units === null || units < 0n ? 0n : units))
  let longest = 0n
  for (const size of sizes) if (size > longest) longest = size
  const shareOf = (units: bigint | null): number | null => {
    if (units === null || units < 0n) return null
    return longest === 0n ? 0 : Number((units * precision) / longest) / Number(precision)
  }
  return {
    title,
    field: id,
    series: values.map((name) => column(name)?.label ?? ''),
    rows: rows.map((row, at) => ({
      label: words(row, label),
      bars: values.map((name, value) => {
        const text = words(row, name).trim()
        return { text: text === '' ? emptyBar : text, share: shareOf(amounts[at]?.[value] ?? null) }
      }),
    })),
  }
}

/** A cell of the charts of a block as one table, row by row, as Word, Excel and the page show them. */
export type ChartCell = { column: number; colSpan: number } & (
  | { kind: 'head'; chart: PrintChart }
  | { kind: 'label'; text: string }
  | { kind: 'bars'; bars: readonly PrintBar[] }
  | { kind: 'empty' }
)

/** Grid columns of a chart: its labels and its bars; between two charts one more, empty. */
export const chartSpan = 3

/** Heads first; a chart without rows says so. */
export function chartTable(charts: readonly PrintChart[]): ChartCell[][] {
  const count = charts.reduce((most, { rows }) => Math.max(most, rows.length), 1)
  const lines = Array.from({ length: count + 1 }, (_none, line) => line - 1)
  return lines.map((row) =>
    charts.flatMap((chart, at): ChartCell[] => {
      const column = at * chartSpan
      const gap: ChartCell[] = at === 0 ? [] : [{ kind: 'empty', column: column - 1, colSpan: 1 }]
      if (row < 0) return [...gap, { kind: 'head', chart, column, colSpan: 2 }]
      const one = chart.rows[row]
      if (one)
        return [
          ...gap,
          { kind: 'label', text: one.label, column, colSpan: 1 },
          { kind: 'bars', bars: one.bars, column: column + 1, colSpan: 1 },
        ]
      if (row === 0) return [...gap, { kind: 'label', text: emptyChart, column, colSpan: 2 }]
      return [...gap, { kind: 'empty', column, colSpan: 2 }]
    }),
  )
}

/** Names of the values of a chart that has several. */
export const legendOf = ({ series }: PrintChart): readonly string[] => (series.length > 1 ? series : [])
