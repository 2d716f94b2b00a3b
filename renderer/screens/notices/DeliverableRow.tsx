import { CalendarOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import type { DeliverableStatus } from '../../../shared/api/notices.ts'
import type { Deliverable } from '../../../shared/notice/pack.ts'
import { useNow } from '../../app/app-state.ts'
import { fillIn, stepName, takeStep } from '../../app/next-step.ts'
import { RecordStateMark } from '../../app/RecordStateMark.tsx'
import { dueText, fullDateText } from '../../text/dates.ts'
import { OwnDateDialog } from './OwnDateDialog.tsx'

type Props = {
  noticeId: string
  historical: boolean
  deliverable: Deliverable
  status: DeliverableStatus | null
  /** The first thing to do of this notice. */
  leading: boolean
}

function DueLine({ historical, deliverable, status }: Omit<Props, 'noticeId' | 'leading'>) {
  const now = useNow()
  const due = status?.ownDueAt ?? deliverable.dueAt
  // What was sent is not overdue any more, whatever day it is.
  const done = status?.state === 'sent' || status?.state === 'received' || status?.state === 'accepted'
  const left = due && !historical && !done ? dueText(due, now) : null
  return (
    <p className="deliverable-due">
      <q>{deliverable.dueWording}</q>
      {deliverable.dueAt ? <span>按 {fullDateText(deliverable.dueAt)} 计</span> : <span>通知没有写日期</span>}
      {status?.ownDueAt ? <span className="deliverable-own">我单位定 {fullDateText(status.ownDueAt)}</span> : null}
      {left ? (
        <span className="deliverable-left" data-tone={left.tone}>
          {left.text}
        </span>
      ) : null}
    </p>
  )
}

function asks(deliverable: Deliverable): string[] {
  const found = [...deliverable.limits]
  if (deliverable.quantity) found.unshift(deliverable.quantity.wording)
  if (deliverable.stamped) found.push('要盖章')
  return found
}

/** One duty: the notice's words first, then what we made of them, and the one next step. */
export function DeliverableRow({ noticeId, historical, deliverable, status, leading }: Props) {
  const [dating, setDating] = useState(false)
  const state = status?.state ?? 'not-started'
  const recordIds = status?.recordIds ?? []
  const subject = { noticeId, formId: deliverable.formId, state, recordIds }
  const more =
    deliverable.formId !== null && recordIds.length > 0 && (deliverable.quantity?.max ?? 1) > recordIds.length
  const { formId } = deliverable
  return (
    <li className="deliverable">
      <div className="deliverable-text">
        <h3>{deliverable.title}</h3>
        <p className="deliverable-wording">{deliverable.wording}</p>
        <DueLine historical={historical} deliverable={deliverable} status={status} />
        {asks(deliverable).length > 0 ? (
          <ul className="deliverable-asks" aria-label="要求">
            {asks(deliverable).map((ask) => (
              <li key={ask}>{ask}</li>
            ))}
          </ul>
        ) : null}
      </div>
      <div className="deliverable-steps">
        <RecordStateMark state={state} />
        {formId === null && recordIds.length === 0 ? (
          <span className="quiet">没有固定表格，自行撰写</span>
        ) : (
          <Button
            type={leading ? 'primary' : 'default'}
            onClick={() => void takeStep(subject)}
            aria-label={`${stepName(subject)}：${deliverable.title}`}
          >
            {stepName(subject)}
          </Button>
        )}
        {more && formId !== null ? <Button onClick={() => void fillIn(noticeId, formId)}>再填一份</Button> : null}
        <Button
          type="text"
          icon={<CalendarOutlined aria-hidden="true" />}
          onClick={() => setDating(true)}
          aria-label={`自定日期：${deliverable.title}`}
        >
          自定日期
        </Button>
      </div>
      {dating ? (
        <OwnDateDialog
          noticeId={noticeId}
          deliverable={deliverable}
          ownDueAt={status?.ownDueAt ?? null}
          onClose={() => setDating(false)}
        />
      ) : null}
    </li>
  )
}
