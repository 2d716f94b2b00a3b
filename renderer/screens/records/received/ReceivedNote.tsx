import { Button } from 'antd'
import type { RecordSummary } from '../../../../shared/api/records.ts'
import { codeText } from '../../../../shared/wording/revision-code.ts'
import { useAppState } from '../../../app/app-state.ts'
import { navigate } from '../../../app/route.ts'
import { ToneMark } from '../../../app/ToneMark.tsx'
import { useMethod } from '../../../app/use-method.ts'
import { paperStates, queueStates } from '../../../text/queue.ts'
import { RivalVersions } from './RivalVersions.tsx'
import './received.css'

/** Of a record of another office: how it stands here, how with its stamped paper, and what came beside it. */
export function ReceivedNote({ summary: { recordId, entered } }: { summary: RecordSummary }) {
  const upstreamDesk = useAppState((held) => held.state?.upstreamDesk ?? false)
  const asked = entered ? null : { state: 'all' as const, recordId }
  const items = useMethod('queue.list', asked, ['packages', 'records']).value
  const item = items?.find(({ latest }) => latest)
  return (
    <>
      {item ? (
        <div className="received-note" role="note" aria-label="这份材料在本单位的情况">
          <ToneMark worded={queueStates[item.state]} />
          <ToneMark worded={paperStates[item.paper]} />
          <span className="quiet one-line">
            第 {item.revision} 版 · 版本核对码 {codeText(item.code)}
          </span>
          {upstreamDesk ? (
            <Button size="small" onClick={() => void navigate({ screen: 'queue', noticeId: item.noticeId, recordId })}>
              {item.state === 'received' ? '去审核' : '看审核'}
            </Button>
          ) : null}
        </div>
      ) : null}
      {entered ? null : <RivalVersions recordId={recordId} />}
    </>
  )
}
