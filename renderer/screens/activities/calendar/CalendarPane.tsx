import { LeftOutlined, RightOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react'
import type { ActivityFacets, ActivityRow } from '../../../../shared/api/activities.ts'
import { addDays, chinaDate } from '../../../../shared/domain/workdays.ts'
import { useNow } from '../../../app/app-state.ts'
import { ProblemNote } from '../../../app/ProblemNote.tsx'
import { navigate } from '../../../app/route.ts'
import { type Reading, useMethod } from '../../../app/use-method.ts'
import { ActivityFilterBar } from '../list/ActivityFilterBar.tsx'
import { sentFilter, setFilter, setListState, useListState } from '../list-state.ts'
import { DayCell } from './DayCell.tsx'
import { DayPanel } from './DayPanel.tsx'
import './calendar.css'
import { byDay, monthOf, shiftMonth, weeksOf } from './month.ts'

const noRows: readonly ActivityRow[] = []
const weekdays = ['一', '二', '三', '四', '五', '六', '日']

/** The last answer stays on screen while the next month is read. */
function useKept<T>(reading: Reading<T>): T | null {
  const [kept, setKept] = useState<T | null>(reading.value)
  if (reading.value !== null && reading.value !== kept) setKept(reading.value)
  return reading.value ?? kept
}

/** Where nothing of this year is in the register (or another year is looked at), the calendar begins with the last activity. */
function useLatestDay(facets: ActivityFacets, today: string, chosenYear: number | null): string | null {
  const thisYear = Number(today.slice(0, 4))
  const year = chosenYear ?? (facets.years.includes(thisYear) ? thisYear : Math.max(...facets.years))
  const input =
    year === thisYear || !Number.isFinite(year)
      ? null
      : ({ filter: { from: `${year}-01-01`, to: `${year}-12-31` }, sort: 'day', descending: true, limit: 1 } as const)
  return useMethod('activities.list', input, []).value?.rows[0]?.from ?? null
}

/** Months as a grid of days. Arrows go from day to day, PageUp and PageDown by month; the day's activities stand beside. */
export function CalendarPane({ facets }: { facets: ActivityFacets }) {
  const today = chinaDate(useNow())
  const held = useListState()
  const latest = useLatestDay(facets, today, held.filter.year ?? null)
  const month = held.month ?? monthOf(latest ?? today)
  const [chosen, setDay] = useState<string | null>(held.month)
  const day = chosen ?? (monthOf(today) === month ? today : (latest ?? month))
  const grid = useRef<HTMLDivElement>(null)
  const moved = useRef(false)
  const weeks = useMemo(() => weeksOf(month), [month])
  const first = weeks[0]?.[0] ?? month
  const last = weeks.at(-1)?.at(-1) ?? month
  // The months say the year themselves.
  const { year: _year, ...filter } = sentFilter(held.filter)
  const reading = useMethod('activities.calendar', { from: first, to: last, filter }, ['activities'])
  const calendar = useKept(reading)
  const days = useMemo(() => byDay(calendar?.rows ?? [], first, last), [calendar, first, last])

  const goTo = (next: string) => {
    setDay(next)
    setListState({ month: monthOf(next) })
  }
  const turn = (by: number) => goTo(shiftMonth(month, by))
  // biome-ignore lint/correctness/useExhaustiveDependencies: another day takes the focus with it
  useEffect(() => {
    if (!moved.current) return
    moved.current = false
    grid.current?.querySelector<HTMLElement>('[data-chosen="true"] button')?.focus()
  }, [day])
  const press = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: 7, ArrowUp: -7 }[event.key]
    const next =
      step !== undefined
        ? addDays(day, step)
        : event.key === 'PageDown'
          ? shiftMonth(monthOf(day), 1)
          : event.key === 'PageUp'
            ? shiftMonth(monthOf(day), -1)
            : null
    if (next === null || event.altKey || event.ctrlKey) return
    event.preventDefault()
    moved.current = true
    goTo(next)
  }
  const title = `${Number(month.slice(0, 4))}年${Number(month.slice(5, 7))}月`
  const showUndated = () => {
    setFilter({ lacks: 'day' })
    void navigate({ screen: 'activities', view: 'list', noticeId: filter.noticeId ?? null })
  }
  return (
    <>
      <ActivityFilterBar facets={facets} years={false}>
        {calendar && calendar.undated > 0 ? (
          <button type="button" className="plain-button link-button" onClick={showUndated}>
            另有 {calendar.undated} 项没有定日期
          </button>
        ) : null}
      </ActivityFilterBar>
      <ProblemNote problem={reading.problem} action={<Button onClick={reading.reread}>再读一次</Button>} />
      <div className="calendar-body">
        <div className="calendar-month">
          <div className="calendar-head">
            <Button aria-label="上个月" icon={<LeftOutlined aria-hidden="true" />} onClick={() => turn(-1)} />
            <h2 aria-live="polite">{title}</h2>
            <Button aria-label="下个月" icon={<RightOutlined aria-hidden="true" />} onClick={() => turn(1)} />
            <Button onClick={() => goTo(today)}>今天</Button>
          </div>
          {/* biome-ignore lint/a11y/useSemanticElements: days are laid out as a grid, not as a table */}
          <div
            ref={grid}
            className="calendar"
            data-weeks={weeks.length}
            role="grid"
            tabIndex={-1}
            aria-label={title}
            onKeyDown={press}
          >
            {/* biome-ignore lint/a11y/useFocusableInteractive: the days take the focus */}
            {/* biome-ignore lint/a11y/useSemanticElements: as above */}
            <div className="calendar-week calendar-names" role="row">
              {weekdays.map((name) => (
                // biome-ignore lint/a11y/useFocusableInteractive: the days take the focus
                // biome-ignore lint/a11y/useSemanticElements: as above
                <span key={name} role="columnheader" aria-label={`星期${name}`}>
                  {name}
                </span>
              ))}
            </div>
            {weeks.map((week) => (
              // biome-ignore lint/a11y/useFocusableInteractive: the days take the focus
              // biome-ignore lint/a11y/useSemanticElements: as above
              <div key={week[0]} className="calendar-week" role="row">
                {week.map((one) => (
                  <DayCell
                    key={one}
                    day={one}
                    rows={days.get(one) ?? noRows}
                    outside={monthOf(one) !== month}
                    today={one === today}
                    chosen={one === day}
                    mostShown={weeks.length > 5 ? 2 : 3}
                    onChoose={setDay}
                  />
                ))}
              </div>
            ))}
          </div>
        </div>
        <DayPanel day={day} rows={days.get(day) ?? noRows} />
      </div>
    </>
  )
}
