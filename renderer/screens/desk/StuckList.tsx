import { Button } from 'antd'
import type { RecordSummary } from '../../../shared/api/records.ts'
import { RecordStateMark } from '../../app/RecordStateMark.tsx'
import { navigate } from '../../app/route.ts'
import { reasonsLine } from '../../text/packages.ts'
import { nextStepNames } from '../../text/states.ts'

/** Returned first: somebody above waits for it. */
const order: Readonly<Partial<Record<RecordSummary['state'], number>>> = { returned: 0, 'to-stamp': 1 }

function why(record: RecordSummary): string {
  if (record.state === 'returned') return `上级退回：${reasonsLine(record.returnedReasons) || '没有写原因'}`
  // A work has two papers of the same title.
  const paper = record.title === '' || record.title === record.formShortName ? '' : `${record.formShortName}，`
  if (record.blocking > 0) return `${paper}还有 ${record.blocking} 处没有填好`
  if (record.state === 'to-stamp') return '打印盖章，再点“标记已盖章”或收盖章件'
  return record.noticeShortTitle
}

export function StuckList({ records }: { records: readonly RecordSummary[] }) {
  const sorted = [...records].sort((a, b) => (order[a.state] ?? 2) - (order[b.state] ?? 2))
  return (
    <ul className="rows">
      {sorted.map((record) => (
        <li className="stuck-row" key={record.recordId}>
          <RecordStateMark state={record.state} />
          <div className="due-text">
            <span className="due-title one-line" title={record.title}>
              {record.title || record.formShortName}
            </span>
            <span className="quiet one-line" title={why(record)}>
              {why(record)}
            </span>
          </div>
          <Button
            type={record === sorted[0] ? 'primary' : 'default'}
            aria-label={`${nextStepNames[record.state]}：${record.title || record.formShortName}`}
            onClick={() => void navigate({ screen: 'record', recordId: record.recordId, field: null })}
          >
            {nextStepNames[record.state]}
          </Button>
        </li>
      ))}
    </ul>
  )
}
