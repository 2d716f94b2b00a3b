import { HomeOutlined } from '@ant-design/icons'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, type MouseEvent, memo, useEffect, useLayoutEffect, useRef } from 'react'
import type { ActivityRow } from '../../../../shared/api/activities.ts'
import { activityLackNames, activityTime, activityTitle, grouped, reachText } from '../../../text/activities.ts'
import { Tick } from '../../../ui/Tick.tsx'
import { useSlots } from '../../../ui/use-slots.ts'
import { ActivityStateMark } from '../ActivityStateMark.tsx'
import { setListState, useListState } from '../list-state.ts'
import { ColumnHeads } from './ColumnHeads.tsx'
import type { ListWindow } from './list-window.ts'
import { isMarked } from './marks.ts'
import type { ListChoice } from './use-list-choice.ts'

const rowHeight = 40

/** What a row says; drawn anew only where the row itself is another one. */
const Cells = memo(function Cells({ row, year }: { row: ActivityRow; year: number }) {
  const time = activityTime(row, year)
  const lacks = row.lacks.map((lack) => activityLackNames[lack]).join('、')
  const reach = reachText(row)
  return (
    <>
      <ActivityStateMark state={row.state} />
      <span className="activity-name">
        <span className="activity-row-title one-line" title={activityTitle(row)}>
          {activityTitle(row)}
        </span>
        {row.main ? (
          <span className="activity-main-mark" title="主场活动">
            <HomeOutlined aria-hidden="true" />
            主场
          </span>
        ) : null}
      </span>
      <span className="one-line" title={row.timeWords || time} data-unsure={row.from === null}>
        {time || '未定'}
      </span>
      <span className="quiet one-line" title={row.unit}>
        {row.unit || row.host}
      </span>
      <span className="quiet one-line activity-place" title={row.place}>
        {row.place}
      </span>
      <span className="one-line activity-figure" title={reach}>
        {reach}
      </span>
      <span className="activity-figure activity-funds">{grouped(row.funds)}</span>
      <span className="one-line activity-lacks" title={lacks}>
        {lacks}
      </span>
    </>
  )
})

type Props = {
  rows: ListWindow
  /** Of what `rows` holds. */
  version: number
  /** Question that `rows` answers. */
  answered: string
  choice: ListChoice
  year: number
  onOpen: (activityId: string) => void
  onRemove: () => void
}

/**
 * One line a row, state first. Arrow keys walk, Space chooses, Shift and arrows choose on the way, Ctrl+A chooses all
 * that match, Enter opens, Delete removes; only what is in sight is drawn, and only pages around it are held.
 */
export function ActivityRows({ rows, version, answered, choice, year, onOpen, onRemove }: Props) {
  const scroller = useRef<HTMLDivElement>(null)
  const list = useVirtualizer({
    count: rows.total,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    initialOffset: useListState.getState().scrolled,
  })
  const items = list.getVirtualItems()
  const keyOf = useSlots(items.length)
  const first = items[0]?.index ?? 0
  const last = items.at(-1)?.index ?? 0
  const { at } = choice

  // biome-ignore lint/correctness/useExhaustiveDependencies: a fresh round of the data asks again for what is in sight
  useEffect(() => rows.want(first, last), [rows, first, last, version])
  useEffect(() => {
    if (at >= 0) list.scrollToIndex(at, { align: 'auto' })
  }, [at, list])
  // Another question begins at its top; coming back from an activity finds the old place.
  const question = useRef(answered)
  useLayoutEffect(() => {
    if (question.current === answered) return
    question.current = answered
    if (scroller.current && useListState.getState().scrolled === 0) scroller.current.scrollTop = 0
  }, [answered])

  const press = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && choice.current) onOpen(choice.current.activityId)
    else if (event.key === 'Delete' && (choice.current || choice.count > 0)) onRemove()
    else if (!choice.press(event)) return
    event.preventDefault()
  }
  const click = (event: MouseEvent, index: number) => {
    const onTick = event.target instanceof Element && event.target.closest('.activity-tick') !== null
    if (onTick) event.preventDefault()
    // A row that scrolls away takes the focus with it.
    scroller.current?.focus({ preventScroll: true })
    if (event.shiftKey) choice.extendTo(index)
    else if (onTick || event.ctrlKey) choice.toggle(index)
    else choice.goTo(index)
  }

  return (
    <div className="activity-list">
      <ColumnHeads />
      <div
        ref={scroller}
        className="activity-rows"
        role="listbox"
        tabIndex={0}
        aria-multiselectable="true"
        aria-label={`活动，共 ${rows.total} 项`}
        aria-activedescendant={choice.current ? `activity-${choice.current.activityId}` : undefined}
        onKeyDown={press}
        onScroll={(event) => setListState({ scrolled: event.currentTarget.scrollTop })}
        onFocus={() => {
          if (at < 0 && rows.total > 0) choice.goTo(first)
        }}
      >
        <div style={{ height: list.getTotalSize(), position: 'relative' }}>
          {items.map((item) => {
            const row = rows.at(item.index)
            const marked = row !== null && isMarked(choice.marks, row.activityId)
            return (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the list box handles the keys
              <div
                key={keyOf(item)}
                id={row ? `activity-${row.activityId}` : undefined}
                className="list-row activity-row"
                role="option"
                tabIndex={-1}
                aria-selected={marked}
                data-current={item.index === at}
                aria-posinset={item.index + 1}
                aria-setsize={rows.total}
                style={{ height: rowHeight, transform: `translateY(${item.start}px)` }}
                onMouseDown={(event) => {
                  // Shift would mark text on the page.
                  if (event.shiftKey) event.preventDefault()
                }}
                onClick={(event) => click(event, item.index)}
                onDoubleClick={() => row && onOpen(row.activityId)}
              >
                {/* The keys and the row itself choose; this shows it and is a target for the mouse. */}
                <Tick on={marked} className="activity-tick" />
                {row ? <Cells row={row} year={year} /> : <span className="activity-waiting" />}
              </div>
            )
          })}
        </div>
      </div>
    </div>
  )
}
