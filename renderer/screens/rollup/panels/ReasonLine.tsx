import { Button } from 'antd'
import { useId, useState } from 'react'
import { Input } from '../../../ui/Input.tsx'

type Props = {
  /** On the button that begins it and on the one that ends it. */
  action: string
  label: string
  placeholder: string
  busy: boolean
  onGive: (reason: string) => void
}

/** A decision that needs its reason: first a button, then a line to write. */
export function ReasonLine({ action, label, placeholder, busy, onGive }: Props) {
  const id = useId()
  const [reason, setReason] = useState<string | null>(null)
  if (reason === null)
    return (
      <div>
        <Button onClick={() => setReason('')}>{action}</Button>
      </div>
    )
  return (
    <form
      className="rollup-reason"
      onSubmit={(event) => {
        event.preventDefault()
        if (reason.trim() !== '') onGive(reason.trim())
      }}
    >
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      <Input
        id={id}
        autoFocus
        maxLength={200}
        placeholder={placeholder}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      <div className="rollup-panel-actions">
        <Button type="primary" htmlType="submit" loading={busy} disabled={reason.trim() === ''}>
          {action}
        </Button>
        <Button onClick={() => setReason(null)}>先不定</Button>
      </div>
    </form>
  )
}
