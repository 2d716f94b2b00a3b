import { HolderOutlined } from '@ant-design/icons'
import { type DragEvent, memo } from 'react'
import type { ColumnDefinition, TableRow } from '../../../shared/form/definition.ts'
import { type CellActions, TableCell } from './TableCell.tsx'

export type RowDrag = {
  start(event: DragEvent, at: number): void
  over(event: DragEvent, at: number): void
  drop(event: DragEvent, at: number): void
}

type Props = {
  row: TableRow
  at: number
  columns: readonly ColumnDefinition[]
  /** What is wrong in which column, as JSON: rows that are as before are not drawn anew. '' when nothing is. */
  problems: string
  active: boolean
  disabled: boolean
  actions: CellActions
  drag: RowDrag
}

export const TableRowCells = memo(function TableRowCells({
  row,
  at,
  columns,
  problems,
  active,
  disabled,
  actions,
  drag,
}: Props) {
  const told = problems === '' ? {} : (JSON.parse(problems) as Readonly<Record<string, string>>)
  return (
    <tr
      aria-rowindex={at + 2}
      data-active={active}
      onDragOver={(event) => drag.over(event, at)}
      onDrop={(event) => drag.drop(event, at)}
    >
      <th
        scope="row"
        draggable={!disabled}
        onDragStart={(event) => drag.start(event, at)}
        title={disabled ? undefined : '按住拖动，可换位置'}
      >
        {disabled ? null : <HolderOutlined aria-hidden="true" />}
        {at + 1}
      </th>
      {columns.map((column, index) => (
        <td key={column.id} data-kind={column.kind} data-wrong={told[column.id] !== undefined}>
          <TableCell
            column={column}
            text={row[column.id] ?? ''}
            place={{ row: at, column: index }}
            problem={told[column.id] ?? ''}
            disabled={disabled}
            actions={actions}
          />
        </td>
      ))}
    </tr>
  )
})
