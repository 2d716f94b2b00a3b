import { Button } from 'antd'
import type { DueItem } from '../../../shared/api/desk.ts'
import type { WorkCalendar } from '../../../shared/domain/workdays.ts'
import { restDayNote } from '../../../shared/wording/workdays.ts'
import { useNow } from '../../app/app-state.ts'
import { stepLine, stepName, takeStep } from '../../app/next-step.ts'
import { RecordStateMark } from '../../app/RecordStateMark.tsx'
import { navigate } from '../../app/route.ts'
import { clockText, dayText, dueText, workdaysText } from '../../text/dates.ts'
import { countedDate, dutyElementId, dutyKey, isLapsed, isOpen, toneOf } from './due-dates.ts'

type RowProps = { item: DueItem; now: number; calendar: WorkCalendar | null }

/** Days left in words, the workdays among them below. A sample of a past year shows its date and nothing else. */
function When({ item, now, calendar }: RowProps) {
  const due = countedDate(item)
  if (due === null) return <span className="due-days due-days-none">{item.dueWording}</span>
  if (item.historical) return <span className="due-days due-days-none">{dayText(due, now)}</span>
  if (!isOpen(item) || isLapsed(item, now))
    return <span className="due-days due-days-none">{dayText(due, now)}到期</span>
  const { text, tone } = dueText(due, now)
  const workdays = calendar ? workdaysText(due, now, calendar) : ''
  return (
    <span className="due-days" data-tone={tone}>
      {text}
      {workdays ? <span className="due-workdays">（{workdays}）</span> : null}
    </span>
  )
}

/** Our own date first, then the notice's own wording beside the confirmed moment; a sample's date stands at its left already. */
function datesOf({ item, now, calendar }: RowProps): string {
  const parts: string[] = []
  const moment = (instant: string) => `${dayText(instant, now)} ${clockText(instant)}`
  if (item.ownDueAt) parts.push(`我单位定 ${moment(item.ownDueAt)}`)
  else if (item.suggestedDueAt && isOpen(item)) parts.push(`建议 ${moment(item.suggestedDueAt)} 前完成`)
  if (item.dueAt)
    parts.push(item.historical ? `通知“${item.dueWording}”` : `通知“${item.dueWording}”即 ${moment(item.dueAt)}`)
  const ahead = item.dueAt !== null && Date.parse(item.dueAt) >= now && isOpen(item) && !item.historical
  const rest = ahead && item.dueAt && calendar ? restDayNote(item.dueAt, calendar) : null
  if (rest) parts.push(rest)
  return parts.join(' · ')
}

function Row({ item, now, calendar, main }: RowProps & { main: boolean }) {
  const dates = datesOf({ item, now, calendar })
  return (
    <li className="due-row" id={dutyElementId(item)} data-tone={toneOf(item, now)} data-done={!isOpen(item)}>
      <When item={item} now={now} calendar={calendar} />
      <div className="due-text">
        <span className="due-head">
          <button
            type="button"
            className="plain-button due-title one-line"
            title={`${item.title}：看通知`}
            onClick={() => void navigate({ screen: 'notices', noticeId: item.noticeId })}
          >
            {item.title}
          </button>
          <span className="due-notice one-line" title={item.noticeShortTitle}>
            {item.noticeShortTitle}
          </span>
        </span>
        <span className="due-step">
          <RecordStateMark state={item.state} />
          <span className="one-line">· {stepLine(item)}</span>
        </span>
        {dates ? <span className="due-dates">{dates}</span> : null}
      </div>
      <Button
        type={main ? 'primary' : 'default'}
        onClick={() => void takeStep(item)}
        aria-label={`${stepName(item)}：${item.title}`}
      >
        {stepName(item)}
      </Button>
    </li>
  )
}

/** @param leading whether the first thing to do in this list is the main action of the desk */
export function DueList({
  items,
  leading,
  calendar,
}: {
  items: readonly DueItem[]
  leading: boolean
  calendar: WorkCalendar | null
}) {
  const now = useNow()
  // What is done sinks below what is still to do; each part keeps the order of its dates.
  const ordered = [...items].sort((a, b) => Number(isOpen(b)) - Number(isOpen(a)))
  const first = leading ? ordered.find((item) => isOpen(item) && item.formId !== null) : undefined
  return (
    <ol className="due-list">
      {ordered.map((item) => (
        <Row key={dutyKey(item)} item={item} now={now} calendar={calendar} main={item === first} />
      ))}
    </ol>
  )
}
