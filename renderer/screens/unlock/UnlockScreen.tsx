import { Button, Select } from 'antd'
import { type FormEvent, useId, useState } from 'react'
import { examplePassphrase } from '../../../shared/domain/example.ts'
import type { ProblemData } from '../../../shared/problems.ts'
import { call, problemOf } from '../../api.ts'
import { adoptAppState, useAppState, useIsExample } from '../../app/app-state.ts'
import { Brand } from '../../app/Brand.tsx'
import { ProblemNote } from '../../app/ProblemNote.tsx'
import { useMethod } from '../../app/use-method.ts'
import { Input } from '../../ui/Input.tsx'
import '../door.css'

export function UnlockScreen() {
  const id = useId()
  const office = useAppState((held) => held.state?.office)
  const example = useIsExample()
  const [withRecovery, setWithRecovery] = useState(false)
  const [secret, setSecret] = useState('')
  const [problem, setProblem] = useState<ProblemData | null>(null)
  const [busy, setBusy] = useState(false)
  const atDesk = useAppState((held) => held.state?.atDesk?.personId ?? null)
  const people = (useMethod('people.list', {}, ['people']).value?.people ?? []).filter(({ leftAt }) => leftAt === null)
  /** Undefined: as it was. */
  const [person, setPerson] = useState<string | null | undefined>(undefined)

  const unlock = async (event: FormEvent) => {
    event.preventDefault()
    if (secret === '') return
    setBusy(true)
    setProblem(null)
    try {
      adoptAppState(
        await call('keys.unlock', {
          ...(withRecovery ? { passphrase: null, recoveryCode: secret } : { passphrase: secret }),
          ...(person !== undefined && { personId: person }),
        }),
      )
    } catch (thrown) {
      setProblem(problemOf(thrown))
      setBusy(false)
    }
  }
  const turn = () => {
    setWithRecovery(!withRecovery)
    setSecret('')
    setProblem(null)
  }

  return (
    <main className="door">
      <form className="door-card" onSubmit={unlock}>
        <div className="door-brand">
          <Brand />
          科协报送台
        </div>
        <h1 className="one-line" title={office?.name}>
          {office?.name ?? '打开科协报送台'}
        </h1>
        {example ? <p className="quiet">示例的口令是：{examplePassphrase}</p> : null}
        <div>
          <label className="field-label" htmlFor={id}>
            {withRecovery ? '恢复码' : '口令'}
          </label>
          {withRecovery ? (
            <Input
              key="recovery"
              id={id}
              size="large"
              autoFocus
              autoComplete="off"
              placeholder="照恢复码保管单输入，横线可以不输"
              value={secret}
              onChange={(event) => setSecret(event.target.value)}
            />
          ) : (
            <Input.Password
              key="passphrase"
              id={id}
              size="large"
              autoFocus
              autoComplete="current-password"
              value={secret}
              onChange={(event) => setSecret(event.target.value)}
            />
          )}
        </div>
        {people.length === 0 ? null : (
          <div>
            <label className="field-label" htmlFor={`${id}-person`}>
              经办人
            </label>
            <Select
              id={`${id}-person`}
              size="large"
              className="door-person"
              value={(person === undefined ? atDesk : person) ?? ''}
              options={[
                ...people.map(({ personId, name }) => ({ value: personId, label: name })),
                { value: '', label: '不指定' },
              ]}
              onChange={(chosen) => setPerson(chosen === '' ? null : chosen)}
            />
          </div>
        )}
        <ProblemNote problem={problem} />
        <Button type="primary" size="large" htmlType="submit" block loading={busy} disabled={secret === ''}>
          打开
        </Button>
        <p className="door-foot">
          <button type="button" className="plain-button link-button" onClick={turn}>
            {withRecovery ? '改用口令打开' : '忘记口令？用恢复码打开'}
          </button>
        </p>
      </form>
    </main>
  )
}
