import { InboxOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import type { DeskOverview, DueItem } from '../../../shared/api/desk.ts'
import type { OfficeLevel } from '../../../shared/notice/pack.ts'
import { useAppState, useNow, useUpstreamDesk } from '../../app/app-state.ts'
import { RestoredNotice } from '../../app/backups/RestoredNotice.tsx'
import { StoreWarning } from '../../app/backups/StoreWarning.tsx'
import { ExportIcsButton } from '../../app/ExportIcsButton.tsx'
import { ProblemNote } from '../../app/ProblemNote.tsx'
import { PaperButton } from '../../app/papers/PaperButton.tsx'
import { RecordStateMark } from '../../app/RecordStateMark.tsx'
import { navigate, type Route } from '../../app/route.ts'
import { useCalendar } from '../../app/use-calendar.ts'
import { useMethod } from '../../app/use-method.ts'
import { momentText } from '../../text/dates.ts'
import { hasSubordinates } from '../../text/offices.ts'
import { EmptyPlace, PageHead, Section } from '../../ui/Page.tsx'
import { DueList } from './DueList.tsx'
import { OfficeHints } from './OfficeHints.tsx'
import { StuckList } from './StuckList.tsx'
import { Timeline } from './Timeline.tsx'
import './desk.css'

/** What is due next among what is in force; the samples of past years stand below and are never overdue. */
function split(due: readonly DueItem[]): { current: DueItem[]; samples: DueItem[] } {
  return { current: due.filter((item) => !item.historical), samples: due.filter((item) => item.historical) }
}

function lead({ due, stuck, inboxToDecide, heldPackages }: DeskOverview): string {
  const open = due.filter(
    (item) => !item.historical && item.chased && (item.state === 'not-started' || item.state === 'draft'),
  ).length
  if (stuck.length > 0) return `有 ${stuck.length} 份填报记录等您处理。`
  if (inboxToDecide + heldPackages > 0) return `收到的有 ${inboxToDecide + heldPackages} 项等您处理。`
  return open > 0 ? `还有 ${open} 项任务要填写。` : '眼下没有等您处理的事。'
}

function Waiting({ route, children }: { route: Route; children: ReactNode }) {
  return (
    <button type="button" className="plain-button desk-inbox" onClick={() => void navigate(route)}>
      <InboxOutlined aria-hidden="true" />
      <span>{children}</span>
    </button>
  )
}

/** What came from others and waits: one line at an office below; above, one for each half of 收报台. */
function Arrived({ desk: { inboxToDecide, heldPackages } }: { desk: DeskOverview }) {
  const waiting = inboxToDecide + heldPackages
  if (!useUpstreamDesk())
    return waiting === 0 ? null : (
      <Waiting route={{ screen: 'inbox', packageId: null }}>
        收件里有 <strong>{waiting}</strong> 项待处理
      </Waiting>
    )
  return (
    <>
      {heldPackages > 0 ? (
        <Waiting route={{ screen: 'intake', batchId: null }}>
          收报台有 <strong>{heldPackages}</strong> 件需处理
        </Waiting>
      ) : null}
      {inboxToDecide > 0 ? (
        <Waiting route={{ screen: 'queue', noticeId: null, recordId: null }}>
          <strong>{inboxToDecide}</strong> 份待审核
        </Waiting>
      ) : null}
    </>
  )
}

function Side({ desk }: { desk: DeskOverview }) {
  const now = useNow()
  const recent = desk.recent.filter((record) => record.own)
  return (
    <aside className="desk-side" aria-label="最近和收件">
      <Arrived desk={desk} />
      <Section title="最近填写">
        {recent.length === 0 ? (
          <p className="quiet desk-side-empty">填过的表格会排在这里，一点就能接着写。</p>
        ) : (
          <ul className="rows">
            {recent.slice(0, 6).map((record) => (
              <li key={record.recordId}>
                <button
                  type="button"
                  className="plain-button desk-recent"
                  onClick={() => void navigate({ screen: 'record', recordId: record.recordId, field: null })}
                >
                  <span className="one-line" title={record.title}>
                    {record.title || record.formShortName}
                  </span>
                  <span className="desk-recent-foot">
                    <RecordStateMark state={record.state} damaged={record.damaged} />
                    <span className="quiet">{momentText(record.updatedAt, now)}</span>
                  </span>
                </button>
              </li>
            ))}
          </ul>
        )}
      </Section>
    </aside>
  )
}

function Due({ desk, level }: { desk: DeskOverview; level: OfficeLevel }) {
  const { current, samples } = split(desk.due)
  const calendar = useCalendar()
  const now = useNow()
  return (
    <>
      <Section
        title="接下来要交的"
        actions={current.length > 0 ? <ExportIcsButton noticeId={null} name="报送期限" /> : undefined}
      >
        {current.length === 0 ? (
          <EmptyPlace
            title="还没有正在进行的任务"
            action={
              <Button onClick={() => void navigate({ screen: 'notices', noticeId: null })}>
                {hasSubordinates(level) ? '看通知，转发给下级' : '登记上级转发的任务'}
              </Button>
            }
          >
            {hasSubordinates(level)
              ? '收到上级的通知以后，任务会按到期先后排在这里。'
              : '上级把通知转发给您以后，登记时间要求，任务就会按到期先后排在这里。'}
          </EmptyPlace>
        ) : (
          <>
            {calendar ? <Timeline items={current} calendar={calendar} now={now} /> : <div className="band-place" />}
            <DueList items={current} leading={desk.stuck.length === 0} calendar={calendar} />
          </>
        )}
      </Section>
      {samples.length > 0 ? (
        <Section title="历史样例" note="往年的通知，可以照着填写、打印，不会催办">
          <DueList items={samples} leading={current.length + desk.stuck.length === 0} calendar={calendar} />
        </Section>
      ) : null}
    </>
  )
}

export function DeskScreen() {
  const office = useAppState((held) => held.state?.office)
  const { value: desk, problem, reread } = useMethod('desk.overview', {}, ['offices', 'notices', 'records', 'packages'])
  return (
    <div className="page">
      <PageHead title="工作台" lead={desk && office ? lead(desk) : ' '} />
      <StoreWarning />
      <RestoredNotice />
      <OfficeHints />
      <ProblemNote problem={problem} action={<Button onClick={reread}>再读一次</Button>} />
      {desk && office ? (
        <div className="desk">
          <div className="desk-main">
            {desk.stuck.length > 0 ? (
              <Section
                title="等您处理"
                actions={
                  desk.stuck.some(({ state }) => state === 'to-stamp') ? (
                    <PaperButton ask={{ of: 'waiting', noticeId: null }}>打印用印清单</PaperButton>
                  ) : undefined
                }
              >
                <StuckList records={desk.stuck} />
              </Section>
            ) : null}
            <Due desk={desk} level={office.level} />
          </div>
          <Side desk={desk} />
        </div>
      ) : null}
    </div>
  )
}
