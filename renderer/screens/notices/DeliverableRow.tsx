import { CalendarOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import type { DeliverableStatus } from '../../../shared/api/notices.ts'
import { isChased } from '../../../shared/domain/duty-progress.ts'
import type { Deliverable } from '../../../shared/notice/pack.ts'
import { restDayNote } from '../../../shared/wording/workdays.ts'
import { useNow } from '../../app/app-state.ts'
import { fillIn, stepName, takeStep } from '../../app/next-step.ts'
import { RecordStateMark } from '../../app/RecordStateMark.tsx'
import { navigate } from '../../app/route.ts'
import { useCalendar } from '../../app/use-calendar.ts'
import { dueText, fullDateText, workdaysText } from '../../text/dates.ts'
import { OwnDateDialog } from './OwnDateDialog.tsx'

type Props = {
  noticeId: string
  historical: boolean
  deliverable: Deliverable
  status: DeliverableStatus | null
  /** The first thing to do of this notice. */
  leading: boolean
  /** Unit that this one goes to, where it is another than for the rest. */
  goesTo: string | null
  /** Forms that go with its own. */
  companions: readonly { id: string; shortName: string }[]
  /** Asked of those below us: nothing for us to fill in. */
  forBelow: boolean
}

function DueLine({ historical, deliverable, status }: Pick<Props, 'historical' | 'deliverable' | 'status'>) {
  const now = useNow()
  const calendar = useCalendar()
  const suggested = status?.suggestedDueAt ?? null
  const due = status?.ownDueAt ?? suggested ?? deliverable.dueAt
  // What was sent is not overdue any more, whatever day it is.
  const done = status?.state === 'sent' || status?.state === 'received' || status?.state === 'accepted'
  // Nobody asks after what is kept or may be left undone: a chance that has passed is no debt.
  const lapsed =
    due !== null && Date.parse(due) < now && !isChased({ ...deliverable, state: status?.state ?? 'not-started' })
  const left = due && !historical && !done && !lapsed ? dueText(due, now) : null
  const workdays = left && due && calendar ? workdaysText(due, now, calendar) : ''
  const rest = deliverable.dueAt && calendar && !historical ? restDayNote(deliverable.dueAt, calendar) : null
  return (
    <p className="deliverable-due">
      <q>{deliverable.dueWording}</q>
      {deliverable.opensAt ? <span>{fullDateText(deliverable.opensAt)} 开始</span> : null}
      {deliverable.dueAt ? <span>按 {fullDateText(deliverable.dueAt)} 计</span> : <span>通知没有写日期</span>}
      {status?.ownDueAt ? <span className="deliverable-own">我单位定 {fullDateText(status.ownDueAt)}</span> : null}
      {suggested && !done ? <span className="deliverable-own">建议 {fullDateText(suggested)} 前完成</span> : null}
      {left ? (
        <span className="deliverable-left" data-tone={left.tone}>
          {left.text}
          {workdays ? `（${workdays}）` : ''}
        </span>
      ) : null}
      {rest ? <span className="deliverable-rest">{rest}</span> : null}
    </p>
  )
}

function asks(deliverable: Deliverable): string[] {
  const found = [...deliverable.limits]
  if (deliverable.quantity) found.unshift(deliverable.quantity.wording)
  if (deliverable.stamped) found.push('要盖章')
  if (deliverable.kept) found.unshift('自存备查，不要求报送')
  if (deliverable.optional) found.unshift('自愿，可不报')
  return found
}

/** Other than usual: who owes it where we do not, where it goes where it goes elsewhere, what is judged. */
function Notes({ deliverable, owed, goesTo }: { deliverable: Deliverable; owed: boolean; goesTo: string | null }) {
  const notes = [
    owed ? '' : '按通知不由我单位报送',
    goesTo ? `报送到 ${goesTo}` : '',
    deliverable.criteria.length > 0 ? `看 ${deliverable.criteria.join('、')}` : '',
  ].filter((note) => note !== '')
  return notes.length > 0 ? <p className="quiet">{notes.join('；')}</p> : null
}

/** One duty: the notice's words first, then what we made of them, and the one next step. */
export function DeliverableRow(props: Props) {
  const { noticeId, historical, deliverable, status, leading, goesTo, companions, forBelow } = props
  const [dating, setDating] = useState(false)
  const state = status?.state ?? 'not-started'
  const recordIds = status?.recordIds ?? []
  const subject = { noticeId, formId: deliverable.formId, state, recordIds, kept: deliverable.kept }
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
        <Notes deliverable={deliverable} owed={forBelow || (status?.owed ?? true)} goesTo={goesTo} />
      </div>
      <div className="deliverable-steps" hidden={forBelow && recordIds.length === 0}>
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
        {deliverable.video ? (
          // Its other papers hang on a work: one made from here would belong to none.
          <Button onClick={() => void navigate({ screen: 'videos', noticeId })}>到“视频作品”</Button>
        ) : (
          companions.map(({ id, shortName }) => (
            <Button key={id} onClick={() => void fillIn(noticeId, id)}>
              填写{shortName}
            </Button>
          ))
        )}
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
          suggestedDueAt={status?.suggestedDueAt ?? null}
          onClose={() => setDating(false)}
        />
      ) : null}
    </li>
  )
}
