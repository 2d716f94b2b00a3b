import { Button, Checkbox, Modal, Radio } from 'antd'
import { type FormEvent, useState } from 'react'
import type { KnownOffice } from '../../../shared/api/offices.ts'
import type { ProblemData } from '../../../shared/problems.ts'
import { call, problemOf } from '../../api.ts'
import { emptyGroups, FingerprintEntry, isComplete } from '../../ui/FingerprintEntry.tsx'
import { ProblemNote } from '../ProblemNote.tsx'
import './trust.css'

/** Whose 指纹码 is compared: an office that we know, or one whose card file was just chosen. */
export type TrustSubject = { officeId: string; name: string; card: string | null }

const cardFilter = [{ name: '单位名片', extensions: ['zip'] }]

/** Lets the person choose a card file and reads whose it is. Null: the dialog was closed. */
export async function chooseCard(): Promise<TrustSubject | null> {
  const [card] = await window.kexie.pickFiles({ title: '选择单位名片文件', filters: cardFilter })
  if (card === undefined) return null
  const { officeId, name } = await call('offices.cardFingerprint', { card })
  return { officeId, name, card }
}

function differing(problem: ProblemData | null): readonly number[] {
  if (problem?.code !== 'card.fingerprint-mismatch') return []
  return 'differingGroups' in problem.details ? problem.details.differingGroups : []
}

/**
 * The person types what was read out by telephone or printed on stamped paper. Our own reckoning is not shown:
 * it would only be copied.
 */
export function TrustDialog({
  subject,
  upstream,
  onlyPaper = false,
  onClose,
  onTrusted,
}: {
  subject: TrustSubject
  /** Its old keys did not sign for these: only the stamped 单位备案表 can. */
  onlyPaper?: boolean
  /** Whether to offer this office as the one we report to. */
  upstream: boolean
  onClose: () => void
  onTrusted: (office: KnownOffice) => void
}) {
  const [groups, setGroups] = useState(emptyGroups)
  const [asUpstream, setAsUpstream] = useState(upstream)
  const [way, setWay] = useState<'telephone' | 'paper'>(onlyPaper ? 'paper' : 'telephone')
  const [problem, setProblem] = useState<ProblemData | null>(null)
  const [busy, setBusy] = useState(false)

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (!isComplete(groups)) return
    setBusy(true)
    setProblem(null)
    try {
      const office = await call('offices.trust', {
        card: subject.card,
        officeId: subject.officeId,
        fingerprint: groups.join(' '),
        way,
      })
      if (upstream && asUpstream) await call('offices.setUpstream', { officeId: office.officeId })
      onTrusted(office)
    } catch (thrown) {
      setProblem(problemOf(thrown))
    } finally {
      setBusy(false)
    }
  }

  return (
    <Modal open title="比对指纹码" footer={null} width={560} maskClosable={false} onCancel={onClose}>
      <form className="stack" onSubmit={submit}>
        {onlyPaper ? (
          <p>
            <strong>{subject.name}</strong>换了新的指纹码，旧的没有为它作证。只能凭<strong>盖了公章的单位备案表</strong>
            比对，电话里念的不算。
          </p>
        ) : (
          <Radio.Group
            aria-label="怎么比对"
            value={way}
            onChange={(event) => setWay(event.target.value === 'paper' ? 'paper' : 'telephone')}
            options={[
              { value: 'telephone', label: '打电话' },
              { value: 'paper', label: '照盖章的单位备案表' },
            ]}
          />
        )}
        {way === 'telephone' ? (
          <ol className="trust-steps">
            <li>
              打电话给<strong>{subject.name}</strong>，请用您<strong>本来就知道的号码</strong>，不要用文件里写的号码。
            </li>
            <li>请对方打开“设置”，念出“本单位指纹码”的八组数字。</li>
            <li>边听边填在下面：</li>
          </ol>
        ) : (
          <ol className="trust-steps">
            <li>
              看备案表上的单位名称是不是<strong>{subject.name}</strong>，公章是不是它的、是不是原件。
            </li>
            <li>照纸上“指纹码”的八组数字填在下面：</li>
          </ol>
        )}
        <FingerprintEntry
          groups={groups}
          onChange={(next) => {
            setGroups(next)
            // What was wrong is being typed anew.
            setProblem(null)
          }}
          wrong={differing(problem)}
        />
        <p className="quiet">八组都一样，说明名片确实是对方的。此后报送给对方的个人信息，只有对方能打开。</p>
        {upstream ? (
          <Checkbox checked={asUpstream} onChange={(event) => setAsUpstream(event.target.checked)}>
            这是我们的上级单位，以后默认报送给它
          </Checkbox>
        ) : null}
        <ProblemNote problem={problem} />
        <div className="dialog-foot">
          <Button size="large" onClick={onClose}>
            以后再比对
          </Button>
          <Button size="large" type="primary" htmlType="submit" loading={busy} disabled={!isComplete(groups)}>
            比对
          </Button>
        </div>
      </form>
    </Modal>
  )
}
