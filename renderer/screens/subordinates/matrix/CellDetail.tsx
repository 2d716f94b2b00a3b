import { Button } from 'antd'
import { useId, useState } from 'react'
import type { Matrix, MatrixCell, MatrixDeliverable, MatrixRow } from '../../../../shared/api/rosters.ts'
import { codeText } from '../../../../shared/wording/revision-code.ts'
import { call } from '../../../api.ts'
import { announce } from '../../../app/announce.ts'
import { ProblemNote } from '../../../app/ProblemNote.tsx'
import { navigate } from '../../../app/route.ts'
import { useAttempt } from '../../../app/use-attempt.ts'
import { fullDateText } from '../../../text/dates.ts'
import { cellNotes, recordStates } from '../../../text/rosters.ts'
import { DetailsHead } from '../../../ui/DetailsHead.tsx'
import { onEscape } from '../../../ui/escape-key.ts'
import { Input } from '../../../ui/Input.tsx'
import { EnterDialog } from './EnterDialog.tsx'
import { CellMark } from './MatrixLine.tsx'

type Props = {
  matrix: Matrix
  row: MatrixRow
  deliverable: MatrixDeliverable
  cell: MatrixCell
  onClose: () => void
}

/** What one office sent for one deliverable: when it came here, what its clock says, its records, and what can be done. */
export function CellDetail({ matrix, row, deliverable, cell, onClose }: Props) {
  const id = useId()
  const { noticeId } = matrix
  const { office } = row
  const [entering, setEntering] = useState(false)
  const [note, setNote] = useState<string | null>(null)
  const { problem, attempt, idle } = useAttempt<'mark'>()
  const excused = cell.state === 'excused'
  const empty = cell.state === 'none' || cell.state === 'part'
  const mark = (value: 'excused' | null) =>
    void attempt('mark', async () => {
      const order = { noticeId, officeId: office.officeId, deliverableId: deliverable.deliverableId }
      await call('rosters.mark', { ...order, mark: value, note: value === null ? '' : (note ?? '').trim() })
      setNote(null)
      announce(value === null ? '已恢复为应报。' : `${office.name}的这一项已记为免报。`, {
        label: '撤销',
        run: () =>
          void call('rosters.mark', { ...order, mark: value === null ? 'excused' : null, note: cell.note }).catch(() =>
            announce('没有撤销成，请再点这一格改回来。'),
          ),
      })
    })
  return (
    <aside className="matrix-details" aria-label="所选的一格" onKeyDown={onEscape(onClose)}>
      <DetailsHead title={deliverable.title} closeName="收起详情" onClose={onClose} />
      <p className="quiet">{office.name}</p>
      <p className="matrix-details-state">
        <CellMark cell={cell} deliverable={deliverable} asOf={matrix.at} />
        {cellNotes(cell).map(({ word, tone }) => (
          <span key={word} className="matrix-note" data-tone={tone}>
            {word}
          </span>
        ))}
      </p>
      <dl className="facts matrix-facts">
        <dt>截止</dt>
        <dd>{deliverable.dueAt === null ? '通知没有定日期' : fullDateText(deliverable.dueAt)}</dd>
        <dt>收到</dt>
        <dd>{cell.receivedAt === null ? '还没有收到' : fullDateText(cell.receivedAt)}</dd>
        {cell.claimedAt === null ? null : (
          <>
            <dt>对方写出</dt>
            <dd>
              {fullDateText(cell.claimedAt)}
              <span className="quiet">（对方电脑的时间，只供参考；是否迟报按收到的时间算）</span>
            </dd>
          </>
        )}
        {cell.lacking.length === 0 ? null : (
          <>
            <dt>还缺</dt>
            <dd>{cell.lacking.join('、')}</dd>
          </>
        )}
        {cell.note === '' ? null : (
          <>
            <dt>说明</dt>
            <dd>{cell.note}</dd>
          </>
        )}
      </dl>
      {cell.records.length > 0 ? (
        <ul className="rows matrix-records" aria-label="材料">
          {cell.records.map(({ recordId, revision, title, code, entered, state }) => (
            <li key={recordId}>
              <button
                type="button"
                className="plain-button link-button"
                onClick={() => void navigate({ screen: 'record', recordId, field: null })}
              >
                {title}
              </button>
              <span className="quiet">
                {recordStates[state]}
                {revision === 0 ? '' : ` · 第 ${revision} 版`}
                {code === '' ? '' : ` · 核对码 ${codeText(code)}`}
                {entered ? ' · 代录' : ''}
              </span>
              {entered ? null : (
                <Button
                  size="small"
                  aria-label={`审核：${title}`}
                  onClick={() => void navigate({ screen: 'queue', noticeId, recordId })}
                >
                  审核
                </Button>
              )}
            </li>
          ))}
        </ul>
      ) : null}
      <ProblemNote problem={problem} />
      <div className="matrix-details-actions">
        {office.hasCard ? null : (
          <Button type={empty ? 'primary' : 'default'} onClick={() => setEntering(true)}>
            代录纸件
          </Button>
        )}
        {excused ? (
          <Button {...idle('mark')} onClick={() => mark(null)}>
            恢复为应报
          </Button>
        ) : empty && note === null ? (
          <Button onClick={() => setNote('')}>记为免报</Button>
        ) : null}
      </div>
      {note === null ? null : (
        <form
          className="stack matrix-excuse"
          onSubmit={(event) => {
            event.preventDefault()
            mark('excused')
          }}
        >
          <div>
            <label className="field-label" htmlFor={id}>
              为什么免报（可不填）
            </label>
            <Input
              id={id}
              autoFocus
              maxLength={200}
              placeholder="如：今年没有举办活动，已来函说明"
              value={note}
              onChange={(event) => setNote(event.target.value)}
            />
          </div>
          <div className="matrix-details-actions">
            <Button type="primary" htmlType="submit" {...idle('mark')}>
              记为免报
            </Button>
            <Button onClick={() => setNote(null)}>不记</Button>
          </div>
        </form>
      )}
      {entering ? (
        <EnterDialog noticeId={noticeId} office={office} deliverable={deliverable} onClose={() => setEntering(false)} />
      ) : null}
    </aside>
  )
}
