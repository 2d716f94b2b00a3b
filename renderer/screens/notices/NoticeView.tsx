import { Button } from 'antd'
import { useState } from 'react'
import type { NoticeDetail } from '../../../shared/api/notices.ts'
import type { Deliverable } from '../../../shared/notice/pack.ts'
import { useAppState } from '../../app/app-state.ts'
import { ExportIcsButton } from '../../app/ExportIcsButton.tsx'
import { ProblemNote } from '../../app/ProblemNote.tsx'
import { navigate } from '../../app/route.ts'
import { useMethod } from '../../app/use-method.ts'
import { notAddressed, sourceNames } from '../../text/notices.ts'
import { hasSubordinates } from '../../text/offices.ts'
import { PageHead, Section } from '../../ui/Page.tsx'
import { DeliverableRow } from './DeliverableRow.tsx'
import { PassOnDialog } from './PassOnDialog.tsx'
import { PublishDialog } from './publish/PublishDialog.tsx'

function Lead({ detail }: { detail: NoticeDetail }) {
  const { pack, summary } = detail
  return (
    <>
      {summary.historical ? <span className="tag">历史样例</span> : null}
      {summary.source === 'built-in' ? null : <span className="tag">{sourceNames[summary.source]}</span>}
      {pack.issuer} · {pack.issuedOn}
      {pack.documentNumber ? ` · ${pack.documentNumber}` : ''}
    </>
  )
}

function About({ detail, forBelow }: { detail: NoticeDetail; forBelow: boolean }) {
  const { pack, reportsTo, summary } = detail
  const contact = reportsTo
    ? [reportsTo.phone, reportsTo.email, reportsTo.address, reportsTo.postcode].filter(Boolean)
    : []
  return (
    <dl className="facts notice-facts">
      {pack.theme ? (
        <>
          <dt>主题</dt>
          <dd>{pack.theme}</dd>
        </>
      ) : null}
      {pack.subTheme ? (
        <>
          <dt>副主题</dt>
          <dd>{pack.subTheme}</dd>
        </>
      ) : null}
      {pack.period ? (
        <>
          <dt>活动时间</dt>
          <dd>{pack.period.wording}</dd>
        </>
      ) : null}
      {pack.modules.length > 0 ? (
        <>
          <dt>活动模块</dt>
          <dd>{pack.modules.map((module) => module.name).join(' · ')}</dd>
        </>
      ) : null}
      {pack.activityKinds.length > 0 ? (
        <>
          <dt>活动种类</dt>
          <dd>{pack.activityKinds.join(' · ')}</dd>
        </>
      ) : null}
      {pack.addressees.length > 0 ? (
        <>
          <dt>发给</dt>
          <dd>
            {pack.addressees
              .map((addressee) => addressee.wording)
              .filter((wording, at, all) => all.indexOf(wording) === at)
              .join('，')}
            {forBelow ? (
              <p className="quiet">由下级单位填报，本单位不用填。</p>
            ) : summary.addressed ? null : (
              <p className="notice-warning">{notAddressed}</p>
            )}
          </dd>
        </>
      ) : null}
      {reportsTo ? (
        <>
          <dt>报送到</dt>
          <dd>
            {reportsTo.unit}
            {contact.length > 0 ? <p className="quiet">{contact.join(' · ')}</p> : null}
          </dd>
        </>
      ) : null}
    </dl>
  )
}

/** Unit and address where one duty goes elsewhere than the rest. */
function elsewhere({ pack, reportsTo }: NoticeDetail, { recipientId }: Deliverable): string | null {
  const recipient = pack.recipients.find(({ id }) => id === recipientId)
  if (!recipient || recipient.unit === reportsTo?.unit) return null
  const { unit, phone, email, address } = recipient
  return [unit, phone, email, address].filter(Boolean).join(' · ')
}

export function NoticeView({ noticeId, publish }: { noticeId: string; publish: boolean }) {
  const office = useAppState((held) => held.state?.office)
  const { value: detail, problem } = useMethod('notices.show', { noticeId }, ['notices', 'records', 'offices'])
  const [passing, setPassing] = useState<'issue' | 'take' | null>(null)
  const [publishing, setPublishing] = useState(publish)
  if (problem) return <ProblemNote problem={problem} />
  if (!detail || !office) return null
  const { pack, summary, status } = detail
  const done = new Set(['sent', 'received', 'accepted'])
  const statusOf = (id: string) => status.find((entry) => entry.id === id) ?? null
  const { source } = summary
  /** Ours for the offices below: nothing of it is owed by us. */
  const forBelow = !summary.addressed && hasSubordinates(office.level) && (source === 'own' || source === 'issued')
  const leading = pack.deliverables.find((one) => {
    if (forBelow) return false
    const found = statusOf(one.id)
    return one.formId !== null && !one.kept && found?.owed && !done.has(found.state)
  })
  const passOn = summary.passedOnFrom === null || source === 'taken' || source === 'received'
  const publishes = hasSubordinates(office.level) && (source === 'own' || source === 'issued')
  const publishButton = (
    <Button
      size="large"
      type={source === 'issued' || forBelow ? 'primary' : 'default'}
      onClick={() => setPublishing(true)}
    >
      发布给下级单位
    </Button>
  )
  return (
    <>
      <PageHead
        level={2}
        title={pack.title}
        lead={<Lead detail={detail} />}
        actions={
          summary.source === 'own' && !hasSubordinates(office.level) ? (
            <Button size="large" onClick={() => void navigate({ screen: 'own-notice', noticeId })}>
              修改通知
            </Button>
          ) : passOn ? (
            hasSubordinates(office.level) ? (
              <>
                {summary.source === 'own' ? (
                  <Button size="large" onClick={() => void navigate({ screen: 'own-notice', noticeId })}>
                    修改通知
                  </Button>
                ) : null}
                <Button size="large" onClick={() => setPassing('issue')}>
                  转发给下级
                </Button>
                {publishes ? publishButton : null}
              </>
            ) : source === 'built-in' ? (
              <Button size="large" onClick={() => setPassing('take')}>
                登记上级转发的任务
              </Button>
            ) : null
          ) : publishes ? (
            publishButton
          ) : null
        }
      />
      <About detail={detail} forBelow={forBelow} />
      <Section
        title="要交的材料"
        note={`${pack.deliverables.length} 项`}
        actions={
          <>
            {summary.addressed && !summary.historical ? (
              <ExportIcsButton noticeId={noticeId} name={`${pack.shortTitle}的期限`} />
            ) : null}
            <Button onClick={() => void navigate({ screen: 'sent', noticeId })}>报送了什么</Button>
          </>
        }
      >
        <ul className="rows">
          {pack.deliverables.map((deliverable) => (
            <DeliverableRow
              key={deliverable.id}
              noticeId={noticeId}
              historical={summary.historical}
              deliverable={deliverable}
              status={statusOf(deliverable.id)}
              leading={deliverable === leading}
              goesTo={elsewhere(detail, deliverable)}
              companions={pack.forms.filter(({ id }) => deliverable.moreFormIds.includes(id))}
              forBelow={forBelow}
            />
          ))}
        </ul>
      </Section>
      {pack.remarks.length > 0 ? (
        <Section title="读通知时请留意">
          <ul className="notice-remarks">
            {pack.remarks.map((remark) => (
              <li key={remark}>{remark}</li>
            ))}
          </ul>
        </Section>
      ) : null}
      {publishing && publishes ? (
        <PublishDialog
          noticeId={noticeId}
          onClose={() => {
            setPublishing(false)
            // A reload must not open it again.
            void navigate({ screen: 'notices', noticeId })
          }}
        />
      ) : null}
      {passing ? (
        <PassOnDialog
          direction={passing}
          pack={pack}
          office={office}
          onClose={() => setPassing(null)}
          onDone={(made) => {
            setPassing(null)
            void navigate({ screen: 'notices', noticeId: made.id })
          }}
        />
      ) : null}
    </>
  )
}
