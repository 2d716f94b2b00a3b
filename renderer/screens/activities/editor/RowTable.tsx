import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { type ReactNode, useRef } from 'react'

type Column<T> = {
  name: string
  width?: string
  /** @param label of the control, e.g. 第 2 行 媒体 */
  cell: (row: T, change: (part: Partial<T>) => void, label: string) => ReactNode
}

/** A small table that grows row by row. Rows have no names of their own: their place is what they are known by. */
export function RowTable<T extends object>({
  label,
  noun,
  rows,
  columns,
  fresh,
  most,
  onChange,
}: {
  label: string
  /** What a row is: 条报道, 个场馆. */
  noun: string
  rows: readonly T[]
  columns: readonly Column<T>[]
  fresh: () => T
  most: number
  onChange: (rows: T[]) => void
}) {
  const body = useRef<HTMLTableSectionElement>(null)
  const add = () => {
    onChange([...rows, fresh()])
    // Once the row is drawn one can write in it.
    requestAnimationFrame(() =>
      requestAnimationFrame(() =>
        body.current?.querySelector<HTMLElement>('tr:last-child input, tr:last-child select')?.focus(),
      ),
    )
  }
  return (
    <div className="row-table">
      {rows.length > 0 ? (
        <table aria-label={label}>
          <thead>
            <tr>
              {columns.map(({ name, width }) => (
                <th key={name} scope="col" style={width === undefined ? undefined : { width }}>
                  {name}
                </th>
              ))}
              <th scope="col" className="row-table-end">
                <span className="for-readers">移除</span>
              </th>
            </tr>
          </thead>
          <tbody ref={body}>
            {rows.map((row, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows have no ids; controls follow their values
              <tr key={at}>
                {columns.map(({ name, cell }) => (
                  <td key={name}>
                    {cell(
                      row,
                      (part) => onChange(rows.map((one, index) => (index === at ? { ...one, ...part } : one))),
                      `第 ${at + 1} 行 ${name}`,
                    )}
                  </td>
                ))}
                <td className="row-table-end">
                  <Button
                    type="text"
                    size="small"
                    aria-label={`移除第 ${at + 1} 行`}
                    icon={<DeleteOutlined aria-hidden="true" />}
                    onClick={() => onChange(rows.filter((_, index) => index !== at))}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
      <Button icon={<PlusOutlined aria-hidden="true" />} disabled={rows.length >= most} onClick={add}>
        加一{noun}
      </Button>
    </div>
  )
}
