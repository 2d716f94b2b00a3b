/** Charts as a table of Word: a bar is a run of shaded spaces, so that it needs no picture and no face of its own. */
import { AlignmentType, BorderStyle, Paragraph, ShadingType, type Table, TextRun } from 'docx'
import {
  type ChartCell,
  chartSpan,
  chartTable,
  legendOf,
  type PrintBar,
  type PrintChart,
} from '../../../../shared/form/chart.ts'
import { tickSpace } from '../../../../shared/form/outline.ts'
import { millimetres, twips } from './measures.ts'
import { type Numbered, paragraphOf } from './paragraphs.ts'
import { exactLine, styleId } from './styles.ts'
import { type BlockOf, cellOf, columnTwips, fixedTable, noBorders, rowOf } from './tables.ts'
import { widthInCharacters } from './text-width.ts'

const points = 10
const lineMm = 4
const pairPoints = 9
const pairMm = 3.4
const headPoints = 11
const headMm = 6
/** Between two charts. */
const gapMm = 6
/** Lower than the letters beside it. */
const barPoints = 7
/** A no-break space of the Chinese faces is half as wide as the type is high. */
const spaceMm = millimetres(barPoints) / 2
const cellSides = 2
const leastLabelMm = 12
const leastBarMm = 8

const textMm = (text: string): number => (widthInCharacters(text) + 0.5) * millimetres(points)

type Widths = { label: number; bars: number; longest: number }

/** The larger part of a chart at most is for its labels. */
function widthsOf(chart: PrintChart, widthMm: number): Widths {
  const numbers = chart.rows.flatMap((row) => row.bars).filter(({ share }) => share !== null)
  const beside = Math.max(0, ...numbers.map(({ text }) => textMm(text))) + cellSides
  const labels = chart.rows.map((row) => textMm(row.label) + cellSides)
  const room = Math.min(widthMm * 0.6, widthMm - beside - leastBarMm)
  const label = Math.max(leastLabelMm, Math.min(room, Math.max(0, ...labels)))
  const bars = widthMm - label
  return { label, bars, longest: Math.max(bars - beside, leastBarMm) }
}

/** Dark, and light in a frame: told apart in black and white, by every program. */
const looks = [
  { shading: { type: ShadingType.CLEAR, fill: '262626', color: 'auto' } },
  {
    shading: { type: ShadingType.CLEAR, fill: 'D9D9D9', color: 'auto' },
    border: { style: BorderStyle.SINGLE, size: 4, color: '000000', space: 0 },
  },
] as const

/** The title, and the names of the values in the looks of their bars. */
function headRuns(chart: PrintChart): TextRun[] {
  const size = pairPoints * 2
  const names = legendOf(chart).flatMap((name, at) => [
    new TextRun({ text: tickSpace, size }),
    new TextRun({ text: name, size, ...(at === 0 && { color: 'FFFFFF' }), ...looks[at === 0 ? 0 : 1] }),
  ])
  return [new TextRun({ text: chart.title, size: headPoints * 2 }), ...names]
}

function barRun({ share }: PrintBar, at: number, longestMm: number): TextRun[] {
  if (share === null || share === 0) return []
  const text = '\u00a0'.repeat(Math.max(1, Math.round((share * longestMm) / spaceMm)))
  return [new TextRun({ text, size: barPoints * 2, ...looks[at === 0 ? 0 : 1] })]
}

function cellParagraphs(cell: ChartCell, own: readonly Numbered[], longestMm: number): Paragraph[] {
  if (cell.kind === 'head') {
    const wish = { alignment: AlignmentType.LEFT, spacing: exactLine(headMm), keepNext: true }
    return own.map(() => new Paragraph({ style: styleId('rowLabel'), ...wish, children: headRuns(cell.chart) }))
  }
  const pair = cell.kind === 'bars' && cell.bars.length > 1
  const size = (pair ? pairPoints : points) * 2
  const line = { style: styleId('note'), alignment: AlignmentType.LEFT, spacing: exactLine(pair ? pairMm : lineMm) }
  return own.map(({ item }, at) => {
    const text = new TextRun({ text: item.text, size })
    const bar = cell.kind === 'bars' ? cell.bars[at] : undefined
    const space = bar && bar.share !== null && bar.share > 0 ? [new TextRun({ text: ' ', size })] : []
    return new Paragraph({ ...line, children: [...(bar ? barRun(bar, at, longestMm) : []), ...space, text] })
  })
}

/** The charts, and the line under them. */
export function barsChildren(
  block: BlockOf<'bars'>,
  items: readonly Numbered[],
  widthMm: number,
): (Table | Paragraph)[] {
  const cells = items.filter(({ item }) => item.place !== undefined)
  const wish = {
    size: pairPoints * 2,
    alignment: AlignmentType.LEFT,
    spacing: { ...exactLine(lineMm), before: twips(1) },
  }
  const notes = items.filter(({ item }) => item.place === undefined).map((one) => paragraphOf(one, 'note', wish))
  return [barsTable(block, cells, widthMm), ...notes]
}

function barsTable({ charts }: BlockOf<'bars'>, items: readonly Numbered[], widthMm: number): Table {
  const each = (widthMm - (charts.length - 1) * gapMm) / Math.max(charts.length, 1)
  const parts = charts.map((chart) => widthsOf(chart, each))
  const columns = parts.flatMap(({ label, bars }, at) => (at === 0 ? [label, bars] : [gapMm, label, bars]))
  const widths = columnTwips(columns.length === 0 ? [widthMm] : columns, widthMm)
  const margins = { left: twips(cellSides / 2), right: twips(cellSides / 2), top: twips(0.25), bottom: twips(0.25) }
  const rows = chartTable(charts).map((cells, row) => {
    const made = cells.map((cell) => {
      const own = items.filter(({ item }) => item.place?.row === row && item.place.column === cell.column)
      const width = widths.slice(cell.column, cell.column + cell.colSpan).reduce((sum, one) => sum + one, 0)
      const longest = parts[Math.floor(cell.column / chartSpan)]?.longest ?? 0
      return cellOf(width, cellParagraphs(cell, own, longest), {
        margins,
        ...(cell.colSpan > 1 && { columnSpan: cell.colSpan }),
      })
    })
    return rowOf(row === 0 ? headMm : lineMm, made, 0, row === 0)
  })
  return fixedTable(widths, rows, noBorders)
}
