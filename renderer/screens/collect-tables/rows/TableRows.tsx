import { useVirtualizer } from '@tanstack/react-virtual'
import { Button } from 'antd'
import { useEffect, useMemo, useRef } from 'react'
import { type ValueSetting, valueText } from '../../../text/tables.ts'
import { Segments } from '../../../ui/Segments.tsx'
import { acceptColumn } from '../collect-actions.ts'
import { type RowFilter, setCollect, useCollect } from '../collect-state.ts'
import type { Answer, CollectedTable, RowView, TableView } from '../collected.ts'
import { useModules } from '../use-notices.ts'
import { RowLine } from './RowLine.tsx'
import { rowColumns, suggested } from './row-columns.ts'

/** Pixels, as rows.css draws them. */
const rowHeight = 37
const questionHeight = 40
const headHeight = 36
const leadWidth = 168
const noAnswers: readonly Answer[] = []

function byRow(answers: readonly Answer[]): ReadonlyMap<number, readonly Answer[]> {
  const rows = new Map<number, Answer[]>()
  for (const one of answers) rows.set(one.row, [...(rows.get(one.row) ?? []), one])
  return rows
}

const shows: Readonly<Record<RowFilter, (view: RowView) => boolean>> = {
  all: () => true,
  open: ({ state }) => state === 'question' || state === 'refusal',
  same: ({ state }) => state === 'same',
  skipped: ({ state }) => state === 'skipped',
}

function Filter({ view, filter }: { view: TableView; filter: RowFilter }) {
  const { counts, rows } = view
  const choices: { value: RowFilter; label: string; count: number }[] = [
    { value: 'all', label: '全部', count: rows.length },
    { value: 'open', label: '待定', count: counts.question + counts.refusal },
    { value: 'same', label: '已有', count: counts.same },
    { value: 'skipped', label: '不收', count: counts.skipped },
  ]
  return (
    <Segments
      label="看哪些行"
      value={filter}
      onChange={(next) => setCollect({ filter: next })}
      options={choices
        .filter(({ value, count }) => value === 'all' || value === filter || count > 0)
        .map(({ value, label, count }) => ({ value, label: `${label} ${count}` }))}
    />
  )
}

/** Rows as they will stand in the register; only what is in sight is drawn. */
export function TableRows({ table, view }: { table: CollectedTable; view: TableView }) {
  const filter = useCollect((held) => held.filter)
  const place = useCollect((held) => (held.place?.key === table.key ? held.place : null))
  const { noticeId, fundsSource } = useCollect((held) => held.setting)
  const moduleNames = useModules(noticeId)
  const setting = useMemo<ValueSetting>(() => ({ fundsSource, moduleNames }), [fundsSource, moduleNames])
  const columns = useMemo(
    () =>
      rowColumns(table).filter(({ column, meaning }) =>
        view.rows.some(
          ({ row, open }) =>
            valueText(row.values, meaning, setting) !== '' || open.some((cell) => cell.column === column),
        ),
      ),
    [table, view, setting],
  )
  const rows = useMemo(() => view.rows.filter(shows[filter]), [view, filter])
  const answers = useMemo(() => byRow(table.answers), [table.answers])
  const suggestions = useMemo(() => suggested(view.rows), [view])
  const scroller = useRef<HTMLDivElement>(null)
  const list = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    getItemKey: (index) => rows[index]?.row.row ?? index,
    estimateSize: (index) => {
      const one = rows[index]
      return rowHeight + (one && shows.open(one) ? one.asked.length * questionHeight : 0)
    },
    overscan: 8,
    // The heads stand above the rows and stay.
    scrollMargin: headHeight,
    scrollPaddingStart: headHeight,
    scrollPaddingEnd: 8,
  })
  useEffect(() => {
    const at = place === null ? -1 : rows.findIndex(({ row }) => row.row === place.row)
    // What the mouse has just pressed must not move from under it.
    const focused = document.activeElement?.closest<HTMLElement>('.tables-question')?.dataset.row
    if (at >= 0 && focused !== `${place?.row}`) list.scrollToIndex(at, { align: 'auto' })
    // Rows that were answered leave; where the clerk goes, the list follows.
  }, [place, list, rows])
  const width = leadWidth + columns.reduce((sum, one) => sum + one.width, 0)
  return (
    <>
      <div className="tables-rows-bar">
        {filter === 'all' && view.counts.ready === view.rows.length ? null : <Filter view={view} filter={filter} />}
        {suggestions.slice(0, 2).map(({ label, cells }) => (
          <Button key={label} onClick={() => acceptColumn(table.key, cells)}>
            “{label}”采用全部 {cells.length} 处建议
          </Button>
        ))}
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: a table of thousands of rows, of which only those in sight are drawn */}
      <div
        ref={scroller}
        className="tables-rows"
        role="table"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: scrolls by keys
        tabIndex={0}
        aria-label="收进登记后的样子"
        aria-rowcount={rows.length + 1}
      >
        {/* biome-ignore lint/a11y/useSemanticElements: as above */}
        {/* biome-ignore lint/a11y/useFocusableInteractive: as above */}
        <div className="tables-row tables-heads" role="row" style={{ width }}>
          {/* biome-ignore lint/a11y/useSemanticElements: as above */}
          {/* biome-ignore lint/a11y/useFocusableInteractive: as above */}
          <span className="tables-lead" role="columnheader">
            收不收
          </span>
          {columns.map(({ column, head, label, width: wide, number }) => (
            // biome-ignore lint/a11y/useSemanticElements: as above
            // biome-ignore lint/a11y/useFocusableInteractive: as above
            <span
              key={column}
              role="columnheader"
              className="tables-cell one-line"
              data-number={number}
              style={{ width: wide }}
              title={label === head ? head : `${head}（表里写“${label}”）`}
            >
              {head}
            </span>
          ))}
        </div>
        <div className="tables-body" style={{ height: list.getTotalSize(), width }}>
          {list.getVirtualItems().map((item) => {
            const one = rows[item.index]
            return one ? (
              <div
                key={item.key}
                ref={list.measureElement}
                data-index={item.index}
                className="tables-item"
                style={{ transform: `translateY(${item.start - headHeight}px)` }}
              >
                <RowLine
                  table={table}
                  view={one}
                  columns={columns}
                  setting={setting}
                  answers={answers.get(one.row.row) ?? noAnswers}
                  place={place?.row === one.row.row ? place.column : null}
                />
              </div>
            ) : null
          })}
        </div>
      </div>
    </>
  )
}
