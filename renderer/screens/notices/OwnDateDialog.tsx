import { Button, Modal } from 'antd'
import { useId, useState } from 'react'
import type { Deliverable } from '../../../shared/notice/pack.ts'
import type { ProblemData } from '../../../shared/problems.ts'
import { call, problemOf } from '../../api.ts'
import { ProblemNote } from '../../app/ProblemNote.tsx'
import { fullDateText, instantOf, wallClock } from '../../text/dates.ts'
import { MomentPicker } from '../../ui/MomentPicker.tsx'

/** Our own, earlier date for one duty. */
export function OwnDateDialog({
  noticeId,
  deliverable,
  ownDueAt,
  suggestedDueAt,
  onClose,
}: {
  noticeId: string
  deliverable: Deliverable
  ownDueAt: string | null
  /** By the office's habit. */
  suggestedDueAt: string | null
  onClose: () => void
}) {
  const id = useId()
  const start = ownDueAt ?? suggestedDueAt ?? deliverable.dueAt
  const [date, setDate] = useState(start ? wallClock(start) : null)
  const [problem, setProblem] = useState<ProblemData | null>(null)
  const save = async (wall: string | null) => {
    try {
      await call('notices.setOwnDate', {
        noticeId,
        deliverableId: deliverable.id,
        ownDueAt: wall === null ? null : instantOf(wall),
      })
      onClose()
    } catch (thrown) {
      setProblem(problemOf(thrown))
    }
  }
  return (
    <Modal open title="自定日期" footer={null} width={480} onCancel={onClose}>
      <div className="stack">
        <p>
          {deliverable.title}：通知写“{deliverable.dueWording}”
          {deliverable.dueAt ? `，按 ${fullDateText(deliverable.dueAt)} 计` : ''}。
        </p>
        <div>
          <label className="field-label" htmlFor={id}>
            我单位要求完成的日期和时间
          </label>
          <MomentPicker
            id={id}
            value={date}
            placeholder="选择日期和时间"
            notAfter={deliverable.dueAt ? wallClock(deliverable.dueAt) : null}
            onChange={setDate}
          />
          <p className="field-note">
            {suggestedDueAt && !ownDueAt ? '已填上按“设置”里提前的工作日算出的日期，可以改。' : ''}
            比通知早几天，留出盖章和修改的时间。只影响本单位的工作台；定了以后程序不会改它。
          </p>
        </div>
        <ProblemNote problem={problem} />
        <div className="dialog-foot">
          {ownDueAt ? (
            <Button size="large" className="dialog-foot-note" onClick={() => void save(null)}>
              不要自定的日期
            </Button>
          ) : null}
          <Button size="large" onClick={onClose}>
            不改了
          </Button>
          <Button size="large" type="primary" disabled={date === null} onClick={() => void save(date)}>
            保存日期
          </Button>
        </div>
      </div>
    </Modal>
  )
}
