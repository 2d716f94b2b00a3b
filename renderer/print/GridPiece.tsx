import { tickText } from '../../shared/form/outline.ts'
import { type GridType, gridStyles, type PlacedCell } from './lay-out-grid.ts'
import type { Piece } from './pages.ts'
import { cellPadding } from './paper.ts'
import { textCss } from './text-css.ts'

function CellContent({ cell, type }: { cell: PlacedCell; type: GridType }) {
  const styles = gridStyles[type]
  // As wide as it was measured, whatever the lines of the table take.
  const width = `${cell.widthMm - 2 * cellPadding.x}mm`
  switch (cell.kind) {
    case 'empty':
      return null
    case 'label':
      return (
        <>
          <p style={{ ...textCss(styles.label), width }}>{cell.text}</p>
          {cell.note === null ? null : <p style={{ ...textCss('note'), width }}>{cell.note}</p>}
        </>
      )
    case 'value':
      return <p style={{ ...textCss(styles.value), width }}>{cell.text}</p>
    case 'ticks':
      return (
        <p className={`paper-ticks-${cell.arrange}`} style={{ ...textCss(styles.value), width }}>
          {cell.ticks.map((tick) => (
            <span key={tick.label}>{tickText(tick)}</span>
          ))}
        </p>
      )
  }
}

/** Rows whose heights are known: the table only draws them. */
export function GridPiece({ piece }: { piece: Extract<Piece, { kind: 'grid' }> }) {
  const { columns, rows, type } = piece
  const width = columns.reduce((sum, one) => sum + one, 0).toFixed(3)
  return (
    <table className="paper-grid paper-text" style={{ width: `${width}mm` }} data-field={piece.field ?? undefined}>
      <colgroup>
        {columns.map((width, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a place on paper is its own identity
          <col key={`${index}`} style={{ width: `${width}mm` }} />
        ))}
      </colgroup>
      <tbody>
        {rows.map((row, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a place on paper is its own identity
          <tr key={`${index}`} style={{ height: `${row.heightMm}mm` }}>
            {row.cells.map((cell) => {
              const Cell = cell.kind === 'label' ? 'th' : 'td'
              return (
                <Cell
                  key={cell.column}
                  colSpan={cell.colSpan}
                  rowSpan={cell.rowSpan}
                  data-field={'field' in cell ? cell.field : undefined}
                  style={'align' in cell ? { textAlign: cell.align } : undefined}
                >
                  <CellContent cell={cell} type={type} />
                </Cell>
              )
            })}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
