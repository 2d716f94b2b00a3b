import type { DueItem } from '../../../shared/api/desk.ts'
import {
  addDays,
  chinaDate,
  dateOfDay,
  dayNumber,
  isWorkday,
  unknownYears,
  type WorkCalendar,
  weekdayOf,
} from '../../../shared/domain/workdays.ts'
import { dayWord, shortDate, unknownYearNote, weekdayName } from '../../../shared/wording/workdays.ts'
import { countedDate, dutyElementId, isOpen, ownDate, toneOf } from './due-dates.ts'
import './timeline.css'

const weeks = 5

type DayMark = { item: DueItem; kind: 'due' | 'own' }

/** Marks by date: the notice's dates, and our own where they come before. */
function marksByDate(items: readonly DueItem[]): Map<string, DayMark[]> {
  const marks = new Map<string, DayMark[]>()
  const add = (at: string, mark: DayMark) => {
    const date = chinaDate(Date.parse(at))
    marks.set(date, [...(marks.get(date) ?? []), mark])
  }
  for (const item of items) {
    if (!isOpen(item)) continue
    const own = ownDate(item)
    if (item.dueAt !== null) add(item.dueAt, { item, kind: 'due' })
    if (own !== null && countedDate(item) === own) add(own, { item, kind: 'own' })
  }
  return marks
}

const markWords: Readonly<Record<DayMark['kind'], string>> = { due: '通知的期限', own: '我单位的日期' }

function dayLabel(date: string, marks: readonly DayMark[], calendar: WorkCalendar, today: boolean): string {
  const facts = [today ? '今天' : '', dayWord(date, calendar)].filter((word) => word !== '')
  const head = `${shortDate(date)} ${weekdayName(date)}${facts.length > 0 ? `（${facts.join('，')}）` : ''}`
  return [head, ...marks.map(({ item, kind }) => `${item.title}（${markWords[kind]}）`)].join('\n')
}

/** The row of the first duty of that day, with the focus on it. */
function goTo(item: DueItem): void {
  const row = document.getElementById(dutyElementId(item))
  row?.scrollIntoView({ block: 'nearest' })
  row?.querySelector<HTMLElement>('button')?.focus()
}

function Marks({ marks, now }: { marks: readonly DayMark[]; now: number }) {
  if (marks.length === 0) return null
  return (
    <span className="band-marks" aria-hidden="true">
      {marks.slice(0, 3).map(({ item, kind }) => (
        <i key={`${dutyElementId(item)}${kind}`} data-kind={kind} data-tone={toneOf(item, now)} />
      ))}
      {marks.length > 3 ? <b>+</b> : null}
    </span>
  )
}

function Day({
  date,
  marks,
  calendar,
  now,
}: {
  date: string
  marks: readonly DayMark[]
  calendar: WorkCalendar
  now: number
}) {
  const today = date === chinaDate(now)
  const worked = isWorkday(date, calendar)
  const weekend = weekdayOf(date) === 0 || weekdayOf(date) === 6
  const first = marks[0]
  const label = dayLabel(date, marks, calendar, today)
  const content = (
    <>
      <span className="band-number">{Number(date.slice(8))}</span>
      {/* A worked weekend day and a weekday off are what nobody expects. */}
      <span className="band-shift">{worked === weekend ? (worked ? '班' : '休') : ''}</span>
      <Marks marks={marks} now={now} />
    </>
  )
  return (
    <li
      className="band-day"
      data-rest={!worked}
      data-today={today}
      data-past={date < chinaDate(now)}
      data-monday={weekdayOf(date) === 1}
    >
      {first ? (
        <button
          type="button"
          className="plain-button band-cell"
          title={label}
          aria-label={label}
          onClick={() => goTo(first.item)}
        >
          {content}
        </button>
      ) : (
        <span className="band-cell" title={label}>
          {content}
        </span>
      )}
    </li>
  )
}

/** Month names stand over the first of their days. */
function Months({ dates }: { dates: readonly string[] }) {
  const months: { name: string; days: number }[] = []
  for (const date of dates) {
    const name = `${Number(date.slice(5, 7))}月`
    const last = months.at(-1)
    if (last?.name === name) last.days += 1
    else months.push({ name, days: 1 })
  }
  return (
    <div className="band-months" aria-hidden="true">
      {months.map(({ name, days }) => (
        <span key={name} style={{ gridColumn: `span ${days}` }}>
          {name}
        </span>
      ))}
    </div>
  )
}

/** Five weeks from Monday on: what is due, what is not worked, and how much lies outside. */
export function Timeline({ items, calendar, now }: { items: readonly DueItem[]; calendar: WorkCalendar; now: number }) {
  const today = chinaDate(now)
  const monday = addDays(today, -((weekdayOf(today) + 6) % 7))
  const dates = Array.from({ length: weeks * 7 }, (_, index) => dateOfDay(dayNumber(monday) + index))
  const marks = marksByDate(items)
  const last = dates.at(-1) ?? today
  const open = items.filter(isOpen)
  const overdue = open.filter((item) => toneOf(item, now) === 'overdue').length
  const later = open.filter((item) => {
    const due = countedDate(item)
    return due !== null && chinaDate(Date.parse(due)) > last
  }).length
  const undated = open.filter((item) => countedDate(item) === null).length
  const unknown = unknownYearNote(unknownYears(today, last, calendar))
  const counts = [later > 0 ? `五周以后还有 ${later} 项` : '', undated > 0 ? `${undated} 项没有写日期` : '']
  return (
    <section className="band" aria-label="今后五周">
      <Months dates={dates} />
      <ol className="band-days">
        {dates.map((date) => (
          <Day key={date} date={date} marks={marks.get(date) ?? []} calendar={calendar} now={now} />
        ))}
      </ol>
      <p className="band-legend">
        {overdue > 0 ? <strong className="band-overdue">已过期 {overdue} 项</strong> : null}
        <span>
          <i data-kind="due" data-tone="calm" /> 通知的期限
        </span>
        <span>
          <i data-kind="own" data-tone="calm" /> 我单位的日期
        </span>
        <span>
          <i data-kind="rest" /> 休息日
        </span>
        {counts
          .filter((words) => words !== '')
          .map((words) => (
            <span key={words}>{words}</span>
          ))}
        {unknown ? <span>{unknown}</span> : null}
      </p>
    </section>
  )
}
