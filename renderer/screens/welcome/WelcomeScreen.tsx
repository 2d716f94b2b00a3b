import { Button, Select } from 'antd'
import { type FormEvent, useId, useState } from 'react'
import type { PendingRequest } from '../../../shared/api/devices.ts'
import type { OfficeLevel, SenderType } from '../../../shared/notice/pack.ts'
import type { ProblemData } from '../../../shared/problems.ts'
import { likelyType } from '../../../shared/wording/sender-types.ts'
import { call, problemOf } from '../../api.ts'
import { loadAppState } from '../../app/app-state.ts'
import { Brand } from '../../app/Brand.tsx'
import { ExampleDoor } from '../../app/example/ExampleDoor.tsx'
import { loadLater } from '../../app/load-later.tsx'
import { ProblemNote } from '../../app/ProblemNote.tsx'
import { navigate, type Route } from '../../app/route.ts'
import { useMethod } from '../../app/use-method.ts'
import { returnDoor } from '../../text/devices.ts'
import { levelChoices, typeChoices } from '../../text/offices.ts'
import { Input } from '../../ui/Input.tsx'
import { Segments } from '../../ui/Segments.tsx'
import { WaitingDoor } from './WaitingDoor.tsx'
import '../door.css'
import './welcome.css'

const ReturnDialog = loadLater(async () => (await import('./ReturnDialog.tsx')).ReturnDialog)

/** A new office, or a computer that waits to be let into one. */
export function WelcomeScreen() {
  const { value, reading } = useMethod('devices.pendingRequest', {}, [])
  const [written, setWritten] = useState<PendingRequest | null>(null)
  const [left, setLeft] = useState(false)
  const request = written ?? value
  // A few milliseconds, so that the question is not asked of a computer that waits.
  if (reading) return null
  if (request && !left) return <WaitingDoor request={request} onLeave={() => setLeft(true)} />
  return (
    <FirstRun
      onBack={request ? () => setLeft(false) : null}
      onRequested={(fresh) => {
        setWritten(fresh)
        setLeft(false)
      }}
    />
  )
}

/** First run: the office's name and level, then work. Nothing about keys here. */
function FirstRun({
  onBack,
  onRequested,
}: {
  /** To the computer's own request, where it made one. */
  onBack: (() => void) | null
  onRequested: (request: PendingRequest) => void
}) {
  const id = useId()
  const [name, setName] = useState('')
  const [level, setLevel] = useState<OfficeLevel>('county')
  /** Null: as the name says. */
  const [chosen, setChosen] = useState<SenderType | null>(null)
  const type = chosen ?? likelyType(name)
  const [problem, setProblem] = useState<ProblemData | null>(null)
  const [busy, setBusy] = useState(false)
  const [returning, setReturning] = useState(false)

  const start = async (first: Route) => {
    if (name.trim().length < 2) return
    setBusy(true)
    try {
      await call('offices.init', { name: name.trim(), level, type })
      await navigate(first)
      await loadAppState()
    } catch (thrown) {
      setProblem(problemOf(thrown))
      setBusy(false)
    }
  }

  const submit = (event: FormEvent) => {
    event.preventDefault()
    void start({ screen: 'desk' })
  }

  return (
    <main className="door">
      <form className="door-card" onSubmit={submit}>
        <div className="door-brand">
          <Brand />
          科协报送台
        </div>
        <h1>先告诉我您在哪个单位</h1>
        <p className="quiet">表格和报送材料上会用到，以后可以在“设置”里修改。</p>
        <div>
          <label className="field-label" htmlFor={`${id}-name`}>
            单位名称
          </label>
          <Input
            id={`${id}-name`}
            size="large"
            autoFocus
            maxLength={60}
            placeholder="与公章上的名称一致，例如：某某县科学技术协会"
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        </div>
        <div>
          <span className="field-label" id={`${id}-level`}>
            级别
          </span>
          <Segments
            block
            size="large"
            name={`${id}-level-of-office`}
            labelledBy={`${id}-level`}
            options={levelChoices.map((choice) => ({ ...choice }))}
            value={level}
            onChange={setLevel}
          />
        </div>
        <div>
          <label className="field-label" htmlFor={`${id}-type`}>
            单位类型
          </label>
          <Select
            id={`${id}-type`}
            size="large"
            className="door-type"
            options={typeChoices}
            value={type}
            onChange={setChosen}
          />
        </div>
        <ProblemNote problem={problem} />
        <Button type="primary" size="large" htmlType="submit" block loading={busy} disabled={name.trim().length < 2}>
          开始使用
        </Button>
        <Button
          size="large"
          block
          disabled={busy || name.trim().length < 2}
          onClick={() => void start({ screen: 'own-notice', noticeId: null })}
        >
          从收到的通知开始
        </Button>
        <div className="door-others">
          <p className="quiet">想先看看？有一个编好的县科协，随便试，不会报出去。</p>
          <ExampleDoor large />
        </div>
        {onBack ? (
          <button type="button" className="plain-button link-button door-third" onClick={onBack}>
            接着等加机许可
          </button>
        ) : null}
        <button type="button" className="plain-button link-button door-third" onClick={() => setReturning(true)}>
          {returnDoor}
        </button>
        <p className="quiet door-foot">所有内容只保存在这台电脑上，不用上网。</p>
      </form>
      {returning ? <ReturnDialog onClose={() => setReturning(false)} onRequested={onRequested} /> : null}
    </main>
  )
}
