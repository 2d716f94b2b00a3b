import { CheckCircleOutlined, ClockCircleOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { ProblemNote } from '../../../app/ProblemNote.tsx'
import { navigate } from '../../../app/route.ts'
import { useMethod } from '../../../app/use-method.ts'
import { Mark } from '../../../ui/Mark.tsx'
import { Section } from '../../../ui/Page.tsx'

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
      </dl>
    </Section>
  )
}
