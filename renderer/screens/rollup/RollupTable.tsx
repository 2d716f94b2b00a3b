import { WarningFilled } from '@ant-design/icons'
import { type CSSProperties, type KeyboardEvent, type MouseEvent, memo } from 'react'
import type { Rollup, RollupField, RollupRow } from '../../../shared/api/rollups.ts'
import { pressed } from '../../../shared/domain/shortcuts.ts'
import { figureText, figureUnitText, flagWords, groupsOf, openFlags, rowSources, totalNote } from '../../text/rollup.ts'
import type { Cells } from '../../ui/use-cells.ts'
import { useGridLines } from '../../ui/use-grid-lines.ts'
import '../../ui/grid.css'

/** Id of the first row, whose cells are the totals. */
export const totalsRow = 'total'

/** As in rollup.css. */
const sizes = { row: 48, first: 232, cell: 112 }

const cellId = (row: string, column: number): string => `figure-${row}-${column}`

type Props = {
  rollup: Rollup
  rows: readonly RollupRow[]
  cells: Cells
  onOpen: () => void
  onClose: () => void
}

const Line = memo(function Line({
  row,
  fields,
  start,
  index,
  column,
}: {
  row: RollupRow
  fields: readonly RollupField[]
  start: number
  index: number
  column: number | null
}) {
  const open = openFlags(row)
  const under = [
    row.leftOut === null ? '' : `不计入：${row.leftOut}`,
    rowSources[row.from],
    row.carries ? '它自己也是汇总' : '',
    row.state === 'accepted' ? '已采用' : '',
  ]
    .filter((word) => word !== '')
    .join(' · ')
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the grid takes the keys
    // biome-ignore lint/a11y/useSemanticElements: a grid that draws only what is in sight
    <div
      role="row"
      aria-rowindex={index + 4}
      className="grid-row"
      data-row={row.recordId}
      data-left={row.leftOut !== null}
      style={{ transform: `translateY(${start}px)` }}
    >
      {/* biome-ignore lint/a11y/useFocusableInteractive: the grid takes the keys */}
      {/* biome-ignore lint/a11y/useSemanticElements: as above */}
      <div
        role="rowheader"
        id={cellId(row.recordId, -1)}
        className="grid-first rollup-office"
        data-current={column === -1}
        title={row.officeName}
      >
        <span className="rollup-office-name one-line">{row.officeName}</span>
        <span className="rollup-under one-line" title={under}>
          {under}
        </span>
      </div>
      {fields.map(({ field }, at) => {
        const value = row.values[field] ?? null
        const flags = row.flags.filter((flag) => flag.field === field)
        const asks = open.some((flag) => flag.field === field)
        const less = row.deducted[field]
        return (
          // biome-ignore lint/a11y/useFocusableInteractive: the grid takes the keys
          // biome-ignore lint/a11y/useSemanticElements: as above
          <div
            key={field}
            role="gridcell"
            id={cellId(row.recordId, at)}
            className="grid-cell rollup-cell"
            data-column={at}
            data-current={column === at}
            data-empty={value === null}
            title={flags
              .map(({ words, checked }) => (checked === null ? words : `${words}（已核实：${checked}）`))
              .join('\n')}
          >
            <span>
              {asks ? (
                <WarningFilled
                  className="rollup-flag"
                  role="img"
                  aria-label={flags.map(({ kind }) => flagWords[kind]).join('、')}
                />
              ) : null}
              {figureText(value)}
            </span>
            <span className="rollup-under">
              {less === undefined
                ? flags.some(({ checked }) => checked !== null)
                  ? '已核实'
                  : ''
                : `扣重复 ${figureText(less)}`}
            </span>
          </div>
        )
      })}
    </div>
  )
})

/** The form's groups and labels over the offices; totals first. Arrow keys walk, Enter says what a number is made of. */
export function RollupTable({ rollup, rows, cells, onOpen, onClose }: Props) {
  const { fields, totals } = rollup
  const { at } = cells
  const column = at?.column ?? -1
  const here = at === null ? -1 : rows.findIndex(({ recordId }) => recordId === at.row)

  const { scroller, items, height, keyOf } = useGridLines(rows.length, sizes, here, column)

  const press = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && at !== null) onOpen()
    else if (event.key === 'Escape') onClose()
    // Nothing is ticked here.
    else if (event.key === ' ' || pressed(event, 'markAll')) return
    else if (!cells.press(event)) return
    event.preventDefault()
  }
  const click = (event: MouseEvent) => {
    const target = event.target instanceof Element ? event.target : null
    const row = target?.closest<HTMLElement>('[data-row]')?.dataset.row
    if (row === undefined) return
    // A row that scrolls away takes the focus with it.
    scroller.current?.focus({ preventScroll: true })
    cells.goTo({ row, column: Number(target?.closest<HTMLElement>('[data-column]')?.dataset.column ?? -1) })
    onOpen()
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a grid that draws only what is in sight
    <div
      ref={scroller}
      className="grid rollup-table"
      role="grid"
      tabIndex={0}
      aria-label={`${rollup.formName}，${rows.length} 家，${fields.length} 项数字`}
      aria-rowcount={rows.length + 3}
      aria-colcount={fields.length + 1}
      aria-activedescendant={at === null ? undefined : cellId(at.row, at.column)}
      onKeyDown={press}
      onClick={click}
      onFocus={() => at === null && cells.goTo({ row: totalsRow, column: fields.length > 0 ? 0 : -1 })}
      style={{ '--columns': fields.length } as CSSProperties}
    >
      <div className="grid-heads">
        <div className="grid-row" aria-hidden="true">
          <span className="grid-first rollup-office" />
          {groupsOf(fields).map(({ group, count }, index) => (
            <span
              // biome-ignore lint/suspicious/noArrayIndexKey: groups never move, and two may be alike
              key={index}
              className="rollup-group"
              style={{ gridColumn: `span ${count}` }}
              title={group}
            >
              <span>{group}</span>
            </span>
          ))}
        </div>
        {/* biome-ignore lint/a11y/useFocusableInteractive: the grid takes the keys */}
        {/* biome-ignore lint/a11y/useSemanticElements: as above */}
        <div role="row" aria-rowindex={1} className="grid-row rollup-labels">
          {/* biome-ignore lint/a11y/useFocusableInteractive: the grid takes the keys */}
          {/* biome-ignore lint/a11y/useSemanticElements: as above */}
          <div role="columnheader" className="grid-first rollup-office">
            单位
          </div>
          {fields.map(({ field, label, group, unit }) => (
            // biome-ignore lint/a11y/useFocusableInteractive: the grid takes the keys
            // biome-ignore lint/a11y/useSemanticElements: as above
            <div
              key={field}
              role="columnheader"
              className="rollup-label"
              title={[group, label, unit].filter((word) => word !== '').join(' · ')}
            >
              <span className="rollup-label-words">{label}</span>
              <span className="rollup-under">{unit}</span>
            </div>
          ))}
        </div>
        {/* biome-ignore lint/a11y/useFocusableInteractive: the grid takes the keys */}
        {/* biome-ignore lint/a11y/useSemanticElements: as above */}
        <div role="row" aria-rowindex={2} className="grid-row rollup-totals" data-row={totalsRow}>
          {/* biome-ignore lint/a11y/useFocusableInteractive: the grid takes the keys */}
          {/* biome-ignore lint/a11y/useSemanticElements: as above */}
          <div
            role="rowheader"
            id={cellId(totalsRow, -1)}
            className="grid-first rollup-office"
            data-current={at?.row === totalsRow && column === -1}
          >
            <strong>合计</strong>
            <span className="rollup-under">点数字看来源</span>
          </div>
          {fields.map(({ field, unit }, index) => {
            const total = totals[field]
            return (
              // biome-ignore lint/a11y/useFocusableInteractive: the grid takes the keys
              // biome-ignore lint/a11y/useSemanticElements: as above
              <div
                key={field}
                role="gridcell"
                id={cellId(totalsRow, index)}
                className="grid-cell rollup-cell"
                data-column={index}
                data-current={at?.row === totalsRow && column === index}
                data-empty={(total?.value ?? null) === null}
                title={total ? `${figureUnitText(total.value, unit)}，${totalNote(total)}` : undefined}
              >
                <strong>{figureText(total?.value ?? null)}</strong>
                <span className="rollup-under">{total && total.empty > 0 ? `${total.empty} 家未填` : ''}</span>
              </div>
            )
          })}
        </div>
      </div>
      <div className="grid-lines" style={{ height }}>
        {items.map((item) => {
          const row = rows[item.index]
          return row ? (
            <Line
              key={keyOf(item)}
              row={row}
              fields={fields}
              start={item.start}
              index={item.index}
              column={item.index === here ? column : null}
            />
          ) : null
        })}
      </div>
    </div>
  )
}
