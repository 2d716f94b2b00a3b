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

/** The notice's own wording stands beside the confirmed date and time. */
function Wording({ item, now }: { item: DueItem; now: number }) {
  const dates: string[] = []
  if (item.ownDueAt) dates.push(`我单位定 ${dayText(item.ownDueAt, now)} ${clockText(item.ownDueAt)}`)
  if (item.dueAt) dates.push(`通知“${item.dueWording}”即 ${dayText(item.dueAt, now)} ${clockText(item.dueAt)}`)
  return (
    <span className="quiet one-line" title={`${dates.join('；')} · ${item.noticeShortTitle}`}>
      {dates.length > 0 ? `${dates.join('；')} · ` : ''}
      <button
        type="button"
        className="plain-button link-button"
        onClick={() => void navigate({ screen: 'notices', noticeId: item.noticeId })}
      >
        {item.noticeShortTitle}
      </button>
    </span>
  )
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
              <span className="due-title one-line" title={item.title}>
                {item.title}
              </span>
              <Wording item={item} now={now} />
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
