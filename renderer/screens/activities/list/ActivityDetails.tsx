import { CheckCircleOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useEffect, useState } from 'react'
import type { ActivityRow } from '../../../../shared/api/activities.ts'
import { RecordStateMark } from '../../../app/RecordStateMark.tsx'
import { navigate } from '../../../app/route.ts'
import { useMethod } from '../../../app/use-method.ts'
import {
  activityLackLines,
  activityTime,
  activityTitle,
  fundsText,
  reachText,
  usedInText,
} from '../../../text/activities.ts'
import { DetailsHead } from '../../../ui/DetailsHead.tsx'
import { Mark } from '../../../ui/Mark.tsx'
import { ActivityStateMark } from '../ActivityStateMark.tsx'
import type { ActivityActions } from '../use-activity-actions.ts'

/** Milliseconds on one row before more of it is read: who walks with the arrow keys passes by. */
const restMs = 180

function useRested(activityId: string): string | null {
  const [rested, setRested] = useState<string | null>(null)
  useEffect(() => {
    const timer = setTimeout(() => setRested(activityId), restMs)
    return () => clearTimeout(timer)
  }, [activityId])
  return rested === activityId ? rested : null
}

/** What one wants to know before opening it, and what is still missing. */
export function ActivityDetails({
  row,
  year,
  noticeName,
  actions,
  onClose,
}: {
  row: ActivityRow
  year: number
  noticeName: (noticeId: string) => string
  actions: ActivityActions
  onClose: () => void
}) {
  const { activityId } = row
  const rested = useRested(activityId)
  const detail = useMethod('activities.open', rested === null ? null : { activityId: rested }, ['activities']).value
  const facts: [string, string][] = [
    ['时间', activityTime(row, year) || '还没有定'],
    ['地点', row.place],
    ['填报单位', row.unit],
    ['主办单位', row.host],
    ['规模', reachText(row)],
    ['经费', fundsText(row.funds)],
    ['照片', row.pictures > 0 ? `${row.pictures} 张` : ''],
    ['通知', row.notices.map(({ noticeId }) => noticeName(noticeId)).join('、')],
  ]
  return (
    <aside className="list-details activity-details" aria-label="所选活动">
      <DetailsHead title={activityTitle(row)} closeName="收起所选活动" onClose={onClose} />
      <ActivityStateMark state={row.state} />
      <div className="activity-details-actions">
        <Button type="primary" onClick={() => void navigate({ screen: 'activity', activityId })}>
          打开
        </Button>
        <Button
          onClick={() =>
            void actions.duplicate({ ids: [activityId] }).then((ids) => {
              const [copy] = ids ?? []
              if (copy !== undefined) void navigate({ screen: 'activity', activityId: copy })
            })
          }
        >
          复制
        </Button>
        <Button danger onClick={() => void actions.remove({ ids: [activityId] })}>
          删除
        </Button>
      </div>
      {row.lacks.length > 0 ? (
        <ul className="activity-lack-lines" aria-label="还缺">
          {row.lacks.map((lack) => (
            <li key={lack}>{activityLackLines[lack]}</li>
          ))}
        </ul>
      ) : row.state === 'cancelled' ? null : (
        <Mark tone="good" icon={<CheckCircleOutlined aria-hidden="true" />}>
          该有的都有了
        </Mark>
      )}
      <dl className="facts">
        {facts.map(([name, text]) =>
          text === '' ? null : (
            <div key={name} className="facts-pair">
              <dt>{name}</dt>
              <dd>{text}</dd>
            </div>
          ),
        )}
      </dl>
      {detail && detail.values.description !== '' ? (
        <p className="activity-description">{detail.values.description}</p>
      ) : null}
      {detail && detail.usedIn.length > 0 ? (
        <section className="activity-used" aria-label="用在哪里">
          <h3>用在哪里</h3>
          <ul>
            {detail.usedIn.slice(0, 5).map(({ recordId, title, formShortName, state }) => (
              <li key={recordId}>
                <RecordStateMark state={state} />
                <button
                  type="button"
                  className="plain-button link-button one-line"
                  onClick={() => void navigate({ screen: 'record', recordId, field: null })}
                >
                  {usedInText({ title, formShortName }, row)}
                </button>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </aside>
  )
}
