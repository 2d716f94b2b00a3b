import { Button } from 'antd'
import type { SubmissionItem, SubmissionPreview } from '../../../shared/api/packages.ts'
import { bytesText } from '../../../shared/wording/amounts.ts'
import { navigate } from '../../app/route.ts'
import { ToneMark } from '../../app/ToneMark.tsx'
import { submissionStates } from '../../text/packages.ts'

function note(item: SubmissionItem): string {
  const parts: string[] = []
  if (item.state === 'blocked') parts.push(`有 ${item.findings} 处要先改正`)
  else if (item.recordId !== null && item.findings > 0) parts.push(`有 ${item.findings} 条提示，不影响报送`)
  if (item.code) parts.push(`版本核对码 ${item.code}`)
  if (item.recordId !== null && !item.stamped && item.state !== 'missing') parts.push('还没有标“已盖章”')
  if (item.attachments > 0) parts.push(`附件 ${item.attachments} 个`)
  if (item.bytes > 0) parts.push(bytesText(item.bytes))
  return parts.length > 0 ? parts.join(' · ') : submissionStates[item.state].hint
}

function Jump({ item }: { item: SubmissionItem }) {
  const { recordId } = item
  if (recordId === null || item.state === 'delivered') return <span />
  return (
    <Button onClick={() => void navigate({ screen: 'record', recordId, field: null })}>{item.state === 'blocked' ? '去改正' : '查看'}</Button>
  )
}

export function SubmissionItems({ preview }: { preview: SubmissionPreview }) {
  return (
    <ul className="rows">
      {preview.items.map((item) => (
        <li className="submit-row" key={`${item.deliverableId}/${item.recordId ?? ''}`} data-quiet={item.state === 'missing'}>
          <ToneMark worded={submissionStates[item.state]} title={submissionStates[item.state].hint} />
          <div className="submit-text">
            <span className="one-line" title={item.recordTitle ?? item.title}>
              {item.recordTitle ? `${item.title}：${item.recordTitle}` : item.title}
            </span>
            <span className="quiet one-line" title={note(item)}>
              {note(item)}
            </span>
          </div>
          <Jump item={item} />
        </li>
      ))}
    </ul>
  )
}
