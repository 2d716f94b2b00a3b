import { FileTextOutlined } from '@ant-design/icons'
import { Button, Select } from 'antd'
import { useId, useState } from 'react'
import { ProblemNote } from '../../app/ProblemNote.tsx'
import { navigate } from '../../app/route.ts'
import { useMethod } from '../../app/use-method.ts'
import { EmptyPlace, PageHead, Section } from '../../ui/Page.tsx'
import { ExportBar } from './ExportBar.tsx'
import { Outbox } from './Outbox.tsx'
import { RecipientLine } from './RecipientLine.tsx'
import { SubmissionItems } from './SubmissionItems.tsx'
import './submit.css'

/** The notice that the clerk works on: the one asked for, else that of the record touched last. */
function useNoticeChoice(asked: string | null) {
  const notices = useMethod('notices.list', {}, ['notices']).value
  const records = useMethod('records.list', {}, ['records', 'packages']).value
  if (!notices || !records) return null
  const own = records.filter((record) => record.own).sort((a, b) => b.updatedAt.localeCompare(a.updatedAt))
  const withWork = new Set(own.map((record) => record.noticeId))
  const options = notices
    .map((notice) => ({
      value: notice.id,
      label: notice.shortTitle,
      rank: withWork.has(notice.id) ? 2 : Number(notice.addressed),
    }))
    .sort((a, b) => b.rank - a.rank)
  const known = (id: string | null | undefined) => options.some((option) => option.value === id)
  const chosen = known(asked) ? asked : known(own[0]?.noticeId) ? own[0]?.noticeId : options[0]?.value
  const states = new Map(own.map((record) => [record.recordId, record.state]))
  return { options, chosen: chosen ?? null, states }
}

export function SubmitScreen({ noticeId }: { noticeId: string | null }) {
  const id = useId()
  const choice = useNoticeChoice(noticeId)
  const { value: offices } = useMethod('offices.list', {}, ['offices'])
  const [asked, setAsked] = useState<string | null>(null)
  const upstream = offices?.find((office) => office.isUpstream) ?? offices?.find((office) => office.trusted)
  const to = asked ?? upstream?.officeId ?? null
  const chosen = choice?.chosen ?? null
  const input = chosen !== null && offices ? { noticeId: chosen, to } : null
  const {
    value: preview,
    problem,
    reread,
  } = useMethod('packages.preview', input, ['records', 'packages', 'offices', 'notices'])

  return (
    <div className="page">
      <PageHead title="报送" lead="把填好的材料写成一个报送包，交给上级。包里的联系人等个人信息只有对方能打开。" />
      {choice && choice.options.length === 0 ? (
        <EmptyPlace icon={<FileTextOutlined aria-hidden="true" />} title="还没有可以报送的通知" />
      ) : (
        <div className="submit-facts">
          <label className="field-label" htmlFor={id}>
            通知
          </label>
          <Select
            id={id}
            className="submit-notice"
            aria-label="通知"
            options={choice?.options.map(({ value, label }) => ({ value, label })) ?? []}
            value={chosen}
            onChange={(value) => void navigate({ screen: 'submit', noticeId: value })}
          />
          <span className="field-label">报送给</span>
          <RecipientLine offices={offices} to={to} onChoose={setAsked} />
        </div>
      )}
      <ProblemNote problem={problem} action={<Button onClick={reread}>再读一次</Button>} />
      {preview && chosen ? (
        <>
          <Section title="这一次要报的材料">
            <SubmissionItems preview={preview} states={choice?.states ?? new Map()} />
          </Section>
          <ExportBar key={`${chosen}/${to}`} noticeId={chosen} preview={preview} states={choice?.states ?? new Map()} />
        </>
      ) : null}
      <Outbox />
    </div>
  )
}
