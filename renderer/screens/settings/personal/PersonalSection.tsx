import { CheckCircleOutlined, ClockCircleOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import type { ProblemData } from '../../../../shared/problems.ts'
import { call, problemOf } from '../../../api.ts'
import { announce } from '../../../app/announce.ts'
import { ProblemNote } from '../../../app/ProblemNote.tsx'
import { navigate } from '../../../app/route.ts'
import { useMethod } from '../../../app/use-method.ts'
import { InputNumber } from '../../../ui/InputNumber.tsx'
import { Mark } from '../../../ui/Mark.tsx'
import { Section } from '../../../ui/Page.tsx'

const mostDays = 3650

/** The office's own time of keeping. Saved when the field is left: 6 on the way to 60 is nobody's wish. */
function OwnDays() {
  const { value: settings, problem, reread } = useMethod('personal.settings', {}, ['records'])
  const [typed, setTyped] = useState<number | null | undefined>(undefined)
  const [failed, setFailed] = useState<ProblemData | null>(null)
  if (!settings) return <ProblemNote problem={problem} action={<Button onClick={reread}>再读一次</Button>} />
  const save = async () => {
    if (typed === undefined || typed === settings.retentionDays) return
    setFailed(null)
    try {
      await call('personal.saveSettings', { retentionDays: typed })
      announce(typed === null ? '不自动算到期。' : `通知没有规定的，按 ${typed} 天算到期。`)
    } catch (thrown) {
      setFailed(problemOf(thrown))
    }
  }
  return (
    <>
      通知没有规定的，保存{' '}
      <InputNumber
        aria-label="通知没有规定的保存几天"
        className="settings-days"
        min={1}
        max={mostDays}
        precision={0}
        placeholder="不限"
        value={typed === undefined ? settings.retentionDays : typed}
        onChange={setTyped}
        onBlur={() => void save()}
        onPressEnter={() => void save()}
      />{' '}
      天
      <p className="field-note">
        从上级收下（下级交来的从收到）那天算起，到期了只提示；空着不自动到期。通知规定了保存期的，按通知。
      </p>
      <ProblemNote problem={failed} />
    </>
  )
}

/** The door to the screen of its own: how much is kept, and how much of it should be gone. */
export function PersonalSection() {
  const { value, problem } = useMethod('personal.purgePreview', {}, ['records', 'packages', 'notices'])
  const kept = value?.candidates.filter(({ purgedAt }) => purgedAt === null) ?? []
  const due = kept.filter((one) => one.due).length
  return (
    <Section title="个人信息">
      <ProblemNote problem={problem} />
      <dl className="facts settings-facts">
        <dt>保存着的</dt>
        <dd>
          {value === null ? null : due > 0 ? (
            <Mark tone="wait" icon={<ClockCircleOutlined aria-hidden="true" />}>
              {kept.length} 份记录里有个人信息，{due} 份已到保存期
            </Mark>
          ) : (
            <Mark tone="good" icon={<CheckCircleOutlined aria-hidden="true" />}>
              {kept.length === 0 ? '没有记录含有个人信息' : `${kept.length} 份记录里有个人信息，没有到期的`}
            </Mark>
          )}
          <p className="field-note">身份证号、姓名、电话等都锁着存放。保存期满了由您清除，程序不会自己清除。</p>
          <div className="settings-actions">
            <Button onClick={() => void navigate({ screen: 'personal', part: 'keep' })}>到期清除…</Button>
            <Button onClick={() => void navigate({ screen: 'personal', part: 'looked' })}>查看记录…</Button>
          </div>
        </dd>
        <dt>保存期</dt>
        <dd>
          <OwnDays />
        </dd>
      </dl>
    </Section>
  )
}
