import { Button } from 'antd'
import { useState } from 'react'
import type { Handover, HandoverEvent } from '../../../shared/api/handovers.ts'
import type { ProblemData } from '../../../shared/problems.ts'
import { eventWords, stepNames } from '../../../shared/wording/handovers.ts'
import { call, problemOf } from '../../api.ts'
import { announce } from '../../app/announce.ts'
import { useNow } from '../../app/app-state.ts'
import { PaperButton } from '../../app/papers/PaperButton.tsx'
import { ReturnedDialog } from '../../app/returns/ReturnedDialog.tsx'
import { ToneMark } from '../../app/ToneMark.tsx'
import { momentText } from '../../text/dates.ts'
import { handoverStates } from '../../text/handovers.ts'
import { GivenDialog } from './GivenDialog.tsx'
import { MessageText } from './MessageText.tsx'

type Props = { item: Handover; onProblem: (problem: ProblemData | null) => void }

function EventLine({ event, onUndo }: { event: HandoverEvent; onUndo: (undone: boolean) => void }) {
  const now = useNow()
  const words = eventWords(event)
  return (
    <li className="handover-event" data-undone={event.undone}>
      <span>
        {momentText(event.at, now)} {stepNames[event.kind]}
        {words === '' ? '' : `：${words}`}
        {event.undone ? '（登记有误，已撤销）' : ''}
      </span>
      <button type="button" className="plain-button link-button" onClick={() => onUndo(!event.undone)}>
        {event.undone ? '恢复' : '撤销'}
      </button>
    </li>
  )
}

/** One plain folder: where it stands, what was entered about it, and what to enter next. */
export function HandoverRow({ item, onProblem }: Props) {
  const now = useNow()
  const [dialog, setDialog] = useState<'given' | 'returned' | null>(null)
  const { handoverId, state } = item
  const records = item.records.map((record) => record.title).join('、')

  const guarded = async (work: () => Promise<unknown>) => {
    onProblem(null)
    try {
      await work()
    } catch (thrown) {
      onProblem(problemOf(thrown))
    }
  }
  const undo = (eventId: string | null, undone: boolean) =>
    guarded(() => call('handovers.undo', { handoverId, eventId, undone }))
  const enter = (work: () => Promise<Handover>, said: string) =>
    guarded(async () => {
      const entered = await work()
      const eventId = entered.events.at(-1)?.eventId
      announce(said, eventId ? { label: '撤销', run: () => void undo(eventId, true) } : null)
    })
  const confirm = () => enter(() => call('handovers.confirmed', { handoverId }), '已登记：电话确认收到。')
  const open = state !== 'withdrawn'
  return (
    <li className="handover">
      <div className="outbox-row">
        <ToneMark worded={handoverStates[state]} />
        <div className="submit-text">
          <span className="one-line" title={`文件夹报送，给${item.recipientName} · ${records}`}>
            文件夹报送，给{item.recipientName}
          </span>
          <span className="quiet one-line" title={records}>
            {momentText(item.writtenAt, now)} · {item.records.length} 份
            {item.parts > 1 ? `，分 ${item.parts} 部分` : ''}
            {item.masked ? ' · 个人信息已遮盖' : ''} · {records}
          </span>
        </div>
        <Button onClick={() => void window.kexie.showInFolder(item.path)}>打开</Button>
      </div>
      {item.events.length > 0 ? (
        <ul className="handover-events" aria-label="登记过的事">
          {item.events.map((event) => (
            <EventLine key={event.eventId} event={event} onUndo={(undone) => void undo(event.eventId, undone)} />
          ))}
        </ul>
      ) : null}
      <div className="handover-actions">
        {open ? (
          <>
            <Button type={state === 'written' ? 'primary' : 'default'} onClick={() => setDialog('given')}>
              已交出
            </Button>
            <Button type={state === 'given' ? 'primary' : 'default'} onClick={() => void confirm()}>
              电话确认收到
            </Button>
            <Button onClick={() => setDialog('returned')}>退回</Button>
          </>
        ) : null}
        {open ? <PaperButton ask={{ of: 'handover', handoverId }}>打印交接单</PaperButton> : null}
        <Button type="text" onClick={() => void undo(null, open)}>
          {open ? '没有交，作废' : '恢复这一次'}
        </Button>
      </div>
      <MessageText text={item.message} shown={false} />
      {dialog === 'given' ? (
        <GivenDialog
          recipientName={item.recipientName}
          onClose={() => setDialog(null)}
          onGiven={async (given) => {
            setDialog(null)
            await enter(() => call('handovers.given', { handoverId, ...given }), '已登记：已交出。')
          }}
        />
      ) : null}
      {dialog === 'returned' ? (
        <ReturnedDialog
          recipientName={item.recipientName}
          records={item.records}
          onClose={() => setDialog(null)}
          onWhole={async (returned) => {
            setDialog(null)
            await enter(
              () => call('handovers.returned', { handoverId, ...returned }),
              '已登记：退回。改好后请再报送一次。',
            )
          }}
        />
      ) : null}
    </li>
  )
}
