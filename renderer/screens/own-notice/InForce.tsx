import { CheckCircleOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import type { OwnNoticeInForce } from '../../../shared/api/own-notices.ts'
import { navigate } from '../../app/route.ts'
import { fullDateText } from '../../text/dates.ts'
import { PageHead, Section } from '../../ui/Page.tsx'

/** What now stands on the desk. */
export function InForce({ made, onBack }: { made: OwnNoticeInForce; onBack: () => void }) {
  const { noticeId, shortTitle, version, duties, audience } = made
  const isForOthers = audience === 'subordinates'
  const records = version > 1 ? `这是第 ${version} 版；已经填的记录不受影响。` : ''
  return (
    <div className="page">
      <PageHead
        title={`已生效：${shortTitle}`}
        lead={
          <>
            <CheckCircleOutlined aria-hidden="true" /> {records}
            {isForOthers
              ? `要下级单位交的有 ${duties.length} 项；发布以后下级单位才收得到。`
              : `工作台上现在有这份通知的 ${duties.length} 项任务。`}
          </>
        }
      />
      <Section title={isForOthers ? '下级单位要交的' : '工作台上的任务'} note="按先后排列">
        <ul className="rows">
          {duties.map((duty) => (
            <li key={`${duty.title}-${duty.dueAt}`} className="own-made">
              <strong className="one-line">{duty.title}</strong>
              <span>{duty.dueAt ? `最迟 ${fullDateText(duty.dueAt)}` : '没有日期，及时报送'}</span>
              <span className="deliverable-own">{duty.ownDueAt ? `我单位 ${fullDateText(duty.ownDueAt)}` : ''}</span>
            </li>
          ))}
        </ul>
      </Section>
      <div className="own-made-steps">
        {isForOthers ? (
          <Button
            type="primary"
            size="large"
            autoFocus
            onClick={() => void navigate({ screen: 'notices', noticeId, publish: true })}
          >
            发布给下级单位
          </Button>
        ) : (
          <Button type="primary" size="large" autoFocus onClick={() => void navigate({ screen: 'desk' })}>
            去工作台
          </Button>
        )}
        <Button size="large" onClick={() => void navigate({ screen: 'notices', noticeId })}>
          看这份通知
        </Button>
        <Button size="large" onClick={onBack}>
          再改一改
        </Button>
      </div>
    </div>
  )
}
