import { Button } from 'antd'
import { type FormEvent, type ReactNode, useId, useState } from 'react'
import type { OfficeFileFacts } from '../../../shared/api/moving.ts'
import { call } from '../../api.ts'
import { announce } from '../../app/announce.ts'
import { bringCoreBack } from '../../app/app-state.ts'
import { LongCall, useLongCall } from '../../app/moving/LongCall.tsx'
import { ProblemNote } from '../../app/ProblemNote.tsx'
import { navigate } from '../../app/route.ts'
import { useAttempt } from '../../app/use-attempt.ts'
import { fileFacts, officeFileEnding, officeFileKind } from '../../text/moving.ts'
import { Input } from '../../ui/Input.tsx'
import { FileField } from './fields.tsx'

/** 整体搬家文件: file and passphrase, then whose it is, then everything. */
export function OfficeFileForm({ back }: { back: ReactNode }) {
  const id = useId()
  const [path, setPath] = useState<string | null>(null)
  const [passphrase, setPassphrase] = useState('')
  const [facts, setFacts] = useState<OfficeFileFacts | null>(null)
  const { running, run, cancel } = useLongCall()
  const { problem, setProblem, attempt, idle } = useAttempt<'look' | 'take'>()
  const ready = path !== null && passphrase !== ''
  const other = () => {
    setFacts(null)
    setProblem(null)
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (path === null || passphrase === '') return
    if (!facts) return void attempt('look', async () => setFacts(await call('moving.inspect', { path, passphrase })))
    void attempt('take', async () => {
      const { officeName } = await run('moving.take', { path, passphrase })
      await navigate({ screen: 'desk' })
      // The office takes its place while nothing is open: between the end of the core and its start.
      await bringCoreBack()
      announce(`${officeName}的全部内容已在这台电脑上。旧电脑请点“本机不再使用”。`)
    })
  }
  if (running)
    return <LongCall running={running} title={`正在恢复${facts?.officeName ?? '本单位'}`} onCancel={cancel} />
  return (
    <form className="stack" onSubmit={submit}>
      <FileField
        button={`选择${officeFileKind}`}
        title={officeFileKind}
        endings={[officeFileEnding]}
        path={path}
        note="在旧电脑“设置”的“换电脑”里保存的那个文件。从U盘直接选就行。"
        onChoose={(chosen) => {
          setPath(chosen)
          other()
        }}
      />
      <div>
        <label className="field-label" htmlFor={`${id}-word`}>
          保存时给这个文件设的口令
        </label>
        <Input.Password
          id={`${id}-word`}
          size="large"
          autoComplete="off"
          value={passphrase}
          onChange={(event) => {
            setPassphrase(event.target.value)
            other()
          }}
        />
      </div>
      {facts ? (
        <div role="status" aria-label="文件里的内容">
          <dl className="facts return-found">
            {fileFacts(facts).map(([name, text]) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{text}</dd>
              </div>
            ))}
          </dl>
        </div>
      ) : null}
      <ProblemNote problem={problem} />
      <div className="dialog-foot return-foot">
        {back}
        {facts ? (
          <Button size="large" type="primary" htmlType="submit" {...idle('take')}>
            恢复到这台电脑
          </Button>
        ) : (
          <Button size="large" type="primary" htmlType="submit" {...idle('look')} disabled={!ready}>
            打开看看
          </Button>
        )}
      </div>
    </form>
  )
}
