import { Button, Modal, Radio } from 'antd'
import { useId, useState } from 'react'
import type { HandoverWay } from '../../../shared/api/handovers.ts'
import { wayNames } from '../../../shared/wording/handovers.ts'
import { useNow } from '../../app/app-state.ts'
import { instantOf, wallClock } from '../../text/dates.ts'
import { Input } from '../../ui/Input.tsx'
import { MomentPicker } from '../../ui/MomentPicker.tsx'

const ways: readonly HandoverWay[] = ['e-mail', 'wechat', 'usb', 'paper', 'other']

type Given = { way: HandoverWay; at: string; to: string }
type Props = { recipientName: string; onClose: () => void; onGiven: (given: Given) => Promise<void> }

/** How, when and to which department it was handed over. */
export function GivenDialog({ recipientName, onClose, onGiven }: Props) {
  const id = useId()
  const now = useNow()
  const [way, setWay] = useState<HandoverWay>('e-mail')
  const [at, setAt] = useState<string | null>(() => wallClock(new Date(now).toISOString()))
  const [to, setTo] = useState(recipientName)
  return (
    <Modal open title="登记：已交出" footer={null} width={520} onCancel={onClose}>
      <div className="stack">
        <div>
          <span className="field-label" id={`${id}-way`}>
            方式
          </span>
          <Radio.Group
            aria-labelledby={`${id}-way`}
            value={way}
            onChange={(event) => setWay(event.target.value as HandoverWay)}
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
          <label className="field-label" htmlFor={`${id}-to`}>
            收件部门
          </label>
          <Input id={`${id}-to`} maxLength={80} value={to} onChange={(event) => setTo(event.target.value)} />
          <p className="field-note">写部门就够了，不用写个人姓名。</p>
        </div>
        <div className="dialog-foot">
          <Button size="large" onClick={onClose}>
            先不登记
          </Button>
          <Button
            size="large"
            type="primary"
            disabled={at === null}
            onClick={() => at !== null && void onGiven({ way, at: instantOf(at), to: to.trim() })}
          >
            登记已交出
          </Button>
        </div>
      </div>
    </Modal>
  )
}
