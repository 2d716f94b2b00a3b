import { InboxOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { type DragEvent, useState } from 'react'
import type { InboxItem } from '../../../shared/api/packages.ts'
import { useNow } from '../../app/app-state.ts'
import { ProblemNote } from '../../app/ProblemNote.tsx'
import { navigate } from '../../app/route.ts'
import { ToneMark } from '../../app/ToneMark.tsx'
import { useMethod } from '../../app/use-method.ts'
import { momentText } from '../../text/dates.ts'
import { inboxItemState, packageKinds } from '../../text/packages.ts'
import { EmptyPlace, PageHead, Section } from '../../ui/Page.tsx'
import { Arrivals } from './Arrivals.tsx'
import { chooseAndVerify, verifyFiles } from './arrivals.ts'
import { InboxDetail } from './InboxDetail.tsx'
import './inbox.css'

function droppedPaths(event: DragEvent): string[] {
  const { pathOf } = window.kexie
  if (!pathOf) return []
  return [...event.dataTransfer.files].map((file) => pathOf(file)).filter((path) => path !== '')
}

function InboxRow({ item, current }: { item: InboxItem; current: boolean }) {
  const now = useNow()
  return (
    <li>
      <button
        type="button"
        className="plain-button inbox-entry"
        aria-current={current ? 'true' : undefined}
        onClick={() => void navigate({ screen: 'inbox', packageId: item.packageId })}
      >
        <span className="inbox-entry-head">
          <ToneMark worded={inboxItemState(item)} />
          <span className="quiet">{momentText(item.receivedAt, now)}</span>
        </span>
        <span className="one-line" title={item.senderName}>
          {item.senderName}
        </span>
        <span className="quiet one-line">
          第 {item.sequence} 号{packageKinds[item.kind]}
          {item.noticeShortTitle ? ` · ${item.noticeShortTitle}` : ''}
        </span>
      </button>
    </li>
  )
}

export function InboxScreen({ packageId }: { packageId: string | null }) {
  const { value: items, problem } = useMethod('packages.inbox', {}, ['packages', 'offices'])
  const [dropping, setDropping] = useState(false)
  const shown = items?.find((item) => item.packageId === packageId) ?? items?.[0] ?? null
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setDropping(false)
    void verifyFiles(droppedPaths(event))
  }
  const choose = (
    <Button type="primary" size="large" onClick={() => void chooseAndVerify()}>
      选择收到的文件
    </Button>
  )
  return (
    <section
      className="page"
      aria-label="收件"
      data-dropping={dropping}
      onDragOver={(event) => {
        event.preventDefault()
        setDropping(true)
      }}
      onDragLeave={() => setDropping(false)}
      onDrop={drop}
    >
      <PageHead
        title="收件"
        lead="下级的报送包、上级的通知和回执、单位名片，都从这里收。先核对，没有问题再收入。"
        actions={items && items.length > 0 ? choose : null}
      />
      <Arrivals />
      <ProblemNote problem={problem} />
      {items?.length === 0 ? (
        <EmptyPlace icon={<InboxOutlined aria-hidden="true" />} title="还没有收到过文件" action={choose}>
          别的单位用本程序写出的文件从这里收：上级的通知和回执，下级的报送包，单位名片。第一步：选择 U
          盘或邮箱里收到的文件
          {window.kexie.pathOf ? '，也可以把文件拖到这里。' : '。'}
        </EmptyPlace>
      ) : null}
      {items && items.length > 0 ? (
        <Section title="收到的文件">
          <div className="inbox">
            <ul className="rows inbox-list">
              {items.map((item) => (
                <InboxRow key={item.packageId} item={item} current={item.packageId === shown?.packageId} />
              ))}
            </ul>
            {shown ? <InboxDetail key={shown.packageId} item={shown} /> : null}
          </div>
        </Section>
      ) : null}
    </section>
  )
}
