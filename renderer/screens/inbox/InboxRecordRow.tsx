import { Button } from 'antd'
import { useState } from 'react'
import type { InboxRecord } from '../../../shared/api/packages.ts'
import { codeText } from '../../../shared/wording/revision-code.ts'
import { announce } from '../../app/announce.ts'
import { navigate } from '../../app/route.ts'
import { ToneMark } from '../../app/ToneMark.tsx'
import { inboxRecordStates, reasonsLine } from '../../text/packages.ts'
import { RecordSource } from './RecordSource.tsx'
import { ReturnDialog } from './ReturnDialog.tsx'

type Decide = (state: InboxRecord['state'], reasons: string[]) => Promise<void>

/** One arrived record; in a receipt the same row tells what became of ours. */
export function InboxRecordRow({
  record,
  decidable,
  passedOn,
  replied,
  onDecide,
}: {
  record: InboxRecord
  decidable: boolean
  /** The package passes on what other offices signed. */
  passedOn: boolean
  /** The receipt was written: what it says stands. */
  replied: boolean
  onDecide: Decide
}) {
  const [returning, setReturning] = useState(false)
  const name = record.title || record.formShortName
  const undo = { label: '撤销', run: () => void onDecide(record.state, record.reasons) }
  const accept = async () => {
    await onDecide('accepted', [])
    announce(`已采用：${name}`, undo)
  }
  return (
    <li className="inbox-record">
      <div className="inbox-record-head">
        <ToneMark worded={inboxRecordStates[record.state]} />
        <button
          type="button"
          className="plain-button link-button one-line"
          title={name}
          onClick={() => void navigate({ screen: 'record', recordId: record.recordId, field: null })}
        >
          {name}
        </button>
      </div>
      <p className="quiet one-line">
        {record.formShortName} · 第 {record.revision} 版 · 版本核对码 {codeText(record.code)}
      </p>
      {passedOn ? <RecordSource recordId={record.recordId} /> : null}
      {record.reasons.length > 0 ? <p className="inbox-reasons">退回原因：{reasonsLine(record.reasons)}</p> : null}
      {!decidable && record.state === 'returned' && !replied ? (
        <div className="inbox-decide">
          <Button
            type="primary"
            onClick={() => void navigate({ screen: 'record', recordId: record.recordId, field: null })}
            aria-label={`去改正：${name}`}
          >
            去改正
          </Button>
        </div>
      ) : null}
      {decidable && !replied ? (
        <div className="inbox-decide">
          <Button disabled={record.state === 'accepted'} onClick={() => void accept()} aria-label={`采用：${name}`}>
            采用
          </Button>
          <Button onClick={() => setReturning(true)} aria-label={`退回：${name}`}>
            退回
          </Button>
        </div>
      ) : null}
      {returning ? (
        <ReturnDialog
          name={name}
          reasons={record.reasons}
          onClose={() => setReturning(false)}
          onReturn={async (reasons) => {
            setReturning(false)
            await onDecide('returned', reasons)
            announce(`已退回：${name}。写回执交给对方后，对方才会知道。`, undo)
          }}
        />
      ) : null}
    </li>
  )
}
