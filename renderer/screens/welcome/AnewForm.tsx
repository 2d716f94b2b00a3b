import { Button } from 'antd'
import { type FormEvent, type ReactNode, useState } from 'react'
import { call } from '../../api.ts'
import { ProblemNote } from '../../app/ProblemNote.tsx'
import { useAttempt } from '../../app/use-attempt.ts'
import { anewFacts } from '../../text/devices.ts'
import { enterOffice } from './enter-office.ts'
import { ComputerName, FileField } from './fields.tsx'

/** Keys lost and no copy: an old card says which office it is, stamped paper proves it afterwards. */
export function AnewForm({ back }: { back: ReactNode }) {
  const [card, setCard] = useState<string | null>(null)
  const [name, setName] = useState('')
  const { problem, setProblem, attempt, idle } = useAttempt<'anew'>()
  const ready = card !== null && name.trim() !== ''
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!ready) return
    void attempt('anew', async () => {
      const state = await call('offices.reregister', { card, name: name.trim() })
      await enterOffice(state, (office) => `${office}的新钥匙已做好，接下来请照下面三步做。`)
    })
  }
  return (
    <form className="stack" onSubmit={submit}>
      <ul className="return-facts">
        {anewFacts.map((fact) => (
          <li key={fact}>{fact}</li>
        ))}
      </ul>
      <FileField
        button="选择名片文件"
        title="单位名片或名片副本"
        endings={['zip', 'json']}
        path={card}
        note="找不到以前导出的名片，请上级在“下级单位”里打开本单位，导出名片副本发来。"
        onChoose={(chosen) => {
          setCard(chosen)
          setProblem(null)
        }}
      />
      <ComputerName value={name} onChange={setName} />
      <ProblemNote problem={problem} />
      <div className="dialog-foot return-foot">
        {back}
        <Button size="large" type="primary" htmlType="submit" {...idle('anew')} disabled={!ready}>
          重新备案
        </Button>
      </div>
    </form>
  )
}
