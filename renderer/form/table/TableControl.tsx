import { PlusOutlined } from '@ant-design/icons'
import { useVirtualizer } from '@tanstack/react-virtual'
import { Button } from 'antd'
import {
  type RefObject,
  useDeferredValue,
  useImperativeHandle,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { cellProblems } from '../../../shared/wording/finding-texts.ts'
import { CoverTable } from '../cover-context.ts'
import { type ControlProps, controlId, type ShownFinding } from '../field-props.ts'
import { RowTools } from './RowTools.tsx'
import { TableHead, TableSums } from './TableHead.tsx'
import { TableRowCells } from './TableRowCells.tsx'
import { mostRows } from './table-edits.ts'
import { useTableKeys } from './use-table-keys.ts'
import { useTableRows } from './use-table-rows.ts'
import './table.css'

/** Beyond these only the rows in sight are drawn. */
const virtualFrom = 60
/** Pixels; as table.css has it. */
const rowHeight = 37

export type TableJump = { toCell(row: number, column: string | undefined): void }
type Props = ControlProps<'table'> & { findings: readonly ShownFinding[]; jump: RefObject<TableJump | null> }

/** Rows and columns under the hand as in a spreadsheet. */
export function TableControl({ field, value, onChange, onLeave, ids, findings, jump }: Props) {
  const { columns } = field
  const { rows, latest, edit, type, undo, takeBack } = useTableRows(value, onChange)
  const [active, setActive] = useState<number | null>(null)
  const frame = useRef<HTMLDivElement>(null)
  const many = rows.length > virtualFrom
  const virtual = useVirtualizer({
    count: rows.length,
    enabled: many,
    getScrollElement: () => frame.current,
    estimateSize: () => rowHeight,
    overscan: 2,
    initialRect: { width: 600, height: 480 },
    scrollPaddingStart: rowHeight,
    scrollPaddingEnd: rowHeight,
  })
  const keys = useTableKeys({ frame, columns, latest, edit, type, scrollTo: (at) => many && virtual.scrollToIndex(at) })
  useLayoutEffect(keys.settleFocus)
  useImperativeHandle(jump, () => ({
    toCell: (row, column) =>
      keys.focusCell({
        row,
        column: Math.max(
          columns.findIndex(({ id }) => id === column),
          0,
        ),
      }),
  }))
  const problems = useMemo(() => cellProblems(field, findings), [field, findings])
  const summed = useDeferredValue(rows)
  const shown = many ? virtual.getVirtualItems().map(({ index }) => index) : rows.map((_row, at) => at)
  const first = shown[0] ?? 0
  const last = shown.at(-1) ?? -1
  const table = useMemo(
    () => ({ field: field.id, covered: ids.foreign === true && field.personal === true }),
    [field.id, field.personal, ids.foreign],
  )
  return (
    <CoverTable.Provider value={table}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: only watches which row the cursor stands in */}
      <div
        className="table-control"
        id={ids.id}
        tabIndex={-1}
        onFocus={(event) => {
          // Somebody jumped to the field as a whole.
          if (event.target === event.currentTarget) keys.focusCell({ row: 0, column: 0 })
          const [row] = (event.target as HTMLElement).dataset.cell?.split(':') ?? []
          if (row !== undefined) setActive(Number(row))
        }}
        onBlur={(event) => {
          if (event.currentTarget.contains(event.relatedTarget)) return
          setActive(null)
          onLeave()
        }}
      >
        <div className="table-scroll" ref={frame} data-many={many}>
          <table
            aria-labelledby={ids.labelledBy}
            aria-describedby={ids.describedBy}
            aria-rowcount={rows.length + 1}
            data-table={controlId(field.id)}
          >
            <TableHead columns={columns} />
            <tbody>
              {first > 0 ? <Gap rows={first} columns={columns.length} /> : null}
              {shown.map((at) => {
                const one = rows[at]
                return one ? (
                  <TableRowCells
                    key={one.key}
                    row={one.row}
                    at={at}
                    columns={columns}
                    problems={problems.get(at) ?? ''}
                    active={active === at}
                    disabled={ids.disabled}
                    actions={keys.actions}
                    drag={keys.drag}
                  />
                ) : null
              })}
              {last < rows.length - 1 ? <Gap rows={rows.length - 1 - last} columns={columns.length} /> : null}
            </tbody>
            <TableSums columns={columns} rows={summed} />
          </table>
        </div>
        {ids.disabled ? null : (
          <div className="table-foot">
            <Button
              size="small"
              icon={<PlusOutlined aria-hidden="true" />}
              disabled={rows.length >= mostRows}
              onClick={keys.append}
            >
              加一行
            </Button>
            {active === null ? (
              <span className="quiet">可以从 Excel、WPS 复制一块单元格，粘贴到这里</span>
            ) : (
              <RowTools at={active} onAct={(act) => keys.act(act, active)} />
            )}
            {undo ? (
              <span className="table-undo" role="status">
                {undo.text}
                <button
                  type="button"
                  className="plain-button link-button"
                  onMouseDown={(event) => event.preventDefault()}
                  onClick={takeBack}
                >
                  撤销
                </button>
              </span>
            ) : null}
          </div>
        )}
      </div>
    </CoverTable.Provider>
  )
}

/** The place of rows that are not drawn. */
function Gap({ rows, columns }: { rows: number; columns: number }) {
  return (
    <tr>
      <td className="table-gap" colSpan={columns + 1} style={{ height: rows * rowHeight }} />
    </tr>
  )
}
