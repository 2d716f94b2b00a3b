import { memo } from 'react'
import type { ActivityRow } from '../../../../shared/api/activities.ts'
import { navigate } from '../../../app/route.ts'
import { activityTitle } from '../../../text/activities.ts'

/** A day with its first activities; all of them stand in the panel beside the month. */
export const DayCell = memo(function DayCell({
  day,
  rows,
  outside,
  today,
  chosen,
  mostShown,
  onChoose,
}: {
  day: string
  rows: readonly ActivityRow[]
  outside: boolean
  today: boolean
  chosen: boolean
  /** Lines that there is room for. */
  mostShown: number
  onChoose: (day: string) => void
}) {
  const date = Number(day.slice(8))
  const shown = rows.length > mostShown ? rows.slice(0, mostShown - 1) : rows
  const words = `${Number(day.slice(5, 7))}月${date}日，${rows.length === 0 ? '没有活动' : `${rows.length} 项活动`}`
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the button inside takes the keys
    // biome-ignore lint/a11y/useSemanticElements: days are laid out as a grid, not as a table
    <div
      role="gridcell"
      tabIndex={-1}
      className="calendar-day"
      data-outside={outside}
      data-today={today}
      data-chosen={chosen}
      aria-selected={chosen}
      onClick={() => onChoose(day)}
    >
      <div className="calendar-day-in">
        <button
          type="button"
          className="plain-button calendar-date"
          tabIndex={chosen ? 0 : -1}
          aria-label={today ? `今天，${words}` : words}
          aria-current={today ? 'date' : undefined}
        >
          {date}
        </button>
        <ul>
          {shown.map((row) => (
            <li key={row.activityId}>
              <button
                type="button"
                className="plain-button calendar-item one-line"
                tabIndex={-1}
                data-state={row.state}
                title={activityTitle(row)}
                onDoubleClick={() => void navigate({ screen: 'activity', activityId: row.activityId })}
              >
                {activityTitle(row)}
              </button>
            </li>
          ))}
        </ul>
        {rows.length > shown.length ? (
          <span className="calendar-more">还有 {rows.length - shown.length} 项</span>
        ) : null}
      </div>
    </div>
  )
})
