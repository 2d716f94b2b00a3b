import { Button, Modal } from 'antd'
import { useId, useState } from 'react'
import type { HeldPackage } from '../../../shared/api/intake.ts'
import { packageKinds } from '../../text/packages.ts'
import { Input } from '../../ui/Input.tsx'

const fewest = 2
const reasons = ['对方说这一份作废，另报了一份。', '不是报给我们的。', '打电话核实过，对方没有报过这一份。']

/** Not taken in: with a reason, which is kept with the file. */
export function SetAsideDialog({
  held,
  onClose,
  onDone,
}: {
  held: HeldPackage
  onClose: () => void
  onDone: (reason: string) => void
}) {
  const id = useId()
  const [reason, setReason] = useState('')
  const given = reason.trim()
  return (
    <Modal
      open
      title={`不收：${held.senderName}${packageKinds[held.kind]}第 ${held.sequence} 号`}
      footer={null}
      width={560}
      onCancel={onClose}
    >
      <div className="stack">
        <div>
          <label className="field-label" htmlFor={id}>
            为什么不收
          </label>
          <Input.TextArea
            id={id}
            autoFocus
            rows={2}
            maxLength={300}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
          <p className="field-note">
            至少 {fewest} 个字，和这一份记在一起。已收的内容不变；同一份以后再来，还会拿出来问您。
          </p>
        </div>
        <ul aria-label="常用原因">
          {reasons.map((one) => (
            <li key={one}>
              <button type="button" className="plain-button link-button" onClick={() => setReason(one)}>
                {one}
              </button>
            </li>
          ))}
        </ul>
      </div>
      <div className="dialog-foot">
        <Button size="large" onClick={onClose}>
          先放着
        </Button>
        <Button size="large" type="primary" disabled={[...given].length < fewest} onClick={() => onDone(given)}>
          不收这一份
        </Button>
      </div>
    </Modal>
  )
}
