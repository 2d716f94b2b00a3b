import { CheckOutlined, RollbackOutlined } from '@ant-design/icons'
import type { RecordDetail, RevisionInfo } from '../../../shared/api/records.ts'

/** The newest revision that came back, and whether a later one was made since. */
function returned({ revisions }: RecordDetail): { back: RevisionInfo; later: RevisionInfo | null } | null {
  const [latest, before] = [...revisions].sort((a, b) => b.revision - a.revision)
  if (latest?.receipt?.state === 'returned') return { back: latest, later: null }
  if (latest && before?.receipt?.state === 'returned' && latest.sentIn.every((item) => item.writtenAt === null))
    return { back: before, later: latest }
  return null
}

/** From 退回 to the next 报送: why, and the steps with what is done already. */
export function ReturnedNote({ detail }: { detail: RecordDetail }) {
  const found = detail.summary.own ? returned(detail) : null
  if (!found) return null
  const { back, later } = found
  const changed = detail.changedSinceRevision
  const toStamp = detail.definition.layout.stamp !== undefined
  const refrozen = later !== null && !changed
  const steps: [string, boolean][] = [
    ['按原因改好', refrozen || changed],
    [toStamp ? '重新定稿，打印盖章' : '重新定稿', refrozen && (!toStamp || later.stampedAt !== null)],
    ['再报送一次', false],
  ]
  return (
    <div className="record-returned" role="note" aria-label="上级退回">
      <RollbackOutlined aria-hidden="true" />
      <div>
        <strong>上级退回了第 {back.revision} 版</strong>
        {back.receipt?.reasons.map((reason) => (
          <p key={reason}>{reason}</p>
        ))}
        <ol className="record-returned-steps">
          {steps.map(([step, done], index) => (
            <li key={step} data-done={done}>
              {done ? <CheckOutlined aria-hidden="true" /> : `${index + 1}.`} {step}
              {done ? <span className="for-readers">（已做）</span> : null}
            </li>
          ))}
        </ol>
        <p className="quiet">退回的那一版还保存着，在“定稿记录”里。</p>
      </div>
    </div>
  )
}
