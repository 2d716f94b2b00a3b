import { memo } from 'react'
import type { ColumnDefinition } from '../../../shared/form/definition.ts'
import { columnSum, type Rows } from './table-edits.ts'

const isNumber = ({ kind }: ColumnDefinition): boolean => kind === 'integer' || kind === 'decimal'
const unitOf = (column: ColumnDefinition): string | undefined => ('unit' in column ? column.unit : undefined)

/** Headings, which stay in sight, and the widths of the columns. */
export const TableHead = memo(function TableHead({ columns }: { columns: readonly ColumnDefinition[] }) {
  return (
    <>
      <colgroup>
        <col className="table-number" />
        {columns.map((column) => (
          <col key={column.id} data-kind={column.kind} />
        ))}
      </colgroup>
      <thead>
        <tr aria-rowindex={1}>
          <th scope="col" aria-label="行号" />
          {columns.map((column) => (
            <th key={column.id} scope="col" title={column.label}>
              {column.label}
              {unitOf(column) ? <span className="table-unit">（{unitOf(column)}）</span> : null}
              {column.required ? (
                <span className="field-required" title="必填">
                  <span aria-hidden="true">*</span>
                  <span className="for-readers">（必填）</span>
                </span>
              ) : null}
            </th>
          ))}
        </tr>
      </thead>
    </>
  )
})

/** Sums of the columns of numbers; nothing where nothing is filled. */
export const TableSums = memo(function TableSums({
  columns,
  rows,
}: {
  columns: readonly ColumnDefinition[]
  rows: Rows
}) {
  if (!columns.some(isNumber)) return null
  return (
    <tfoot>
      <tr>
        <th scope="row">合计</th>
        {columns.map((column) => (
          <td key={column.id} data-kind={column.kind}>
            {isNumber(column) ? <output aria-label={`${column.label}合计`}>{columnSum(rows, column)}</output> : null}
          </td>
        ))}
      </tr>
    </tfoot>
  )
})
