import { CheckCircleOutlined, StopOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import { bytesText } from '../../../shared/wording/amounts.ts'
import { useIsExample, useNow } from '../../app/app-state.ts'
import { loadLater } from '../../app/load-later.tsx'
import { ProblemNote } from '../../app/ProblemNote.tsx'
import { navigate } from '../../app/route.ts'
import { useMethod } from '../../app/use-method.ts'
import { momentText } from '../../text/dates.ts'
import { moveMeans, sizeText } from '../../text/moving.ts'
import { Mark } from '../../ui/Mark.tsx'
import { Section } from '../../ui/Page.tsx'

const MoveOfficeDialog = loadLater(async () => (await import('./MoveOfficeDialog.tsx')).MoveOfficeDialog)
const GiveUpDialog = loadLater(async () => (await import('./GiveUpDialog.tsx')).GiveUpDialog)
const ResumeDialog = loadLater(async () => (await import('./GiveUpDialog.tsx')).ResumeDialog)

type Open = 'save' | 'give-up' | 'resume'

/** The office goes to another computer, or its work to another person. */
export function MovingSection() {
  const now = useNow()
  const example = useIsExample()
  const { value: state, problem } = useMethod('moving.state', {}, ['offices'])
  const { value: size } = useMethod('moving.size', {}, ['records', 'packages', 'offices'])
  const [open, setOpen] = useState<Open | null>(null)
  if (example) return null
  const close = () => setOpen(null)
  const givenUp = state?.givenUpSince ?? null
  return (
    <Section title="换电脑、换经办人">
      <ProblemNote problem={problem} />
      <dl className="facts settings-facts">
        <dt>换电脑</dt>
        <dd>
          {givenUp !== null ? (
            <Mark tone="stop" icon={<StopOutlined aria-hidden="true" />}>
              本机已停用（{momentText(givenUp, now)}），不能签名报送
            </Mark>
          ) : state?.savedAt ? (
            <Mark tone="good" icon={<CheckCircleOutlined aria-hidden="true" />}>
              {momentText(state.savedAt, now)}保存过整体搬家文件
            </Mark>
          ) : null}
          <p>
            {moveMeans}
            {size ? `现在有 ${sizeText(size)}，共 ${bytesText(size.bytes)}。` : ''}
          </p>
          <div className="settings-actions">
            <Button onClick={() => setOpen('save')}>保存整体搬家文件…</Button>
            {givenUp !== null ? <Button onClick={() => setOpen('resume')}>继续在本机使用…</Button> : null}
            {givenUp === null && state?.savedAt ? (
              <Button onClick={() => setOpen('give-up')}>本机不再使用…</Button>
            ) : null}
          </div>
        </dd>
        <dt>换经办人</dt>
        <dd>
          <p>列出没做完的工作，打印移交清单，换口令和恢复码。</p>
          <div className="settings-actions">
            <Button onClick={() => void navigate({ screen: 'custody' })}>工作移交…</Button>
          </div>
        </dd>
      </dl>
      {open === 'save' ? <MoveOfficeDialog size={size} onClose={close} /> : null}
      {open === 'give-up' ? <GiveUpDialog onClose={close} /> : null}
      {open === 'resume' ? <ResumeDialog onClose={close} /> : null}
    </Section>
  )
}
