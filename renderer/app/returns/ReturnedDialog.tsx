import { Button, Modal, Select } from 'antd'
import { useId, useState } from 'react'
import { instantOf, wallClock } from '../../text/dates.ts'
import { MomentPicker } from '../../ui/MomentPicker.tsx'
import { useNow } from '../app-state.ts'
import { ProblemNote } from '../ProblemNote.tsx'
import { useAttempt } from '../use-attempt.ts'
import { FieldReasons } from './FieldReasons.tsx'
import { enterPhoneReturn } from './phone-return.ts'
import { filledReasons, type ReasonLine, unfinished } from './reason-lines.ts'
import { WholeReturn, type WholeReturned } from './WholeReturn.tsx'
import './returned-dialog.css'

type Props = {
  recipientName: string
  /** What that office has of us; each can be returned by itself, field by field. */
  records: readonly { recordId: string; title: string }[]
  /** A folder is returned as a whole too; null: only single records. */
  onWhole: ((returned: WholeReturned) => Promise<void>) | null
  onClose: () => void
  /** After a single record was entered. */
  onEntered?: () => void
}

const whole = 'whole'
const noLines: readonly ReasonLine[] = [{ id: 0, field: null, text: '' }]

/** The recipient wants it changed, and no receipt says so: what, why, who called, when. */
export function ReturnedDialog({ recipientName, records, onWhole, onClose, onEntered }: Props) {
  const id = useId()
  const now = useNow()
  const [target, setTarget] = useState(onWhole ? whole : (records[0]?.recordId ?? whole))
  const [at, setAt] = useState<string | null>(() => wallClock(new Date(now).toISOString()))
  const [way, setWay] = useState<WholeReturned['way']>('phone')
  const [reason, setReason] = useState('')
  const [lines, setLines] = useState(noLines)
  const [department, setDepartment] = useState('')
  const { problem, attempt, idle } = useAttempt<'enter'>()
  const reasons = filledReasons(lines)
  const ready = at !== null && (target === whole ? reason.trim().length >= 2 : reasons.length > 0 && !unfinished(lines))
  const choices = [
    ...(onWhole ? [{ value: whole, label: '整个文件夹' }] : []),
    ...records.map(({ recordId, title }) => ({ value: recordId, label: title })),
  ]
  const enter = () =>
    attempt('enter', async () => {
      if (at === null) return
      if (target === whole) return onWhole?.({ way, at: instantOf(at), reason: reason.trim() })
      const order = { recordId: target, reasons, department: department.trim(), at: instantOf(at) }
      await enterPhoneReturn(order, onEntered ?? (() => undefined))
      onClose()
    })
  return (
    <Modal
      open
      title={`登记：${recipientName}退回`}
      footer={null}
      width={target === whole ? 520 : 640}
      onCancel={onClose}
    >
      <div className="stack">
        {choices.length > 1 ? (
          <div>
            <label className="field-label" htmlFor={`${id}-target`}>
              退回的是
            </label>
            <Select
              id={`${id}-target`}
              className="returned-target"
              aria-label="退回的是"
              value={target}
              options={choices}
              onChange={(next) => {
                setTarget(next)
                setLines(noLines)
              }}
            />
            {onWhole && target === whole ? (
              <p className="field-note">只退其中一份、只改几栏的，请在这里选那一份。</p>
            ) : null}
          </div>
        ) : null}
        {target === whole ? (
          <WholeReturn way={way} reason={reason} onWay={setWay} onReason={setReason} />
        ) : (
          <FieldReasons
            key={target}
            recordId={target}
            lines={lines}
            onLines={setLines}
            department={department}
            onDepartment={setDepartment}
          />
        )}
        <div>
          <label className="field-label" htmlFor={`${id}-at`}>
            时间
          </label>
          <MomentPicker
            id={`${id}-at`}
            value={at}
            placeholder="选择日期和时间"
            notAfter={wallClock(new Date(now).toISOString())}
            onChange={setAt}
          />
        </div>
        <ProblemNote problem={problem} />
        <div className="dialog-foot">
          <Button size="large" onClick={onClose}>
            先不登记
          </Button>
          <Button size="large" type="primary" {...idle('enter')} disabled={!ready} onClick={() => void enter()}>
            登记退回
          </Button>
        </div>
      </div>
    </Modal>
  )
}
