import { BankOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import type { KnownOffice } from '../../../shared/api/offices.ts'
import type { ProblemData } from '../../../shared/problems.ts'
import { call, problemOf } from '../../api.ts'
import { announce } from '../../app/announce.ts'
import { useAppState } from '../../app/app-state.ts'
import { ProblemNote } from '../../app/ProblemNote.tsx'
import { navigate } from '../../app/route.ts'
import { chooseCard, TrustDialog, type TrustSubject } from '../../app/trust/TrustDialog.tsx'
import { TrustMark } from '../../app/trust/TrustMark.tsx'
import { useMethod } from '../../app/use-method.ts'
import { levelNames } from '../../text/offices.ts'
import { EmptyPlace, Section } from '../../ui/Page.tsx'

function OfficeRow({
  office,
  below,
  onCompare,
  onProblem,
}: {
  office: KnownOffice
  /** Of a lower level than ours: nobody reports to it. */
  below: boolean
  onCompare: () => void
  onProblem: (thrown: unknown) => void
}) {
  const setUpstream = (officeId: string | null) => call('offices.setUpstream', { officeId }).catch(onProblem)
  return (
    <li className="known-row">
      <TrustMark trusted={office.trusted} />
      <div className="known-text">
        <span className="one-line" title={office.name}>
          <button
            type="button"
            className="plain-button link-button"
            onClick={() => void navigate({ screen: 'office', officeId: office.officeId })}
          >
            {office.name}
          </button>
          {office.isUpstream ? <span className="known-upstream">上级</span> : null}
        </span>
        <span className="quiet one-line">
          {levelNames[office.level]}
          {office.trusted
            ? ` · 指纹码 ${office.fingerprint.join(' ')}`
            : ' · 比对以前，不会向它报送个人信息，也不收它的回执'}
        </span>
      </div>
      {office.trusted ? null : (
        <Button type="primary" onClick={onCompare}>
          比对指纹码
        </Button>
      )}
      {office.isUpstream ? (
        <Button onClick={() => void setUpstream(null)}>不再是上级</Button>
      ) : below ? null : (
        <Button onClick={() => void setUpstream(office.officeId)}>设为上级</Button>
      )}
    </li>
  )
}

const levels = Object.keys(levelNames)

export function KnownOffices() {
  const own = useAppState((held) => held.state?.office?.level ?? null)
  const { value: offices, problem: readProblem } = useMethod('offices.list', {}, ['offices'])
  const [subject, setSubject] = useState<TrustSubject | null>(null)
  const [problem, setProblem] = useState<ProblemData | null>(null)
  const fail = (thrown: unknown) => setProblem(problemOf(thrown))
  const choose = () => {
    setProblem(null)
    chooseCard().then((chosen) => chosen && setSubject(chosen), fail)
  }
  return (
    <Section
      title="来往单位"
      actions={offices && offices.length > 0 ? <Button onClick={choose}>导入单位名片</Button> : null}
    >
      <ProblemNote problem={problem ?? readProblem} />
      {offices?.length === 0 ? (
        <EmptyPlace
          icon={<BankOutlined aria-hidden="true" />}
          title="还没有来往单位"
          action={<Button onClick={choose}>导入单位名片</Button>}
        >
          请上级或下级发来单位名片，导入后打电话比对指纹码，就可以互相报送。
        </EmptyPlace>
      ) : (
        <ul className="rows">
          {(offices ?? []).map((office) => (
            <OfficeRow
              key={office.officeId}
              office={office}
              below={own !== null && levels.indexOf(office.level) > levels.indexOf(own)}
              onCompare={() => setSubject({ officeId: office.officeId, name: office.name, card: null })}
              onProblem={fail}
            />
          ))}
        </ul>
      )}
      {subject ? (
        <TrustDialog
          subject={subject}
          upstream={!offices?.some((office) => office.isUpstream)}
          onClose={() => setSubject(null)}
          onTrusted={(office) => {
            setSubject(null)
            announce(`指纹码一致，${office.name}已比对。`)
          }}
        />
      ) : null}
    </Section>
  )
}
