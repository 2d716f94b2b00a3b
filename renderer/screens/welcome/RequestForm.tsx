import { Button } from 'antd'
import { type FormEvent, type ReactNode, useState } from 'react'
import type { PendingRequest } from '../../../shared/api/devices.ts'
import { ProblemNote } from '../../app/ProblemNote.tsx'
import { useAttempt } from '../../app/use-attempt.ts'
import { ComputerName } from './fields.tsx'
import { writeRequest } from './write-request.ts'

/** The first half of becoming a further computer; the second is `WaitingDoor`. */
export function RequestForm({
  back,
  onRequested,
}: {
  back: ReactNode
  onRequested: (request: PendingRequest) => void
}) {
  const [name, setName] = useState('')
  const { problem, attempt, idle } = useAttempt<'write'>()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (name.trim() === '') return
    void attempt('write', async () => {
      const request = await writeRequest(name.trim())
      if (request) onRequested(request)
    })
  }
  return (
    <form className="stack" onSubmit={submit}>
      <ol className="return-steps">
        <li>在这台电脑上写出一份“加机申请”，存到U盘。</li>
        <li>拿到正在用的那台电脑，由它写出“加机许可”。</li>
        <li>把加机许可拿回来，就接上了。</li>
      </ol>
      <ComputerName value={name} autoFocus onChange={setName} />
      <ProblemNote problem={problem} />
      <div className="dialog-foot return-foot">
        {back}
        <Button size="large" type="primary" htmlType="submit" {...idle('write')} disabled={name.trim() === ''}>
          写出加机申请
        </Button>
      </div>
    </form>
  )
}
