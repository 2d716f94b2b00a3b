import { DeleteOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import type { RecordSummary } from '../../../shared/api/records.ts'
import { codeText } from '../../../shared/wording/revision-code.ts'
import { useNow } from '../../app/app-state.ts'
import { RecordStateMark } from '../../app/RecordStateMark.tsx'
import { ToneMark } from '../../app/ToneMark.tsx'
import { momentText } from '../../text/dates.ts'
import { scanVerdicts } from '../../text/scans.ts'
import { nextStepNames } from '../../text/states.ts'
import { recordTitle } from './record-filters.ts'
import { isTypedHere } from './typed-here.ts'

type Props = { record: RecordSummary; onOpen: (recordId: string) => void; onDelete: (record: RecordSummary) => void }

/** What one wants to know before opening it, and the one next step. */
export function RecordDetails({ record, onOpen, onDelete }: Props) {
  const now = useNow()
  return (
    <aside className="list-details" aria-label="所选记录">
      <h2>{recordTitle(record)}</h2>
      <RecordStateMark state={record.state} damaged={record.damaged} />
      <dl className="facts">
        <dt>表</dt>
        <dd>{record.formShortName}</dd>
        <dt>通知</dt>
        <dd>{record.noticeShortTitle}</dd>
        <dt>单位</dt>
        <dd>{record.officeName}</dd>
        <dt>定稿</dt>
        <dd>
          {record.latestRevision === null
            ? '还没有'
            : `第 ${record.latestRevision} 版，核对码 ${codeText(record.code ?? '')}`}
        </dd>
        {record.scanVerdict ? (
          <>
            <dt>扫描件</dt>
            <dd>
              <ToneMark worded={scanVerdicts[record.scanVerdict]} />
            </dd>
          </>
        ) : null}
        <dt>最后修改</dt>
        <dd>{momentText(record.updatedAt, now)}</dd>
        {isTypedHere(record) && record.blocking > 0 ? (
          <>
            <dt>待填改</dt>
            <dd>还有 {record.blocking} 处</dd>
          </>
        ) : null}
        {record.purged ? (
          <>
            <dt>个人信息</dt>
            <dd>已清除，只能查看</dd>
          </>
        ) : null}
        {record.returnedReasons.length > 0 ? (
          <>
            <dt>退回原因</dt>
            <dd>
              {record.returnedReasons.map((reason) => (
                <p key={reason}>{reason}</p>
              ))}
            </dd>
          </>
        ) : null}
      </dl>
      <div className="record-details-actions">
        <Button type="primary" size="large" onClick={() => onOpen(record.recordId)}>
          {isTypedHere(record) && !record.purged ? nextStepNames[record.state] : '查看'}
        </Button>
        {record.own ? (
          <Button type="text" danger icon={<DeleteOutlined aria-hidden="true" />} onClick={() => onDelete(record)}>
            删除这份填报记录
          </Button>
        ) : null}
      </div>
    </aside>
  )
}
