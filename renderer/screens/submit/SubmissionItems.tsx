import { Button } from 'antd'
import type { SubmissionItem, SubmissionPreview } from '../../../shared/api/packages.ts'
import { bytesText } from '../../../shared/wording/amounts.ts'
import { codeText } from '../../../shared/wording/revision-code.ts'
import { navigate } from '../../app/route.ts'
import { ToneMark } from '../../app/ToneMark.tsx'
import { submissionStates } from '../../text/packages.ts'

function note(item: SubmissionItem, toStamp: boolean): string {
  const parts: string[] = []
  if (item.state === 'blocked') parts.push(`有 ${item.findings} 处要先改正`)
  else if (item.recordId !== null && item.findings > 0) parts.push(`有 ${item.findings} 条提示，不影响报送`)
  if (item.code) parts.push(`版本核对码 ${codeText(item.code)}`)
  if (toStamp && !item.stamped) parts.push('还没有标“已盖章”')
  if (item.attachments > 0) parts.push(`附件 ${item.attachments} 个`)
  if (item.bytes > 0) parts.push(bytesText(item.bytes))
  return parts.length > 0 ? parts.join(' · ') : submissionStates[item.state].hint
}

function Jump({ item }: { item: SubmissionItem }) {
  const { recordId } = item
  if (recordId === null || item.state === 'delivered') return <span />
  return (
    <Button onClick={() => void navigate({ screen: 'record', recordId, field: null })}>
      {item.state === 'blocked' ? '去改正' : '查看'}
    </Button>
  )
}

/** @param toStamp records that the notice wants stamped and that are not yet */
export function SubmissionItems({ preview, toStamp }: { preview: SubmissionPreview; toStamp: ReadonlySet<string> }) {
  const noteOf = (item: SubmissionItem) => note(item, item.recordId !== null && toStamp.has(item.recordId))
  return (
    <ul className="rows">
      {preview.items.map((item) => (
        <li
          className="submit-row"
          key={`${item.deliverableId}/${item.recordId ?? ''}`}
          data-quiet={item.state === 'missing'}
        >
          <ToneMark worded={submissionStates[item.state]} title={submissionStates[item.state].hint} />
          <div className="submit-text">
            <span className="one-line" title={item.recordTitle ?? item.title}>
              {item.recordTitle ? `${item.title}：${item.recordTitle}` : item.title}
            </span>
            <span className="quiet one-line" title={noteOf(item)}>
              {noteOf(item)}
            </span>
          </div>
          <Jump item={item} />
        </li>
      ))}
    </ul>
  )
}
