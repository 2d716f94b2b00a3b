import { FileTextOutlined } from '@ant-design/icons'
import { Button, Select } from 'antd'
import { useId, useState } from 'react'
import { navigate } from '../../app/route.ts'
import { useMethod } from '../../app/use-method.ts'
import { EmptyPlace, PageHead } from '../../ui/Page.tsx'
import { Segments } from '../../ui/Segments.tsx'
import { FolderWay } from './FolderWay.tsx'
import { Outbox } from './Outbox.tsx'
import { PackageWay } from './PackageWay.tsx'
import './submit.css'
import { keep, keptOf } from '../../app/kept.ts'

/** The notice that the clerk works on: the one asked for, else that of the record touched last. */
function useNoticeChoice(asked: string | null) {
  const notices = useMethod('notices.list', {}, ['notices']).value
  const records = useMethod('records.list', { own: true }, ['records', 'packages']).value
  if (!notices || !records) return null
  const own = [...records].sort((a, b) => b.updatedAt.localeCompare(a.updatedAt))
  const withWork = new Set(own.map((record) => record.noticeId))
  const options = notices
    .map((notice) => ({
      value: notice.id,
      label: notice.historical ? `${notice.shortTitle}（历史样例）` : notice.shortTitle,
      rank: withWork.has(notice.id) ? 2 : Number(notice.addressed),
    }))
    .sort((a, b) => b.rank - a.rank)
  const known = (id: string | null | undefined) => options.some((option) => option.value === id)
  const chosen = known(asked) ? asked : known(own[0]?.noticeId) ? own[0]?.noticeId : options[0]?.value
  const states = new Map(own.map((record) => [record.recordId, record.state]))
  return { options, chosen: chosen ?? null, states }
}

type Way = 'package' | 'folder'
const wayKey = 'submit.way'
const keptWay = (): Way | null => {
  const kept = keptOf(wayKey)
  return kept === 'package' || kept === 'folder' ? kept : null
}

const ways: readonly { value: Way; label: string }[] = [
  { value: 'folder', label: '文件夹报送（传统）' },
  { value: 'package', label: '签名报送包' },
]
const leads: Readonly<Record<Way, string>> = {
  folder: '写成一个普通文件夹，用邮件、微信或 U 盘交。对方不用装本程序。',
  package: '对方也用本程序时：写成一个签名的报送包，联系人等个人信息只有对方能打开，收到会有回执。',
}

export function SubmitScreen({ noticeId }: { noticeId: string | null }) {
  const id = useId()
  const choice = useNoticeChoice(noticeId)
  const { value: offices } = useMethod('offices.list', {}, ['offices'])
  const [asked, setAsked] = useState(keptWay)
  // On the first day nobody upstream has the program: the folder is the way until a card is here.
  // Until the cards are read no way is shown: one that changes by itself would lose the clerk's click.
  const way = asked ?? (offices ? (offices.length > 0 ? 'package' : 'folder') : null)
  const chosen = choice?.chosen ?? null
  const choose = (next: Way) => {
    keep(wayKey, next)
    setAsked(next)
  }

  return (
    <div className="page">
      <PageHead title="报送" lead="把填好的材料交给上级：两种方式，随时可换，都记在下面的报送记录里。" />
      {choice && choice.options.length === 0 ? (
        <EmptyPlace
          icon={<FileTextOutlined aria-hidden="true" />}
          title="还没有可以报送的通知"
          action={
            <Button type="primary" onClick={() => void navigate({ screen: 'notices', noticeId: null })}>
              去通知与任务
            </Button>
          }
        >
          填好的材料从这里交给上级：写成普通文件夹，或者签名的报送包。第一步：收到一份通知，填好它要的材料。
        </EmptyPlace>
      ) : (
        <div className="submit-facts submit-top">
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
          <span className="field-label">方式</span>
          <div className="submit-way">
            {way === null ? null : (
              <>
                <Segments<Way> label="方式" value={way} onChange={choose} options={[...ways]} />
                <span className="quiet">{leads[way]}</span>
              </>
            )}
          </div>
        </div>
      )}
      {chosen !== null && offices ? (
        way === 'package' ? (
          <PackageWay key={chosen} noticeId={chosen} offices={offices} states={choice?.states ?? new Map()} />
        ) : (
          <FolderWay key={chosen} noticeId={chosen} />
        )
      ) : null}
      <Outbox noticeId={chosen} />
    </div>
  )
}
