import { Button, Modal } from 'antd'
import { type ReactNode, useId, useState } from 'react'
import type { ProblemData } from '../../../shared/problems.ts'
import { problemOf } from '../../api.ts'
import { ProblemNote } from '../../app/ProblemNote.tsx'
import { Input } from '../../ui/Input.tsx'

type Props = {
  title: string
  /** Above the reason. */
  children?: ReactNode
  reasonLabel: string
  placeholder: string
  cancel: string
  action: string
  ready?: boolean
  maxLength?: number
  width?: number
  /** What comes before the reason takes the focus once the dialog stands. */
  onOpened?: () => void
  onClose: () => void
  onDone: (reason: string) => Promise<unknown>
}

const fewest = 2

/** Something that a person decides against a rule: with a reason, which the history keeps. */
export function ReasonDialog({ title, children, action, cancel, maxLength = 200, ...props }: Props) {
  const id = useId()
  const [reason, setReason] = useState('')
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<ProblemData | null>(null)
  const given = reason.trim()
  const decide = async () => {
    setBusy(true)
    setProblem(null)
    try {
      await props.onDone(given)
      props.onClose()
    } catch (thrown) {
      setProblem(problemOf(thrown))
      setBusy(false)
    }
  }
  return (
    <Modal
      open
      title={title}
      footer={null}
      width={props.width ?? 520}
      onCancel={props.onClose}
      afterOpenChange={(open) => {
        if (open) props.onOpened?.()
      }}
    >
      <div className="stack">
        {children}
        <div>
          <label className="field-label" htmlFor={id}>
            {props.reasonLabel}
          </label>
          <Input.TextArea
            id={id}
            rows={2}
            maxLength={maxLength}
            autoFocus={props.onOpened === undefined}
            placeholder={props.placeholder}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
          <p className="field-note">至少 {fewest} 个字，记在评审经过里。</p>
        </div>
        <ProblemNote problem={problem} />
      </div>
      <div className="dialog-foot">
        <Button size="large" onClick={props.onClose}>
          {cancel}
        </Button>
        <Button
          size="large"
          type="primary"
          loading={busy}
          disabled={[...given].length < fewest || props.ready === false}
          onClick={() => void decide()}
        >
          {action}
        </Button>
      </div>
    </Modal>
  )
}
