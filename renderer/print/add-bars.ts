/** Charts side by side: labels, bars and numbers measured, so that no number is ever cut and no row torn. */
import { type ChartCell, chartSpan, chartTable, type PrintChart } from '../../shared/form/chart.ts'
import type { PrintBlock } from '../../shared/form/print-document.ts'
import { addSection } from './add-title.ts'
import type { BarsPiece, PlacedChartCell, Setting } from './pages.ts'
import { textStyles } from './paper.ts'
import { countLines, type TextMeasure } from './text-measure.ts'

/** Between two charts, and below them. */
const gapMm = 6
const afterMm = 2
const beforeMm = 2
/** Left and right in a cell together; between a bar and its number. */
const sidesMm = 2
export const barGapMm = 1
const rowGapMm = 0.5
const leastLabelMm = 10
/** The longest bar is at least so long. */
const leastBarMm = 8
/** Above the line under the charts. */
const noteGapMm = 1

export const barStyle = (bars: readonly unknown[]): 'chart' | 'chartPair' => (bars.length > 1 ? 'chartPair' : 'chart')

type Widths = { label: number; bars: number; longest: number }

/** The larger part of a chart at most is for its labels; the longest bar leaves room for the widest number. */
function widthsOf(chart: PrintChart, widthMm: number, measure: TextMeasure): Widths {
  const numbers = chart.rows.flatMap((row) => row.bars).filter(({ share }) => share !== null)
  const beside = Math.max(0, ...numbers.map(({ text }) => measure.width(text, 'chart'))) + sidesMm + barGapMm + 0.5
  const labels = chart.rows.map((row) => measure.width(row.label, 'chart') + sidesMm + 0.5)
  const room = Math.min(widthMm * 0.6, widthMm - beside - leastBarMm)
  const label = Math.max(leastLabelMm, Math.min(room, Math.max(0, ...labels)))
  const bars = widthMm - label
  return { label, bars, longest: Math.max(bars - beside, leastBarMm) }
}

function heightOf(cell: PlacedChartCell, measure: TextMeasure): number {
  const { line } = textStyles.chart
  const lines = (text: string, width: number): number => countLines(measure, text, 'chart', width)
  switch (cell.kind) {
    case 'head':
      return countLines(measure, cell.chart.title, 'chartHead', cell.widthMm - sidesMm) * textStyles.chartHead.line + 1
    case 'label':
      return lines(cell.text, cell.widthMm - sidesMm) * line + rowGapMm
    case 'bars': {
      const words = cell.bars.map(({ text, share }) => (share === null ? lines(text, cell.widthMm - sidesMm) : 1))
      return words.reduce((sum, one) => sum + one, 0) * textStyles[barStyle(cell.bars)].line + rowGapMm
    }
    case 'empty':
      return 0
  }
}

export function addBars(setting: Setting, block: Extract<PrintBlock, { kind: 'bars' }>): void {
  const { pages, measure, shape } = setting
  if (block.charts.length === 0) return
  const each = (shape.width - (block.charts.length - 1) * gapMm) / block.charts.length
  const parts = block.charts.map((chart) => widthsOf(chart, each, measure))
  const columns = parts.flatMap(({ label, bars }, at) => (at === 0 ? [label, bars] : [gapMm, label, bars]))
  const place = (cell: ChartCell): PlacedChartCell => ({
    ...cell,
    widthMm: columns.slice(cell.column, cell.column + cell.colSpan).reduce((sum, one) => sum + one, 0),
    longestMm: parts[Math.floor(cell.column / chartSpan)]?.longest ?? 0,
  })
  const rows = chartTable(block.charts).map((cells) => {
    const placed = cells.map(place)
    return { heightMm: Math.max(...placed.map((cell) => heightOf(cell, measure))), cells: placed }
  })
  const [head, first] = rows
  if (!head) return
  addSection(setting, block.title, beforeMm + head.heightMm + (first?.heightMm ?? 0))
  let list: BarsPiece['rows'] = [head]
  let before = block.title !== null || pages.fresh ? 0 : beforeMm
  const height = (): number => list.reduce((sum, row) => sum + row.heightMm, before)
  const field = block.charts[0]?.field ?? null
  const put = () => pages.add({ kind: 'bars', heightMm: height(), columns, rows: list, beforeMm: before, field })
  for (const row of rows.slice(1)) {
    if (height() + row.heightMm > pages.room + 1e-6 && (list.length > 1 || !pages.fresh)) {
      if (list.length > 1) put()
      pages.turn()
      // What the bars are stands over them on every page.
      list = [head]
      before = 0
    }
    list.push(row)
  }
  put()
  if (block.note.length > 0) {
    const text = block.note.map((run) => run.text).join('')
    const heightMm = countLines(measure, text, 'chartNote', shape.width) * textStyles.chartNote.line + noteGapMm
    if (!pages.fits(heightMm)) pages.turn()
    pages.add({ kind: 'chart-note', heightMm, runs: block.note })
  }
  pages.add({ kind: 'space', heightMm: Math.min(afterMm, Math.max(pages.room, 0)) })
}
