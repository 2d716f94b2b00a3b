import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, useRef, useState } from 'react'
import type { Review } from '../../../../shared/api/reviews.ts'
import { Tick } from '../../../ui/Tick.tsx'
import type { Ranked } from '../results/ResultRows.tsx'
import { awardName } from '../review-facts.ts'

const rowHeight = 40

type Props = { review: Review; ranked: readonly Ranked[]; onTick: (entryIds: string[], ticked: boolean) => void }

/** Works to be ticked: arrow keys walk, Space ticks. */
export function ForwardRows({ review, ranked, onTick }: Props) {
  const scroller = useRef<HTMLDivElement>(null)
  const [current, setCurrent] = useState(0)
  const at = Math.min(current, Math.max(ranked.length - 1, 0))
  const rows = useVirtualizer({
    count: ranked.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 10,
  })
  const go = (to: number) => {
    const next = Math.min(Math.max(to, 0), ranked.length - 1)
    setCurrent(next)
    rows.scrollToIndex(next, { align: 'auto' })
  }
  const press = (event: KeyboardEvent) => {
    const move = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10, Home: -ranked.length, End: ranked.length }[
      event.key
    ]
    const here = ranked[at]
    if (move !== undefined) go(at + move)
    else if (event.key === ' ' && here) onTick([here.entry.entryId], !here.row.recommended)
    else return
    event.preventDefault()
  }
  return (
    <div
      ref={scroller}
      className="forward-rows"
      role="listbox"
      aria-multiselectable="true"
      tabIndex={0}
      aria-label={`推荐哪些作品，${ranked.length} 件`}
      aria-activedescendant={ranked[at] ? `forward-${ranked[at].entry.entryId}` : undefined}
      onKeyDown={press}
    >
      <div style={{ height: rows.getTotalSize(), position: 'relative' }}>
        {rows.getVirtualItems().map((item) => {
          const one = ranked[item.index]
          if (!one) return null
          const { row, entry } = one
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the list box handles the keys
            <div
              key={entry.entryId}
              id={`forward-${entry.entryId}`}
              className="list-row forward-row"
              role="option"
              tabIndex={-1}
              aria-selected={row.recommended}
              aria-posinset={item.index + 1}
              aria-setsize={ranked.length}
              data-current={item.index === at}
              style={{ height: rowHeight, transform: `translateY(${item.start}px)` }}
              onClick={(event) => {
                event.preventDefault()
                scroller.current?.focus({ preventScroll: true })
                setCurrent(item.index)
                onTick([entry.entryId], !row.recommended)
              }}
            >
              <Tick on={row.recommended} />
              <strong>{awardName(review, row.awardId) || '未获奖'}</strong>
              <span className="quiet">{row.rank === null ? '无名次' : `第 ${row.rank} 名`}</span>
              <span className="one-line" title={entry.title}>
                {entry.number} 号《{entry.title || '未命名'}》
              </span>
              <span className="quiet one-line" title={entry.unit}>
                {entry.unit}
              </span>
              <span className="quiet one-line" title={entry.officeName}>
                {entry.own ? '本单位' : entry.officeName}
              </span>
            </div>
          )
        })}
      </div>
    </div>
  )
}
