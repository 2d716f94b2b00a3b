import { defaultRangeExtractor, type Range, useVirtualizer } from '@tanstack/react-virtual'
import { type CSSProperties, type KeyboardEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { ReviewEntry } from '../../../../shared/api/reviews.ts'
import type { ReviewCriterion } from '../../../../shared/domain/review-points.ts'
import { pressed } from '../../../../shared/domain/shortcuts.ts'
import { type RowActions, ScoreRow } from './ScoreRow.tsx'

const rowHeight = 48
type Place = { row: number; column: number }

type Props = {
  entries: readonly ReviewEntry[]
  reviewerId: string
  reviewerName: string
  criteria: readonly ReviewCriterion[]
  readOnly: boolean
  /** Where the cursor is to go, each time anew. */
  wanted: Place | null
  onPoints: (entryId: string, criterion: string, points: string | null) => void
  onSave: () => void
  /** The cursor came to another work. */
  onRow: (row: number) => void
  onFilm: (entryId: string) => void
  /** Escape: out of the table. */
  onOut: () => void
}

/** Whether an arrow to the side leaves the cell. */
function atEdge(target: EventTarget, side: 'left' | 'right'): boolean {
  if (!(target instanceof HTMLInputElement)) return true
  const { selectionStart: from, selectionEnd: to, value } = target
  const whole = from === 0 && to === value.length
  return whole || (side === 'left' ? from === 0 && to === 0 : from === value.length)
}

/** The sheet of one reviewer. Keys as in a spreadsheet; only what is in sight is drawn. */
export function ScoreGrid({ entries, reviewerId, reviewerName, criteria, readOnly, wanted, ...on }: Props) {
  const scroller = useRef<HTMLDivElement>(null)
  const [place, setPlace] = useState<Place>({ row: 0, column: 1 })
  const seeking = useRef<Place | null>(null)
  const row = Math.min(place.row, Math.max(entries.length - 1, 0))
  const column = Math.min(place.column, criteria.length)
  const rows = useVirtualizer({
    count: entries.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    scrollPaddingStart: 48,
    // The row with the cursor stays drawn: what is half typed in it is kept.
    rangeExtractor: useCallback(
      (range: Range) =>
        [...new Set([...defaultRangeExtractor(range), row])].filter((at) => at < range.count).sort((a, b) => a - b),
      [row],
    ),
  })

  const settle = useCallback(() => {
    const to = seeking.current
    if (!to) return
    const cell = scroller.current?.querySelector<HTMLElement>(`[data-cell="${to.row}:${to.column}"]`)
    if (!cell) return
    seeking.current = null
    cell.focus({ preventScroll: true })
  }, [])
  const latest = useRef({ entries, criteria, on, rows })
  latest.current = { entries, criteria, on, rows }
  const goTo = useCallback(
    (to: Place) => {
      seeking.current = to
      setPlace(to)
      latest.current.rows.scrollToIndex(to.row, { align: 'auto' })
      settle()
    },
    [settle],
  )
  const drawn = rows.getVirtualItems()
  // biome-ignore lint/correctness/useExhaustiveDependencies: the cell that is wanted may be drawn only now
  useEffect(settle, [settle, drawn])
  useEffect(() => {
    if (wanted) goTo(wanted)
  }, [wanted, goTo])

  const actions = useMemo((): RowActions => {
    const step = (event: KeyboardEvent<HTMLElement>, at: Place): Place | null => {
      const { entries: all, criteria: columns } = latest.current
      const [lastRow, lastColumn] = [all.length - 1, columns.length]
      const { key, shiftKey, target } = event
      const to = (toRow: number, toColumn = at.column): Place => ({
        row: Math.min(Math.max(toRow, 0), lastRow),
        column: toColumn,
      })
      if (event.ctrlKey && key === 'Home') return to(0, 1)
      if (event.ctrlKey && key === 'End') return to(lastRow, lastColumn)
      if (event.altKey || event.ctrlKey || event.metaKey) return null
      switch (key) {
        case 'Enter':
          return at.column === 0 ? null : to(at.row + (shiftKey ? -1 : 1))
        case 'ArrowDown':
          return to(at.row + 1)
        case 'ArrowUp':
          return to(at.row - 1)
        case 'PageDown':
          return to(at.row + 10)
        case 'PageUp':
          return to(at.row - 10)
        case 'ArrowLeft':
          return at.column > 0 && atEdge(target, 'left') ? to(at.row, at.column - 1) : null
        case 'ArrowRight':
          return at.column < lastColumn && atEdge(target, 'right') ? to(at.row, at.column + 1) : null
        case 'Tab':
          if (shiftKey) {
            if (at.column > 1) return to(at.row, at.column - 1)
            return at.row > 0 ? to(at.row - 1, lastColumn) : null
          }
          if (at.column < lastColumn) return to(at.row, at.column + 1)
          return at.row < lastRow ? to(at.row + 1, 1) : null
        default:
          return null
      }
    }
    return {
      points: (entryId, criterion, points) => latest.current.on.onPoints(entryId, criterion, points),
      leave: () => latest.current.on.onSave(),
      enter: (toRow, toColumn) => {
        setPlace({ row: toRow, column: toColumn })
        latest.current.on.onRow(toRow)
      },
      film: (entryId) => latest.current.on.onFilm(entryId),
      key: (event, toRow, toColumn) => {
        const entry = latest.current.entries[toRow]
        const next = step(event, { row: toRow, column: toColumn })
        if (next) goTo(next)
        else if (pressed(event, 'film') && entry) latest.current.on.onFilm(entry.entryId)
        else if (event.key === 'Escape') latest.current.on.onOut()
        else return
        event.preventDefault()
      },
    }
  }, [goTo])

  return (
    // biome-ignore lint/a11y/useSemanticElements: only what is in sight is drawn, a table cannot do that
    <div
      ref={scroller}
      className="scores"
      role="grid"
      aria-label={`${reviewerName}的评分表，${entries.length} 件作品`}
      aria-rowcount={entries.length + 1}
      aria-colcount={criteria.length + 2}
      style={{ '--criteria': criteria.length } as CSSProperties}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: see above */}
      <div className="score-row score-head" role="row" aria-rowindex={1} tabIndex={-1}>
        <span>作品</span>
        <span className="score-unit">单位</span>
        <span className="score-length">时长</span>
        {criteria.map(({ id, label, max }) => (
          // biome-ignore lint/a11y/useSemanticElements: see above
          <span
            key={id}
            role="columnheader"
            tabIndex={-1}
            className="score-criterion"
            title={`${label}，满分 ${max} 分`}
          >
            <span className="one-line">{label}</span>
            <span className="quiet">{max} 分</span>
          </span>
        ))}
        <span className="score-total">总分</span>
      </div>
      <div style={{ height: rows.getTotalSize(), position: 'relative' }}>
        {drawn.map((item) => {
          const entry = entries[item.index]
          if (!entry) return null
          return (
            // biome-ignore lint/a11y/useSemanticElements: see above
            <div
              key={`${reviewerId} ${entry.entryId}`}
              className="score-row"
              role="row"
              tabIndex={-1}
              aria-rowindex={item.index + 2}
              data-current={item.index === row}
              style={{ height: rowHeight, transform: `translateY(${item.start}px)` }}
            >
              <ScoreRow
                entry={entry}
                reviewerId={reviewerId}
                criteria={criteria}
                row={item.index}
                column={item.index === row ? column : null}
                readOnly={readOnly}
                actions={actions}
              />
            </div>
          )
        })}
      </div>
    </div>
  )
}
