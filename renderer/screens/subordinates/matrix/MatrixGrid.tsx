import { Checkbox } from 'antd'
import { type CSSProperties, type KeyboardEvent, type MouseEvent, memo } from 'react'
import type { Matrix, MatrixDeliverable, MatrixRow } from '../../../../shared/api/rosters.ts'
import { useNow } from '../../../app/app-state.ts'
import { dayText } from '../../../text/dates.ts'
import { totalText } from '../../../text/rosters.ts'
import type { Cells } from '../../../ui/use-cells.ts'
import { useGridLines } from '../../../ui/use-grid-lines.ts'
import { cellId, MatrixLine } from './MatrixLine.tsx'
import '../../../ui/grid.css'

/** As in matrix.css. */
const sizes = { row: 48, first: 272, cell: 116 }

type Props = {
  matrix: Matrix
  rows: readonly MatrixRow[]
  columns: readonly MatrixDeliverable[]
  cells: Cells
  opened: boolean
  onOpen: (open: boolean) => void
}

type HeadProps = { deliverable: MatrixDeliverable; matrix: Matrix; now: number }

/** Drawn anew when the data changed, not while one scrolls. */
const Head = memo(function Head({ deliverable, matrix, now }: HeadProps) {
  const { title, dueAt, optional, stamped } = deliverable
  const total = matrix.totals[deliverable.deliverableId]
  const due = dueAt === null ? (optional ? '自愿' : '不限日期') : `${dayText(dueAt, now)}截止`
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: cells take the keys; heads are read with them
    // biome-ignore lint/a11y/useSemanticElements: a grid that draws only what is in sight
    <div
      role="columnheader"
      className="matrix-head"
      title={`${title}（${due}${stamped ? '，要盖章' : ''}）${total ? `：${totalText(total)}` : ''}`}
    >
      <span className="matrix-head-title">{title}</span>
      <span className="quiet one-line">{due}</span>
      {total && total.expected > 0 ? (
        <span className="matrix-head-sum">
          报齐 {total.complete}/{total.expected}
          <span className="matrix-bar" aria-hidden="true">
            <span style={{ width: `${(100 * total.complete) / total.expected}%` }} />
          </span>
        </span>
      ) : null}
    </div>
  )
})

/** Arrow keys walk over cells, Space ticks the office, Enter opens what the cell says; only what is in sight is drawn. */
export function MatrixGrid({ matrix, rows, columns, cells, opened, onOpen }: Props) {
  // Days do not change from one second to the next.
  const now = Math.floor(useNow() / 60_000) * 60_000
  const { at } = cells
  const row = at === null ? -1 : rows.findIndex(({ office }) => office.officeId === at.row)
  const column = at?.column ?? -1

  const { scroller, items, height, keyOf } = useGridLines(rows.length, sizes, row, column)

  const press = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && at !== null) onOpen(true)
    else if (event.key === 'Escape' && cells.marked.size === 0 && opened) onOpen(false)
    else if (!cells.press(event)) return
    event.preventDefault()
  }
  const click = (event: MouseEvent) => {
    const target = event.target instanceof Element ? event.target : null
    const officeId = target?.closest<HTMLElement>('[data-office]')?.dataset.office
    if (officeId === undefined) return
    // A row that scrolls away takes the focus with it.
    scroller.current?.focus({ preventScroll: true })
    const cell = target?.closest<HTMLElement>('[data-column]')?.dataset.column
    cells.goTo({ row: officeId, column: Number(cell ?? -1) })
    if (event.ctrlKey || target?.closest('.matrix-tick')) {
      event.preventDefault()
      cells.toggle(officeId)
    } else onOpen(true)
  }
  const all = rows.length > 0 && cells.marked.size === rows.length
  return (
    // biome-ignore lint/a11y/useSemanticElements: a grid that draws only what is in sight
    <div
      ref={scroller}
      className="grid matrix"
      role="grid"
      tabIndex={0}
      aria-label={`报送情况，${rows.length} 个单位，${columns.length} 项材料`}
      aria-rowcount={rows.length + 1}
      aria-colcount={columns.length + 1}
      aria-multiselectable="true"
      aria-activedescendant={at === null ? undefined : cellId(at.row, at.column)}
      onKeyDown={press}
      onClick={click}
      onFocus={() => {
        const first = rows[items[0]?.index ?? 0]
        if (at === null && first) cells.goTo({ row: first.office.officeId, column: -1 })
      }}
      style={{ '--columns': columns.length } as CSSProperties}
    >
      {/* biome-ignore lint/a11y/useFocusableInteractive: cells take the keys */}
      {/* biome-ignore lint/a11y/useSemanticElements: a grid that draws only what is in sight */}
      <div role="row" aria-rowindex={1} className="grid-row grid-heads matrix-heads">
        {/* biome-ignore lint/a11y/useFocusableInteractive: cells take the keys */}
        {/* biome-ignore lint/a11y/useSemanticElements: a grid that draws only what is in sight */}
        <div role="columnheader" className="grid-first matrix-office">
          <Checkbox
            checked={all}
            indeterminate={!all && cells.marked.size > 0}
            onChange={(event) => (event.target.checked ? cells.markAll() : cells.clear())}
          >
            单位
          </Checkbox>
        </div>
        {columns.map((deliverable) => (
          <Head key={deliverable.deliverableId} deliverable={deliverable} matrix={matrix} now={now} />
        ))}
      </div>
      <div className="grid-lines" style={{ height }}>
        {items.map((item) => {
          const one = rows[item.index]
          return one ? (
            <MatrixLine
              key={keyOf(item)}
              row={one}
              columns={columns}
              asOf={matrix.at}
              index={item.index}
              start={item.start}
              marked={cells.marked.has(one.office.officeId)}
              column={item.index === row ? column : null}
            />
          ) : null
        })}
      </div>
    </div>
  )
}
