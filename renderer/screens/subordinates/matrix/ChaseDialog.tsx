import { Button, Modal, Radio } from 'antd'
import { type FormEvent, useId, useState } from 'react'
import type { MatrixRow } from '../../../../shared/api/rosters.ts'
import { call } from '../../../api.ts'
import { announce } from '../../../app/announce.ts'
import { useNow } from '../../../app/app-state.ts'
import { ProblemNote } from '../../../app/ProblemNote.tsx'
import { useAttempt } from '../../../app/use-attempt.ts'
import { instantOf, wallClock } from '../../../text/dates.ts'
import { chaseWays } from '../../../text/rosters.ts'
import { Input } from '../../../ui/Input.tsx'
import { MomentPicker } from '../../../ui/MomentPicker.tsx'

type Way = keyof typeof chaseWays
type Props = { noticeId: string; rows: readonly MatrixRow[]; onClose: () => void }

/** 催报 is noted with its day and way, so that nobody is called twice the same morning. */
export function ChaseDialog({ noticeId, rows, onClose }: Props) {
  const id = useId()
  const now = useNow()
  const [way, setWay] = useState<Way>('phone')
  const [at, setAt] = useState<string | null>(() => wallClock(new Date(now).toISOString()))
  const [note, setNote] = useState('')
  const { problem, attempt, idle } = useAttempt<'save'>()
  const officeIds = rows.map(({ office }) => office.officeId)
  const save = (event: FormEvent) => {
    event.preventDefault()
    void attempt('save', async () => {
      if (at === null) return
      const made = await call('rosters.chase', { noticeId, officeIds, way, at: instantOf(at), note: note.trim() })
      const chosen = new Set(officeIds)
      const before = new Set(rows.flatMap(({ lastChase }) => (lastChase ? [lastChase.chaseId] : [])))
      const chaseIds = new Set(
        made.rows.flatMap(({ office, lastChase }) =>
          chosen.has(office.officeId) && lastChase && !before.has(lastChase.chaseId) ? [lastChase.chaseId] : [],
        ),
      )
      const undo = async () => {
        for (const chaseId of chaseIds) await call('rosters.undoChase', { chaseId })
      }
      announce(`已记下：${chaseWays[way]}催报 ${officeIds.length} 个单位。`, {
        label: '撤销',
        run: () => void undo().catch(() => announce('没有撤销成。')),
      })
      onClose()
    })
  }
  const [first] = rows
  return (
    <Modal
      open
      title={rows.length === 1 && first ? `记一次催报：${first.office.name}` : `记一次催报：${rows.length} 个单位`}
      footer={null}
      width={480}
      onCancel={onClose}
    >
      <form className="stack" onSubmit={save}>
        <Radio.Group
          aria-label="怎么催的"
          value={way}
          onChange={(event) => setWay(event.target.value as Way)}
          options={(Object.keys(chaseWays) as Way[]).map((value) => ({ value, label: chaseWays[value] }))}
        />
        <div>
          <label className="field-label" htmlFor={`${id}-at`}>
            什么时候
          </label>
          <MomentPicker id={`${id}-at`} value={at} placeholder="选择日期和时间" notAfter={null} onChange={setAt} />
        </div>
        <div>
          <label className="field-label" htmlFor={`${id}-note`}>
            对方怎么说（可不填）
          </label>
          <Input
            id={`${id}-note`}
            maxLength={200}
            placeholder="如：说周五前报"
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
        </div>
        <ProblemNote problem={problem} />
        <div className="dialog-foot">
          <Button size="large" onClick={onClose}>
            不记了
          </Button>
          <Button size="large" type="primary" htmlType="submit" {...idle('save')} disabled={at === null}>
            记下
          </Button>
        </div>
      </form>
    </Modal>
  )
}
