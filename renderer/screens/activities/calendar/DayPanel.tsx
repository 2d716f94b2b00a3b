import type { ActivityRow } from '../../../../shared/api/activities.ts'
import { weekdayOf } from '../../../../shared/domain/workdays.ts'
import { navigate } from '../../../app/route.ts'
import { activityTime, activityTitle, reachText } from '../../../text/activities.ts'
import { ActivityStateMark } from '../ActivityStateMark.tsx'

const names = ['星期日', '星期一', '星期二', '星期三', '星期四', '星期五', '星期六']

/** Everything of the chosen day; a click opens it. */
export function DayPanel({ day, rows }: { day: string; rows: readonly ActivityRow[] }) {
  const year = Number(day.slice(0, 4))
  const title = `${Number(day.slice(5, 7))}月${Number(day.slice(8))}日 ${names[weekdayOf(day)] ?? ''}`
  return (
    <aside className="calendar-panel" aria-label={title}>
      <h2>{title}</h2>
      {rows.length === 0 ? (
        <p className="quiet">这一天没有活动。</p>
      ) : (
        <ul className="rows">
          {rows.map((row) => (
            <li key={row.activityId} className="calendar-panel-row">
              <ActivityStateMark state={row.state} />
              <button
                type="button"
                className="plain-button link-button calendar-panel-title"
                onClick={() => void navigate({ screen: 'activity', activityId: row.activityId })}
              >
                {activityTitle(row)}
              </button>
              <span className="quiet">
                {[
                  row.from === row.to || row.to === null ? '' : activityTime(row, year),
                  row.place,
                  row.unit,
                  reachText(row),
                ]
                  .filter((part) => part !== '')
                  .join(' · ')}
              </span>
            </li>
          ))}
        </ul>
      )}
    </aside>
  )
}
