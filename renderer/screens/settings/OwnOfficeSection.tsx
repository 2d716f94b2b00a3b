import { ExclamationCircleOutlined } from '@ant-design/icons'
import { Button, Select } from 'antd'
import { type FormEvent, useState } from 'react'
import type { OwnOffice } from '../../../shared/api/offices.ts'
import type { ProblemData } from '../../../shared/problems.ts'
import { call, problemOf } from '../../api.ts'
import { announce } from '../../app/announce.ts'
import { loadAppState, useAppState } from '../../app/app-state.ts'
import { ProblemNote } from '../../app/ProblemNote.tsx'
import { PaperButton } from '../../app/papers/PaperButton.tsx'
import { AnewSteps } from '../../app/trust/AnewSteps.tsx'
import { ExportCardButton } from '../../app/trust/ExportCardButton.tsx'
import { useMethod } from '../../app/use-method.ts'
import { cardChanged, cardChangedSent } from '../../text/devices.ts'
import { levelNames, typeChoices } from '../../text/offices.ts'
import { FingerprintGroups } from '../../ui/FingerprintGroups.tsx'
import { Input } from '../../ui/Input.tsx'
import { Mark } from '../../ui/Mark.tsx'
import { Section } from '../../ui/Page.tsx'

function OfficeName({ office }: { office: OwnOffice }) {
  const [name, setName] = useState<string | null>(null)
  const [problem, setProblem] = useState<ProblemData | null>(null)
  if (name === null)
    return (
      <>
        {office.name}
        <div className="settings-actions">
          <Button onClick={() => setName(office.name)}>修改名称</Button>
        </div>
      </>
    )
  const rename = async (event: FormEvent) => {
    event.preventDefault()
    if (name.trim().length < 2) return
    try {
      await call('offices.rename', { name: name.trim() })
      await loadAppState()
      setName(null)
      announce('单位名称已修改，此后填写的表格用新名称。')
    } catch (thrown) {
      setProblem(problemOf(thrown))
    }
  }
  return (
    <form onSubmit={rename} className="stack">
      <Input
        aria-label="单位名称"
        autoFocus
        maxLength={60}
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <ProblemNote problem={problem} />
      <div className="settings-actions">
        <Button type="primary" htmlType="submit" disabled={name.trim().length < 2}>
          保存名称
        </Button>
        <Button onClick={() => setName(null)}>不改了</Button>
      </div>
    </form>
  )
}

function OfficeType({ office }: { office: OwnOffice }) {
  const [problem, setProblem] = useState<ProblemData | null>(null)
  const change = async (type: OwnOffice['type']) => {
    try {
      await call('offices.setType', { type })
      await loadAppState()
      announce('单位类型已修改，通知里要报的事项和收件单位随之更新。')
    } catch (thrown) {
      setProblem(problemOf(thrown))
    }
  }
  return (
    <>
      <Select
        aria-label="单位类型"
        className="settings-type"
        options={typeChoices}
        value={office.type}
        onChange={(type) => void change(type)}
      />
      <p className="field-note">同一份通知里，不同类型的单位报的材料和收件单位可能不同。</p>
      <ProblemNote problem={problem} />
    </>
  )
}

function OwnFingerprint() {
  const { value, problem } = useMethod('offices.fingerprint', {}, ['offices'])
  if (problem) return <span className="quiet">第一次报送、设好口令以后，这里会显示本单位的八组数字。</span>
  return value ? <FingerprintGroups groups={value.groups} /> : null
}

function Card({ changed }: { changed: boolean }) {
  return (
    <>
      {changed ? (
        <p className="card-changed">
          <Mark tone="wait" icon={<ExclamationCircleOutlined aria-hidden="true" />}>
            {cardChanged}
          </Mark>
        </p>
      ) : null}
      {changed ? <ExportCardButton primary next={cardChangedSent} /> : <ExportCardButton />}
      <p className="field-note">交给上级或下级的一个小文件。对方导入并比对指纹码以后，就能核对您报送的材料。</p>
    </>
  )
}

export function OwnOfficeSection() {
  const office = useAppState((held) => held.state?.office)
  const devices = useMethod('devices.list', {}, ['offices']).value
  if (!office) return null
  const anew = devices?.reregistered === true
  return (
    <Section title="本单位">
      {anew ? (
        <div className="settings-anew">
          <AnewSteps />
        </div>
      ) : null}
      <dl className="facts settings-facts">
        <dt>单位名称</dt>
        <dd>
          <OfficeName office={office} />
        </dd>
        <dt>级别</dt>
        <dd>{levelNames[office.level]}</dd>
        <dt>单位类型</dt>
        <dd>
          <OfficeType office={office} />
        </dd>
        <dt>本单位指纹码</dt>
        <dd>
          <OwnFingerprint />
          <p className="field-note">上级或下级来电话比对时，把这八组数字念给对方。指纹码不是密码，可以公开。</p>
        </dd>
        {/* The steps above have the same two buttons. */}
        {anew ? null : (
          <>
            <dt>单位备案表</dt>
            <dd>
              <PaperButton ask={{ of: 'office' }}>打印单位备案表</PaperButton>
              <p className="field-note">印有本单位的指纹码，盖章后交上级留存：上级可以照它核对。</p>
            </dd>
            <dt>单位名片</dt>
            <dd>
              <Card changed={devices?.cardToSend === true} />
            </dd>
          </>
        )}
      </dl>
    </Section>
  )
}
