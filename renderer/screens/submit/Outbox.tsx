import { Button } from 'antd'
import { useState } from 'react'
import type { OutboxItem } from '../../../shared/api/packages.ts'
import type { ProblemData } from '../../../shared/problems.ts'
import { bytesText } from '../../../shared/wording/amounts.ts'
import { problemOf } from '../../api.ts'
import { useNow } from '../../app/app-state.ts'
import { ProblemNote } from '../../app/ProblemNote.tsx'
import { navigate } from '../../app/route.ts'
import { ToneMark } from '../../app/ToneMark.tsx'
import { runTask } from '../../app/tasks.ts'
import { useMethod } from '../../app/use-method.ts'
import { momentText } from '../../text/dates.ts'
import { outboxItemState, packageKinds } from '../../text/packages.ts'
import { Section } from '../../ui/Page.tsx'
import { HandoverRow } from './HandoverRow.tsx'

function OutboxRow({ item, onProblem }: { item: OutboxItem; onProblem: (problem: ProblemData | null) => void }) {
  const now = useNow()
  const name = `第 ${item.sequence} 号${packageKinds[item.kind]}`
  const rewrite = async () => {
    onProblem(null)
    try {
      const out = await window.kexie.pickFolder({ title: `${name}写到哪个文件夹` })
      if (out === null) return
      await runTask({
        title: `重新写出${name}`,
        method: 'packages.rewrite',
        input: { packageId: item.packageId, out },
        ending: (made) => {
          const [first] = made.files
          return {
            sentence: `${name}已重新写好，内容和上次一模一样。`,
            next: first ? { label: '在文件夹中显示', run: () => void window.kexie.showInFolder(first.path) } : null,
          }
        },
      })
    } catch (thrown) {
      onProblem(problemOf(thrown))
    }
  }
  const records = item.records.map((record) => record.title).join('、')
  return (
    <li className="outbox-row">
      <ToneMark worded={outboxItemState(item)} />
      <div className="submit-text">
        <span className="one-line" title={`${name} · ${records}`}>
          {name}
          {item.recipientName ? `，给${item.recipientName}` : ''}
        </span>
        <span className="quiet one-line" title={records}>
          {momentText(item.writtenAt ?? item.createdAt, now)}
          {item.bytes > 0 ? ` · ${bytesText(item.bytes)}` : ''}
          {records ? ` · ${records}` : ''}
        </span>
      </div>
      {item.state === 'cancelled' ? (
        <span />
      ) : (
        <Button onClick={() => void rewrite()}>{item.state === 'frozen' ? '接着写出' : '重新写出'}</Button>
      )}
    </li>
  )
}

/** What was written out, in either way, the newest first: to whom, when, and what became of it. */
export function Outbox({ noticeId }: { noticeId: string | null }) {
  const { value: packages, problem: readProblem } = useMethod('packages.outbox', {}, ['packages'])
  const { value: folders } = useMethod('handovers.list', { noticeId: null }, ['packages', 'records'])
  const [problem, setProblem] = useState<ProblemData | null>(null)
  const lines = [
    ...(packages ?? []).map((item) => ({
      at: item.writtenAt ?? item.createdAt,
      id: item.packageId,
      item,
      folder: null,
    })),
    ...(folders ?? []).map((folder) => ({ at: folder.writtenAt, id: folder.handoverId, item: null, folder })),
  ].sort((a, b) => b.at.localeCompare(a.at))
  return (
    <Section
      title="报送记录"
      note={lines.length > 0 ? '登记错了可以撤销，写过的都留着' : undefined}
      actions={
        noticeId === null ? null : (
          <Button onClick={() => void navigate({ screen: 'sent', noticeId })}>看报送了什么</Button>
        )
      }
    >
      <ProblemNote problem={problem ?? readProblem} />
      {packages && folders && lines.length === 0 ? (
        <p className="quiet outbox-empty">写出第一份以后，时间、收件单位和对方的答复都会记在这里。</p>
      ) : null}
      <ul className="rows">
        {lines.map(({ id, item, folder }) =>
          item ? (
            <OutboxRow key={id} item={item} onProblem={setProblem} />
          ) : folder ? (
            <HandoverRow key={id} item={folder} onProblem={setProblem} />
          ) : null,
        )}
      </ul>
    </Section>
  )
}
