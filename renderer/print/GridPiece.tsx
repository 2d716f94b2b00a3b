import type { PlacedCell, PlacedRow } from './lay-out-grid.ts'
import { tickText } from './lay-out-grid.ts'
import { textCss } from './text-css.ts'

function CellContent({ cell }: { cell: PlacedCell }) {
  switch (cell.kind) {
    case 'empty':
      return null
    case 'label':
      return (
        <>
          <p style={textCss('label')}>{cell.text}</p>
          {cell.note === null ? null : <p style={textCss('note')}>{cell.note}</p>}
        </>
      )
    case 'value':
      return <p style={textCss('value')}>{cell.text}</p>
    case 'ticks':
      return (
        <p className={`paper-ticks-${cell.arrange}`} style={textCss('value')}>
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
          <col key={`${index}`} style={{ width: `${width}mm` }} />
        ))}
      </colgroup>
      <tbody>
        {rows.map((row, index) => (
          <tr key={`${index}`} style={{ height: `${row.heightMm}mm` }}>
            {row.cells.map((cell) => {
              const Cell = cell.kind === 'label' ? 'th' : 'td'
              return (
                <Cell key={cell.column} colSpan={cell.colSpan} rowSpan={cell.rowSpan} data-field={'field' in cell ? cell.field : undefined}>
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
