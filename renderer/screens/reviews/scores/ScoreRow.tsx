import { ExclamationCircleOutlined, PlayCircleOutlined } from '@ant-design/icons'
import { type KeyboardEvent, memo } from 'react'
import type { ReviewEntry } from '../../../../shared/api/reviews.ts'
import { type ReviewCriterion, reviewerTotal, tenthsText } from '../../../../shared/domain/review-points.ts'
import { Poster } from '../../../app/videos/Poster.tsx'
import { lacksText, lengthText } from '../../../text/videos.ts'
import { pointsOf, unitOf } from '../review-facts.ts'

import { PointsCell } from './PointsCell.tsx'

export type RowActions = {
  points: (entryId: string, criterion: string, points: string | null) => void
  leave: () => void
  enter: (row: number, column: number) => void
  key: (event: KeyboardEvent<HTMLElement>, row: number, column: number) => void
  film: (entryId: string) => void
}

type Props = {
  entry: ReviewEntry
  reviewerId: string
  criteria: readonly ReviewCriterion[]
  row: number
  /** Column of the cell that Tab reaches, when it is in this row. */
  column: number | null
  readOnly: boolean
  actions: RowActions
}

/** One work: what it is, its points, their sum. Column 0 is the work itself. */
export const ScoreRow = memo(function ScoreRow({ entry, reviewerId, criteria, row, column, readOnly, actions }: Props) {
  const points = pointsOf(entry, reviewerId)
  const total = reviewerTotal(points, criteria)
  const begun = criteria.some(({ id }) => points[id] !== undefined)
  const title = entry.title || '（未命名）'
  const lacks = lacksText(entry.lacks)
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: only what is in sight is drawn, a table cannot do that */}
      <span role="gridcell" className="score-work" aria-colindex={1} tabIndex={-1}>
        <span className="score-poster">
          <Poster video={entry.videoDigest ? { digest: entry.videoDigest, hasPoster: entry.hasPoster } : null} />
        </span>
        <button
          type="button"
          className="plain-button score-title"
          data-cell={`${row}:0`}
          tabIndex={column === 0 ? 0 : -1}
          title={`${title}：看片`}
          onFocus={() => actions.enter(row, 0)}
          onClick={() => actions.film(entry.entryId)}
          onKeyDown={(event) => actions.key(event, row, 0)}
        >
          <span className="for-readers">看片：</span>
          <span className="score-number">{entry.number}</span>
          <span className="for-readers">号</span>
          <span className="one-line">{title}</span>
          {lacks === '' ? null : <span className="for-readers">，{lacks}</span>}
          <PlayCircleOutlined aria-hidden="true" />
        </button>
        {lacks === '' ? null : (
          <span className="score-lacks" title={lacks}>
            <ExclamationCircleOutlined aria-hidden="true" />
          </span>
        )}
      </span>
      <span className="quiet one-line score-unit" title={unitOf(entry)}>
        {unitOf(entry)}
      </span>
      <span className="quiet score-length">{lengthText(entry.durationSeconds)}</span>
      {criteria.map(({ id, label, max }, at) => (
        // biome-ignore lint/a11y/useSemanticElements: see above
        <span key={id} role="gridcell" aria-colindex={at + 2} tabIndex={-1}>
          <PointsCell
            place={`${row}:${at + 1}`}
            name={`${entry.number} 号 ${label}`}
            points={points[id]}
            max={max}
            current={column === at + 1}
            lacking={begun && points[id] === undefined}
            readOnly={readOnly}
            onPoints={(given) => {
              if (given !== (points[id] ?? null)) actions.points(entry.entryId, id, given)
            }}
            onLeave={actions.leave}
            onEnter={() => actions.enter(row, at + 1)}
            onKey={(event) => actions.key(event, row, at + 1)}
          />
        </span>
      ))}
      {/* biome-ignore lint/a11y/useSemanticElements: see above */}
      <span
        role="gridcell"
        aria-colindex={criteria.length + 2}
        tabIndex={-1}
        className="score-total"
        data-done={total !== null}
      >
        {total === null ? (begun ? '未打齐' : '—') : tenthsText(total)}
      </span>
    </>
  )
})
