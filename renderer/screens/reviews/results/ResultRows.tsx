import { ExclamationCircleOutlined, FlagOutlined, TrophyOutlined } from '@ant-design/icons'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, useEffect, useRef } from 'react'
import type { Review, ReviewEntry } from '../../../../shared/api/reviews.ts'
import type { ReviewResultRow } from '../../../../shared/domain/review.ts'
import { tenthsText } from '../../../../shared/domain/review-points.ts'
import { Mark } from '../../../ui/Mark.tsx'
import { awardName, totalOf, unitOf } from '../review-facts.ts'

const rowHeight = 40
/** With more reviewers than these their totals stand beside the list alone. */
const mostTotals = 5
/** On a small screen there is room for these. */
const fewTotals = 3

export type Ranked = { row: ReviewResultRow; entry: ReviewEntry }

function Award({ review, row }: { review: Review; row: ReviewResultRow }) {
  if (row.awardOpen)
    return (
      <Mark tone="wait" icon={<ExclamationCircleOutlined aria-hidden="true" />} title="并列在奖项的分界上，要排出先后">
        待定
      </Mark>
    )
  if (row.awardId !== null)
    return (
      <Mark
        tone="work"
        icon={<TrophyOutlined aria-hidden="true" />}
        {...(row.awardReason !== null && { title: `人工确定：${row.awardReason}` })}
      >
        {awardName(review, row.awardId)}
        {row.awardReason === null ? '' : '（人工）'}
      </Mark>
    )
  return <span className="quiet">{row.awardReason === null ? '' : '不授奖（人工）'}</span>
}

function Tie({ row }: { row: ReviewResultRow }) {
  if (row.tie === 'none') return <span />
  const word = { 'by-rule': '同分按规则', 'by-person': '同分已排定', open: '并列' }[row.tie]
  return (
    <Mark
      tone={row.tie === 'open' ? 'wait' : 'none'}
      icon={<FlagOutlined aria-hidden="true" />}
      {...(row.tieReason !== null && { title: row.tieReason })}
    >
      {word}
    </Mark>
  )
}

type Props = {
  review: Review
  ranked: readonly Ranked[]
  current: string | null
  onCurrent: (entryId: string) => void
  /** Enter. */
  onDecide: (entryId: string) => void
}

/** The best first. Arrow keys walk, Enter decides about an award. */
export function ResultRows({ review, ranked, current, onCurrent, onDecide }: Props) {
  const scroller = useRef<HTMLDivElement>(null)
  const rows = useVirtualizer({
    count: ranked.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 10,
    scrollPaddingStart: rowHeight,
  })
  const at = ranked.findIndex(({ row }) => row.entryId === current)
  const reviewers = review.reviewers.length <= mostTotals ? review.reviewers : []
  useEffect(() => {
    if (at >= 0) rows.scrollToIndex(at, { align: 'auto' })
  }, [at, rows])
  const press = (event: KeyboardEvent) => {
    const here = ranked[at]?.row.entryId
    const move = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10, Home: -ranked.length, End: ranked.length }[
      event.key
    ]
    if (event.altKey || event.ctrlKey) return
    if (move !== undefined) {
      const next = ranked[Math.min(Math.max(at + move, 0), ranked.length - 1)]
      if (next) onCurrent(next.row.entryId)
    } else if (event.key === 'Enter' && here !== undefined) onDecide(here)
    else return
    event.preventDefault()
  }
  const many = reviewers.length > fewTotals
  const each = (width: string) => reviewers.map(() => width).join(' ')
  const columns = {
    '--result-columns': `48px 48px minmax(120px, 3fr) minmax(0, 2fr) ${each('64px')} 64px 112px 128px`,
    '--result-each': many ? '' : each('48px'),
  }
  return (
    <div
      ref={scroller}
      className="results"
      role="listbox"
      tabIndex={0}
      aria-label={`名次，${ranked.length} 件作品`}
      aria-activedescendant={at >= 0 ? `result-${current}` : undefined}
      style={columns as Record<string, string>}
      data-many={many}
      onKeyDown={press}
      onFocus={() => {
        const [first] = ranked
        if (at < 0 && first) onCurrent(first.row.entryId)
      }}
    >
      <div className="list-row result-row result-head" aria-hidden="true">
        <span>名次</span>
        <span>编号</span>
        <span>作品</span>
        <span className="result-unit">单位</span>
        {reviewers.map(({ reviewerId, name }) => (
          <span key={reviewerId} className="result-points result-each one-line" title={name}>
            {name}
          </span>
        ))}
        <span className="result-points">平均分</span>
        <span>同分</span>
        <span>奖项</span>
      </div>
      <div style={{ height: rows.getTotalSize(), position: 'relative' }}>
        {rows.getVirtualItems().map((item) => {
          const one = ranked[item.index]
          if (!one) return null
          const { row, entry } = one
          const title = entry.title || '（未命名）'
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the list box handles the keys
            <div
              key={row.entryId}
              id={`result-${row.entryId}`}
              className="list-row result-row"
              role="option"
              tabIndex={-1}
              aria-selected={row.entryId === current}
              aria-posinset={item.index + 1}
              aria-setsize={ranked.length}
              style={{ height: rowHeight, transform: `translateY(${item.start}px)` }}
              onClick={() => {
                scroller.current?.focus({ preventScroll: true })
                onCurrent(row.entryId)
              }}
              onDoubleClick={() => onDecide(row.entryId)}
            >
              <strong>{row.rank ?? '—'}</strong>
              <span className="quiet">{entry.number} 号</span>
              <span className="one-line" title={title}>
                {title}
              </span>
              <span className="quiet one-line result-unit" title={unitOf(entry)}>
                {unitOf(entry)}
              </span>
              {reviewers.map(({ reviewerId, name }) => {
                const total = totalOf(review, entry, reviewerId)
                return (
                  <span key={reviewerId} className="quiet result-points result-each" title={name}>
                    {total === null ? '缺' : tenthsText(total)}
                  </span>
                )
              })}
              <span className="result-points result-mean">{row.mean ?? '—'}</span>
              <Tie row={row} />
              <Award review={review} row={row} />
            </div>
          )
        })}
      </div>
    </div>
  )
}
