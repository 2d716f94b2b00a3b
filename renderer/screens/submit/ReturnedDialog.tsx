import { Button, Input, Modal, Radio } from 'antd'
import { useId, useState } from 'react'
import { wayNames } from '../../../shared/wording/handovers.ts'
import { useNow } from '../../app/app-state.ts'
import { instantOf, wallClock } from '../../text/dates.ts'
import { MomentPicker } from '../../ui/MomentPicker.tsx'

const ways = ['phone', 'wechat', 'e-mail', 'paper', 'other'] as const

type Returned = { way: (typeof ways)[number]; at: string; reason: string }
type Props = { recipientName: string; onClose: () => void; onReturned: (returned: Returned) => Promise<void> }

/** The recipient wants it changed: how we heard of it, when, and why. */
export function ReturnedDialog({ recipientName, onClose, onReturned }: Props) {
  const id = useId()
  const now = useNow()
  const [way, setWay] = useState<Returned['way']>('phone')
  const [at, setAt] = useState<string | null>(() => wallClock(new Date(now).toISOString()))
  const [reason, setReason] = useState('')
  const ready = at !== null && reason.trim().length >= 2
  return (
    <Modal open title={`登记：${recipientName}退回`} footer={null} width={520} onCancel={onClose}>
      <div className="stack">
        <div>
          <span className="field-label" id={`${id}-way`}>
            怎么知道的
          </span>
          <Radio.Group
            aria-labelledby={`${id}-way`}
            value={way}
            onChange={(event) => setWay(event.target.value as Returned['way'])}
            options={ways.map((one) => ({ value: one, label: wayNames[one] }))}
          />
        </div>
        <div>
          <label className="field-label" htmlFor={`${id}-at`}>
            时间
          </label>
          <MomentPicker id={`${id}-at`} value={at} placeholder="选择日期和时间" notAfter={null} onChange={setAt} />
        </div>
        <div>
          <label className="field-label" htmlFor={`${id}-reason`}>
            退回原因
          </label>
          <Input.TextArea
            id={`${id}-reason`}
            autoFocus
            rows={3}
            maxLength={500}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
          <p className="field-note">会显示在要改的材料上。原来报送的内容一直留着。</p>
        </div>
        <div className="dialog-foot">
          <Button size="large" onClick={onClose}>
            先不登记
          </Button>
          <Button
            size="large"
            type="primary"
            disabled={!ready}
            onClick={() => ready && void onReturned({ way, at: instantOf(at), reason: reason.trim() })}
          >
            登记退回
          </Button>
        </div>
      </div>
    </Modal>
  )
}
