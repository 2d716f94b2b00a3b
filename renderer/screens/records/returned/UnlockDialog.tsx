import { Button, Modal } from 'antd'
import { useId, useState } from 'react'
import { call } from '../../../api.ts'
import { announce } from '../../../app/announce.ts'
import { ProblemNote } from '../../../app/ProblemNote.tsx'
import { useAttempt } from '../../../app/use-attempt.ts'
import { Input } from '../../../ui/Input.tsx'

/** More than what came back is to be changed: why is kept, and the office above sees all of it. */
export function UnlockDialog({
  returnId,
  onClose,
  onUnlocked,
}: {
  returnId: string
  onClose: () => void
  onUnlocked: () => void
}) {
  const id = useId()
  const [reason, setReason] = useState('')
  const { problem, attempt, idle } = useAttempt<'unlock'>()
  const unlock = () =>
    attempt('unlock', async () => {
      await call('records.unlockReturn', { returnId, reason: reason.trim() })
      announce('全部栏目都可以改了，到下次定稿为止。')
      onUnlocked()
    })
  return (
    <Modal open title="还要改别的栏目" footer={null} width={520} onCancel={onClose}>
      <div className="stack">
        <p>写明原因以后，全部栏目都可以改，到下次定稿为止。对方会看到这一版和上一版的全部差别。</p>
        <div>
          <label className="field-label" htmlFor={id}>
            为什么还要改
          </label>
          <Input.TextArea
            id={id}
            autoFocus
            rows={3}
            maxLength={200}
            placeholder="如：联系人调整，一并改"
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        </div>
        <ProblemNote problem={problem} />
        <div className="dialog-foot">
          <Button size="large" onClick={onClose}>
            只改退回的
          </Button>
          <Button
            size="large"
            type="primary"
            {...idle('unlock')}
            disabled={[...reason.trim()].length < 2}
            onClick={() => void unlock()}
          >
            放开全部栏目
          </Button>
        </div>
      </div>
    </Modal>
  )
}
