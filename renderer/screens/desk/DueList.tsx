import { Button } from 'antd'
import type { DueItem } from '../../../shared/api/desk.ts'
import { useNow } from '../../app/app-state.ts'
import { stepName, takeStep } from '../../app/next-step.ts'
import { RecordStateMark } from '../../app/RecordStateMark.tsx'
import { navigate } from '../../app/route.ts'
import { clockText, dayText, dueText } from '../../text/dates.ts'

function isOpen(item: DueItem): boolean {
  return (
    item.state === 'not-started' ||
    item.state === 'draft' ||
    item.state === 'to-stamp' ||
    item.state === 'to-send' ||
    item.state === 'returned'
  )
}

/** Days left in words, then the date that holds for us. A sample of a past year shows its date and nothing else. */
function When({ item, now }: { item: DueItem; now: number }) {
  const due = item.ownDueAt ?? item.dueAt
  if (due === null) return <span className="due-days due-days-none">{item.dueWording}</span>
  if (item.historical) return <span className="due-days due-days-none">{dayText(due, now)}</span>
  if (!isOpen(item)) return <span className="due-days due-days-none">{dayText(due, now)}到期</span>
  const { text, tone } = dueText(due, now)
  return (
    <span className="due-days" data-tone={tone}>
      {text}
    </span>
  )
}

/** The notice's own wording beside the confirmed date and time; a sample's date stands at its left already. */
function wordingOf(item: DueItem, now: number): string {
  const parts: string[] = []
  const moment = (instant: string) => `${dayText(instant, now)} ${clockText(instant)}`
  if (item.ownDueAt) parts.push(`我单位定 ${moment(item.ownDueAt)}`)
  if (item.dueAt)
    parts.push(item.historical ? `通知“${item.dueWording}”` : `通知“${item.dueWording}”即 ${moment(item.dueAt)}`)
  parts.push(item.noticeShortTitle)
  return parts.join(' · ')
}

/** @param leading whether the first thing to do in this list is the main action of the desk */
export function DueList({ items, leading }: { items: readonly DueItem[]; leading: boolean }) {
  const now = useNow()
  // What is done sinks below what is still to do; each part keeps the order of its dates.
  const ordered = [...items].sort((a, b) => Number(isOpen(b)) - Number(isOpen(a)))
  const first = leading ? ordered.find((item) => isOpen(item) && item.formId !== null) : undefined
  return (
    <ol className="due-list">
      {ordered.map((item) => {
        const open = isOpen(item)
        const due = item.ownDueAt ?? item.dueAt
        const tone = item.historical || !open || due === null ? 'none' : dueText(due, now).tone
        return (
          <li className="due-row" key={`${item.noticeId}/${item.deliverableId}`} data-tone={tone} data-done={!open}>
            <When item={item} now={now} />
            <div className="due-text">
              <button
                type="button"
                className="plain-button due-title one-line"
                title={`${item.title}：看通知`}
                onClick={() => void navigate({ screen: 'notices', noticeId: item.noticeId })}
              >
                {item.title}
              </button>
              <span className="quiet one-line" title={wordingOf(item, now)}>
                {wordingOf(item, now)}
              </span>
            </div>
            <RecordStateMark state={item.state} />
            <Button
              type={item === first ? 'primary' : 'default'}
              onClick={() => void takeStep(item)}
              aria-label={`${stepName(item)}：${item.title}`}
            >
              {stepName(item)}
            </Button>
          </li>
        )
      })}
    </ol>
  )
}
