import { Radio } from 'antd'
import { useId } from 'react'
import { wayNames } from '../../../shared/wording/handovers.ts'
import { Input } from '../../ui/Input.tsx'

const ways = ['phone', 'wechat', 'e-mail', 'paper', 'other'] as const
export type WholeReturned = { way: (typeof ways)[number]; at: string; reason: string }

type Props = {
  way: WholeReturned['way']
  reason: string
  onWay: (way: WholeReturned['way']) => void
  onReason: (reason: string) => void
}

/** All that was handed over comes back: how we heard of it, and why. */
export function WholeReturn({ way, reason, onWay, onReason }: Props) {
  const id = useId()
  return (
    <>
      <div>
        <span className="field-label" id={`${id}-way`}>
          怎么知道的
        </span>
        <Radio.Group
          aria-labelledby={`${id}-way`}
          value={way}
          onChange={(event) => onWay(event.target.value as WholeReturned['way'])}
          options={ways.map((one) => ({ value: one, label: wayNames[one] }))}
        />
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
          onChange={(event) => onReason(event.target.value)}
        />
        <p className="field-note">会显示在要改的材料上。原来报送的内容一直留着。</p>
      </div>
    </>
  )
}
