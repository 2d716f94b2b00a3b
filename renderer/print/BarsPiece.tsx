import { legendOf, type PrintBar } from '../../shared/form/chart.ts'
import { barStyle } from './add-bars.ts'
import type { BarsPiece as Bars, PlacedChartCell } from './pages.ts'
import { textCss } from './text-css.ts'

/** Of a bar, in millimetres; lower than the letters beside it. */
const barMm = 2.4
const pitchMm = 0.9
/** A figure above zero is always to be seen. */
const leastMm = 0.4

/** Strokes from lower left to upper right, cut at the edges: lines, not a pattern, so that printers keep them sharp. */
function strokes(width: number): string {
  let path = ''
  for (let x = pitchMm - barMm; x < width; x += pitchMm) {
    const [from, to] = [Math.max(x, 0), Math.min(x + barMm, width)]
    path += `M${from.toFixed(2)} ${(barMm - (from - x)).toFixed(2)}L${to.toFixed(2)} ${(barMm - (to - x)).toFixed(2)}`
  }
  return path
}

/** `at` 0: filled, 1: hatched. Drawn, not a background: those are left out by many printers. */
function Bar({ widthMm, at }: { widthMm: number; at: number }) {
  const line = 0.18
  return (
    <svg
      width={`${widthMm.toFixed(2)}mm`}
      height={`${barMm}mm`}
      viewBox={`0 0 ${widthMm.toFixed(2)} ${barMm}`}
      aria-hidden="true"
    >
      {at === 0 ? (
        <rect width={widthMm} height={barMm} fill="#262626" />
      ) : (
        <g fill="none" stroke="#000" strokeWidth={line}>
          <rect x={line / 2} y={line / 2} width={Math.max(widthMm - line, 0.01)} height={barMm - line} />
          <path d={strokes(widthMm)} />
        </g>
      )}
    </svg>
  )
}

const lengthOf = ({ share }: PrintBar, longestMm: number): number =>
  share === null || share === 0 ? 0 : Math.max(share * longestMm, leastMm)

function CellContent({ cell }: { cell: PlacedChartCell }) {
  switch (cell.kind) {
    case 'empty':
      return null
    case 'head':
      return (
        <p style={textCss('chartHead')}>
          {cell.chart.title}
          {legendOf(cell.chart).map((name, at) => (
            <span key={name} style={{ ...textCss('chart'), marginLeft: '2.5mm' }}>
              <Bar widthMm={5} at={at} />
              {name}
            </span>
          ))}
        </p>
      )
    case 'label':
      return <p style={textCss('chart')}>{cell.text}</p>
    case 'bars':
      return cell.bars.map((bar, at) => {
        const widthMm = lengthOf(bar, cell.longestMm)
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a place on paper is its own identity
          <p key={`${at}`} style={{ ...textCss(barStyle(cell.bars)), paddingLeft: widthMm === 0 ? '1mm' : 0 }}>
            {widthMm === 0 ? null : <Bar widthMm={widthMm} at={at} />}
            {bar.text}
          </p>
        )
      })
  }
}

/** Charts as a table, read row by row: screen, paper and Word have one order. */
export function BarsPiece({ piece }: { piece: Bars }) {
  const width = piece.columns.reduce((sum, one) => sum + one, 0)
  return (
    <table
      className="paper-bars paper-text"
      style={{ width: `${width.toFixed(3)}mm`, marginTop: `${piece.beforeMm}mm` }}
      data-field={piece.field ?? undefined}
    >
      <colgroup>
        {piece.columns.map((one, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a place on paper is its own identity
          <col key={`${index}`} style={{ width: `${one}mm` }} />
        ))}
      </colgroup>
      <tbody>
        {piece.rows.map((row, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a place on paper is its own identity
          <tr key={`${index}`} style={{ height: `${row.heightMm}mm` }}>
            {row.cells.map((cell) => {
              const Cell = cell.kind === 'head' || cell.kind === 'label' ? 'th' : 'td'
              return (
                <Cell
                  key={cell.column}
                  colSpan={cell.colSpan}
                  className={cell.kind === 'bars' ? 'paper-bars-row' : undefined}
                >
                  <CellContent cell={cell} />
                </Cell>
              )
            })}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
