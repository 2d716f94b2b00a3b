import { Button, Radio } from 'antd'
import { type FormEvent, type ReactNode, useId, useState } from 'react'
import { call } from '../../api.ts'
import { ProblemNote } from '../../app/ProblemNote.tsx'
import { useAttempt } from '../../app/use-attempt.ts'
import { oldComputerChoices } from '../../text/devices.ts'
import { Input } from '../../ui/Input.tsx'
import { enterOffice } from './enter-office.ts'
import { ComputerName, FileField } from './fields.tsx'

type OldComputer = (typeof oldComputerChoices)[number]['value']

/** 钥匙备份: file, passphrase, name, and what has become of the old computer. */
export function RestoreForm({ back }: { back: ReactNode }) {
  const id = useId()
  const [path, setPath] = useState<string | null>(null)
  const [passphrase, setPassphrase] = useState('')
  const [name, setName] = useState('')
  /** Not guessed: it stops the old computer or leaves it able to sign. */
  const [oldComputer, setOldComputer] = useState<OldComputer | null>(null)
  const { problem, setProblem, attempt, idle } = useAttempt<'restore'>()
  const ready = path !== null && passphrase !== '' && name.trim() !== '' && oldComputer !== null
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!ready) return
    void attempt('restore', async () => {
      const state = await call('keys.restore', { path, passphrase, name: name.trim(), oldComputer })
      await enterOffice(state, (office) => `已接上${office}。请把新名片交给上级。`)
    })
  }
  return (
    <form className="stack" onSubmit={submit}>
      <FileField button="选择钥匙备份文件" title="钥匙备份" endings={['age']} path={path} onChoose={setPath} />
      <div>
        <label className="field-label" htmlFor={`${id}-word`}>
          做备份时设的口令
        </label>
        <Input.Password
          id={`${id}-word`}
          size="large"
          autoComplete="off"
          value={passphrase}
          onChange={(event) => {
            setPassphrase(event.target.value)
            setProblem(null)
          }}
        />
      </div>
      <ComputerName value={name} onChange={setName} />
      <div>
        <span className="field-label" id={`${id}-old`}>
          旧电脑还能不能用
        </span>
        <Radio.Group
          vertical
          aria-labelledby={`${id}-old`}
          value={oldComputer}
          onChange={(event) => setOldComputer(event.target.value as OldComputer)}
          options={oldComputerChoices.map(({ value, label }) => ({ value, label }))}
        />
        <p className="field-note">
          {oldComputerChoices.find(({ value }) => value === oldComputer)?.means ?? '选了再接上。'}
        </p>
      </div>
      <ProblemNote problem={problem} />
      <div className="dialog-foot return-foot">
        {back}
        <Button size="large" type="primary" htmlType="submit" {...idle('restore')} disabled={!ready}>
          接上本单位
        </Button>
      </div>
    </form>
  )
}
