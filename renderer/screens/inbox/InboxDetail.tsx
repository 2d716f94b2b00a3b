import { Button } from 'antd'
import { useState } from 'react'
import type { InboxItem } from '../../../shared/api/packages.ts'
import type { ProblemData } from '../../../shared/problems.ts'
import { call, problemOf } from '../../api.ts'
import { announce } from '../../app/announce.ts'
import { useNow } from '../../app/app-state.ts'
import { withKeys } from '../../app/keys/protect.ts'
import { ProblemNote } from '../../app/ProblemNote.tsx'
import { FindingList } from '../../app/packages/FindingList.tsx'
import { runTask } from '../../app/tasks.ts'
import { TrustDialog } from '../../app/trust/TrustDialog.tsx'
import { useMethod } from '../../app/use-method.ts'
import { fullDateText, momentText } from '../../text/dates.ts'
import { packageKinds } from '../../text/packages.ts'
import { chooseAndVerify } from './arrivals.ts'
import { InboxRecordRow } from './InboxRecordRow.tsx'
import { NoticeArrived } from './NoticeArrived.tsx'
import { usePassedOn } from './RecordSource.tsx'

function needsTrust(item: InboxItem): boolean {
  return item.findings.some(
    (finding) =>
      finding.code === 'card.untrusted' || finding.code === 'card.unknown' || finding.code === 'receipt.untrusted',
  )
}

/** A held package is not in the store: the file itself is asked for again once the reason is gone. */
function Held({ item }: { item: InboxItem }) {
  const [comparing, setComparing] = useState(false)
  const { value: offices } = useMethod('offices.list', {}, ['offices'])
  const sender = offices?.find((office) => office.officeId === item.senderOfficeId) ?? null
  const trust = offices && needsTrust(item) ? (sender === null ? 'card' : sender.trusted ? 'done' : 'compare') : 'none'
  return (
    <>
      {trust === 'card' ? (
        <p>还没有{item.senderName}的单位名片。请对方发来名片，在这里选择名片文件，比对指纹码以后再收这一份。</p>
      ) : null}
      {trust === 'done' ? <p>{item.senderName}的指纹码已经比对过，重新选择这个文件就可以收入。</p> : null}
      <div className="arrival-choices">
        {trust === 'compare' ? (
          <Button type="primary" onClick={() => setComparing(true)}>
            比对指纹码
          </Button>
        ) : null}
        <Button type={trust === 'compare' ? 'default' : 'primary'} onClick={() => void chooseAndVerify()}>
          {trust === 'card' ? '选择单位名片' : '重新选择这个文件'}
        </Button>
      </div>
      {comparing ? (
        <TrustDialog
          subject={{ officeId: item.senderOfficeId, name: item.senderName, card: null }}
          upstream={false}
          onClose={() => setComparing(false)}
          onTrusted={(office) => {
            setComparing(false)
            announce(`指纹码一致，${office.name}已比对。请重新选择这个文件收入。`)
          }}
        />
      ) : null}
    </>
  )
}

function Receipt({ item }: { item: InboxItem }) {
  const now = useNow()
  const [problem, setProblem] = useState<ProblemData | null>(null)
  const undecided = item.records.filter((record) => record.state === 'received').length
  const write = async () => {
    setProblem(null)
    try {
      const out = await window.kexie.pickFolder({ title: '回执写到哪个文件夹' })
      if (out === null) return
      await withKeys('写回执', () =>
        runTask({
          title: `写回执，给${item.senderName}`,
          method: 'receipts.write',
          input: { packageId: item.packageId, out },
          ending: (made) => ({
            sentence: `回执已写好。请交回${item.senderName}，对方收入后就知道哪些收到、哪些退回。`,
            next: { label: '在文件夹中显示', run: () => void window.kexie.showInFolder(made.path) },
          }),
        }),
      )
    } catch (thrown) {
      setProblem(problemOf(thrown))
    }
  }
  return (
    <>
      <div className="receipt-line">
        <span className="quiet">
          {item.receiptWrittenAt
            ? `回执已于 ${momentText(item.receiptWrittenAt, now)} 写出，重写时内容不变。`
            : undecided > 0
              ? `还有 ${undecided} 份没有审核，回执里会写“已收”。`
              : '都审核过了，可以写回执交回对方。'}
        </span>
        <Button
          type={item.receiptWrittenAt === null && undecided === 0 ? 'primary' : 'default'}
          onClick={() => void write()}
        >
          {item.receiptWrittenAt ? '重写回执' : '写回执'}
        </Button>
      </div>
      <ProblemNote problem={problem} />
    </>
  )
}

/** Details of one arrived package, beside the list. */
export function InboxDetail({ item }: { item: InboxItem }) {
  const [problem, setProblem] = useState<ProblemData | null>(null)
  const passedOn = usePassedOn(item)
  const decide = async (
    recordId: string,
    revision: number,
    state: 'received' | 'accepted' | 'returned',
    reasons: string[],
  ) => {
    setProblem(null)
    try {
      await call('packages.decide', { packageId: item.packageId, recordId, revision, state, reasons })
    } catch (thrown) {
      setProblem(problemOf(thrown))
    }
  }
  return (
    <section className="inbox-detail" aria-label={`${item.senderName} 第 ${item.sequence} 号`}>
      <h3 className="one-line" title={item.senderName}>
        {item.senderName}
      </h3>
      <p className="quiet">
        第 {item.sequence} 号{packageKinds[item.kind]} · {fullDateText(item.receivedAt)} 收
      </p>
      <p className="quiet one-line" title={item.fileName}>
        {item.fileName}
      </p>
      <FindingList findings={item.findings} />
      {item.result === 'held' ? <Held item={item} /> : null}
      {item.kind === 'notice' && item.result === 'imported' ? <NoticeArrived packageId={item.packageId} /> : null}
      <ProblemNote problem={problem} />
      {item.records.length > 0 ? (
        <ul className="rows inbox-records">
          {item.records.map((record) => (
            <InboxRecordRow
              key={`${record.recordId}/${record.revision}`}
              record={record}
              decidable={item.kind === 'submission'}
              passedOn={passedOn}
              replied={item.receiptWrittenAt !== null}
              onDecide={(state, reasons) => decide(record.recordId, record.revision, state, reasons)}
            />
          ))}
        </ul>
      ) : null}
      {item.kind === 'submission' && item.result === 'imported' ? <Receipt item={item} /> : null}
    </section>
  )
}
