import type { PlacedCell, PlacedRow } from './lay-out-grid.ts'
import { tickText } from './lay-out-grid.ts'
import { cellPadding } from './paper.ts'
import { textCss } from './text-css.ts'

function CellContent({ cell }: { cell: PlacedCell }) {
  // As wide as it was measured, whatever the lines of the table take.
  const width = `${cell.widthMm - 2 * cellPadding.x}mm`
  switch (cell.kind) {
    case 'empty':
      return null
    case 'label':
      return (
        <>
          <p style={{ ...textCss('label'), width }}>{cell.text}</p>
          {cell.note === null ? null : <p style={{ ...textCss('note'), width }}>{cell.note}</p>}
        </>
      )
    case 'value':
      return <p style={{ ...textCss('value'), width }}>{cell.text}</p>
    case 'ticks':
      return (
        <p className={`paper-ticks-${cell.arrange}`} style={{ ...textCss('value'), width }}>
          {cell.ticks.map((tick) => (
            <span key={tick.label}>{tickText(tick)}</span>
          ))}
        </p>
      )
  }
}

/** Rows whose heights are known: the table only draws them. */
export function GridPiece({ columns, rows }: { columns: readonly number[]; rows: readonly PlacedRow[] }) {
  return (
    <table className="paper-grid paper-text">
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
