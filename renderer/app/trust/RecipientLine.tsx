import { Button, Select } from 'antd'
import { useState } from 'react'
import type { KnownOffice } from '../../../shared/api/offices.ts'
import type { ProblemData } from '../../../shared/problems.ts'
import { problemOf } from '../../api.ts'
import { announce } from '../announce.ts'
import { ProblemNote } from '../ProblemNote.tsx'
import { chooseCard, TrustDialog, type TrustSubject } from './TrustDialog.tsx'
import { TrustMark } from './TrustMark.tsx'
import './recipient-line.css'

/** Who it goes to, with the state of trust in plain sight and the way to better it. */
export function RecipientLine({
  offices,
  to,
  onChoose,
}: {
  offices: KnownOffice[] | null
  to: string | null
  onChoose: (officeId: string) => void
}) {
  const [subject, setSubject] = useState<TrustSubject | null>(null)
  const [problem, setProblem] = useState<ProblemData | null>(null)
  if (!offices) return <span />
  const recipient = offices.find((office) => office.officeId === to) ?? null
  const choose = () => {
    setProblem(null)
    chooseCard().then(
      (chosen) => chosen && setSubject(chosen),
      (thrown: unknown) => setProblem(problemOf(thrown)),
    )
  }
  return (
    <div className="recipient">
      <div className="recipient-line">
        {offices.length === 0 ? (
          <span className="quiet">还没有上级单位的名片。请上级发来名片，导入后打电话比对指纹码。</span>
        ) : (
          <Select
            className="recipient-choice"
            aria-label="报送给"
            placeholder="选择单位"
            options={offices.map((office) => ({ value: office.officeId, label: office.name }))}
            value={to}
            onChange={(officeId) => onChoose(officeId)}
          />
        )}
        {recipient ? <TrustMark trusted={recipient.trusted} /> : null}
        {recipient && !recipient.trusted ? (
          <Button
            type="primary"
            onClick={() => setSubject({ officeId: recipient.officeId, name: recipient.name, card: null })}
          >
            比对指纹码
          </Button>
        ) : null}
        <Button type={offices.length === 0 ? 'primary' : 'default'} onClick={choose}>
          导入上级名片
        </Button>
      </div>
      <ProblemNote problem={problem} />
      {subject ? (
        <TrustDialog
          subject={subject}
          upstream={!offices.some((office) => office.isUpstream)}
          onClose={() => setSubject(null)}
          onTrusted={(office) => {
            setSubject(null)
            onChoose(office.officeId)
            announce(`指纹码一致，${office.name}已比对，可以报送。`)
          }}
        />
      ) : null}
    </div>
  )
}
