import { Button, Modal } from 'antd'
import { type FormEvent, useId, useState } from 'react'
import { call } from '../../api.ts'
import { announce } from '../../app/announce.ts'
import { ProblemNote } from '../../app/ProblemNote.tsx'
import { useAttempt } from '../../app/use-attempt.ts'
import { renewMeans } from '../../text/devices.ts'
import { Input } from '../../ui/Input.tsx'

/** The data folder was copied here from another computer: this one becomes a device of its own. */
export function RenewDialog({ onClose }: { onClose: () => void }) {
  const id = useId()
  const [name, setName] = useState('')
  const { problem, attempt, idle } = useAttempt<'renew'>()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (name.trim() === '') return
    void attempt('renew', async () => {
      await call('devices.renew', { name: name.trim() })
      onClose()
      announce(`“${name.trim()}”已登记成单独的一台。请把新名片交给上级。`)
    })
  }
  return (
    <Modal open title="这是从另一台电脑复制来的" footer={null} width={560} onCancel={onClose}>
      <form className="stack" onSubmit={submit}>
        <ul className="device-facts">
          {renewMeans.map((fact) => (
            <li key={fact}>{fact}</li>
          ))}
        </ul>
        <div>
          <label className="field-label" htmlFor={id}>
            这台电脑叫什么
          </label>
          <Input
            id={id}
            size="large"
            autoFocus
            maxLength={30}
            placeholder="如：王主任的电脑"
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        </div>
        <ProblemNote problem={problem} />
        <div className="dialog-foot">
          <Button size="large" onClick={onClose}>
            不是复制来的
          </Button>
          <Button size="large" type="primary" htmlType="submit" {...idle('renew')} disabled={name.trim() === ''}>
            登记成单独的一台
          </Button>
        </div>
      </form>
    </Modal>
  )
}
