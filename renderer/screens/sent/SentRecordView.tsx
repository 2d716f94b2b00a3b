import { Button } from 'antd'
import { useState } from 'react'
import type { SentEntry, SentRecord } from '../../../shared/api/handovers.ts'
import { bytesText } from '../../../shared/wording/amounts.ts'
import { stepNames } from '../../../shared/wording/handovers.ts'
import { codeText } from '../../../shared/wording/revision-code.ts'
import { useNow } from '../../app/app-state.ts'
import { ChangeList } from '../../app/ChangeList.tsx'
import { RecordStateMark } from '../../app/RecordStateMark.tsx'
import { ReturnedDialog } from '../../app/returns/ReturnedDialog.tsx'
import { navigate } from '../../app/route.ts'
import { momentText } from '../../text/dates.ts'

function EntryView({ entry }: { entry: SentEntry }) {
  const now = useNow()
  return (
    <li className="sent-entry" data-undone={entry.withdrawn}>
      <div>
        <strong>第 {entry.revision} 版</strong>
        <span className="sent-code" title="版本核对码">
          {codeText(entry.code)}
        </span>
        <span>
          {momentText(entry.writtenAt, now)} {entry.by === 'package' ? '签名报送包' : '文件夹报送'}，给
          {entry.recipientName}
          {entry.masked ? '（个人信息已遮盖）' : ''}
          {entry.withdrawn ? '（没有交，已作废）' : ''}
        </span>
      </div>
      {entry.steps.length === 0 ? <p className="quiet">还没有登记交出，也没有对方的答复。</p> : null}
      <ul>
        {entry.steps.map((step) => (
          <li key={`${step.kind}/${step.at}/${step.words}`} className="sent-step" data-undone={step.undone}>
            {momentText(step.at, now)} {stepNames[step.kind]}
            {step.words === '' ? '' : `：${step.words}`}
            {step.undone ? '（登记有误，已撤销）' : ''}
          </li>
        ))}
      </ul>
      {entry.files.length > 0 ? (
        <details className="sent-files">
          <summary>文件 {entry.files.length} 个</summary>
          <ul>
            {entry.files.map((file) => (
              <li key={file.name}>
                {file.name}
                <span className="quiet"> {bytesText(file.bytes)}</span>
              </li>
            ))}
          </ul>
        </details>
      ) : null}
    </li>
  )
}

/** One record: every version that left, and what was changed after the last one. */
export function SentRecordView({ record, deliverable }: { record: SentRecord; deliverable: string }) {
  const { recordId, title, state, entries, since } = record
  const [returning, setReturning] = useState(false)
  const name = title === deliverable ? '这一份' : title
  const last = entries.find(({ withdrawn }) => !withdrawn)
  return (
    <article className="sent-record" aria-label={title}>
      <header>
        <RecordStateMark state={state} />
        <strong className="one-line">{name}</strong>
        {last && state !== 'returned' ? (
          <Button aria-label={`登记电话退回：${title}`} onClick={() => setReturning(true)}>
            登记电话退回
          </Button>
        ) : null}
        <Button onClick={() => void navigate({ screen: 'record', recordId, field: null })}>查看</Button>
      </header>
      {entries.length === 0 ? <p className="quiet">还没有报出。</p> : null}
      <ul className="sent-entries">
        {entries.map((entry) => (
          <EntryView key={`${entry.id}/${entry.revision}`} entry={entry} />
        ))}
      </ul>
      {since.sent && since.changes.length > 0 ? (
        <div className="sent-since">
          <p>
            第 {since.sent.revision} 版报出后又改了 <strong>{since.changes.length} 处</strong>，还没有报：
          </p>
          <ChangeList changes={since.changes} />
        </div>
      ) : null}
      {returning && last ? (
        <ReturnedDialog
          recipientName={last.recipientName}
          records={[{ recordId, title }]}
          onWhole={null}
          onClose={() => setReturning(false)}
        />
      ) : null}
    </article>
  )
}
