import { Button } from 'antd'
import { useMemo, useState } from 'react'
import type { OwnNotice, OwnNoticeInForce } from '../../../shared/api/own-notices.ts'
import { stalePlaces } from '../../../shared/notice/stale-words.ts'
import type { ProblemData } from '../../../shared/problems.ts'
import { call, problemOf } from '../../api.ts'
import { useNow } from '../../app/app-state.ts'
import { ProblemNote } from '../../app/ProblemNote.tsx'
import { navigate } from '../../app/route.ts'
import { useMethod } from '../../app/use-method.ts'
import { PageHead } from '../../ui/Page.tsx'
import { Audience } from './Audience.tsx'
import { DutyTable } from './DutyTable.tsx'
import { FormEditor } from './form/FormEditor.tsx'
import { InForce } from './InForce.tsx'
import { NoticeFields, RecipientFields } from './NoticeFields.tsx'
import { ProposalList } from './ProposalList.tsx'
import { Remarks } from './Remarks.tsx'
import { SourceView } from './SourceView.tsx'
import { StaleContext } from './StaleText.tsx'
import { useIssues } from './use-issues.ts'
import { useOwnDraft } from './use-own-draft.ts'

export function OwnNoticeEditor({ noticeId }: { noticeId: string }) {
  // Read once: from then on the page is ahead of the store.
  const { value, problem } = useMethod('ownNotices.open', { noticeId }, [])
  if (problem)
    return (
      <div className="page">
        <ProblemNote
          problem={problem}
          action={<Button onClick={() => void navigate({ screen: 'own-notice', noticeId: null })}>回到自建通知</Button>}
        />
      </div>
    )
  return value ? <Editor notice={value} /> : null
}

function Editor({ notice }: { notice: OwnNotice }) {
  const { draft, change, flush, savedAt, problem: saving } = useOwnDraft(notice)
  const issues = useIssues(notice.noticeId, savedAt)
  const [active, setActive] = useState<string | null>(null)
  const [made, setMade] = useState<OwnNoticeInForce | null>(null)
  const [problem, setProblem] = useState<ProblemData | null>(null)
  const [version, setVersion] = useState(notice.version)
  const [busy, setBusy] = useState(false)
  const [editing, setEditing] = useState<{ dutyId: string; at: number } | null>(null)
  const now = useNow()
  const year = new Date(now + 8 * 3_600_000).getUTCFullYear()
  const { source, proposals, library, original, noticeId } = notice
  const stale = useMemo(() => {
    const places = stalePlaces(draft, original, year)
    return {
      places: new Map(places.map((place) => [place.path, place])),
      confirm: (path: string) => change((before) => ({ ...before, confirmed: [...before.confirmed, path] })),
    }
  }, [draft, original, year, change])

  const putInForce = async () => {
    setBusy(true)
    setProblem(null)
    try {
      if (await flush()) {
        const done = await call('ownNotices.putInForce', { noticeId })
        setVersion(done.version)
        setMade(done)
      }
    } catch (thrown) {
      setProblem(problemOf(thrown))
    }
    setBusy(false)
  }
  if (made) return <InForce made={made} onBack={() => setMade(null)} />

  const edited = editing && draft.deliverables.find(({ id }) => id === editing.dutyId)
  if (edited)
    return (
      <StaleContext value={stale}>
        <FormEditor
          item={edited}
          at={editing.at}
          onSet={(apply) =>
            change((before) => ({
              ...before,
              deliverables: before.deliverables.map((item) => (item.id === edited.id ? apply(item) : item)),
            }))
          }
          onBack={() => setEditing(null)}
        />
        <ProblemNote problem={saving} />
      </StaleContext>
    )

  const undecided = proposals.filter((one) => draft.decisions[one.id] === undefined && one.question !== null).length
  return (
    <StaleContext value={stale}>
      <div className="own-notice" data-source={source !== null}>
        {source ? (
          <SourceView
            source={source}
            proposals={proposals}
            decisions={draft.decisions}
            active={active}
            onPick={setActive}
          />
        ) : null}
        <div className="own-work">
          <div className="own-work-body">
            <PageHead
              title={draft.title || '自建通知'}
              lead={
                version === null
                  ? draft.copiedFrom
                    ? `照着“${draft.copiedFrom.title}”建的，还没有生效`
                    : '还没有生效，工作台上还看不到'
                  : `第 ${version} 版已生效；改完再按“生效”成为第 ${version + 1} 版`
              }
            />
            {proposals.length > 0 ? (
              <ProposalList
                draft={draft}
                proposals={proposals}
                text={source?.text ?? ''}
                active={active}
                onActivate={setActive}
                change={change}
              />
            ) : null}
            <Audience draft={draft} change={change} />
            <DutyTable
              draft={draft}
              library={library}
              change={change}
              onEditForm={(dutyId, at) => setEditing({ dutyId, at })}
            />
            <RecipientFields draft={draft} change={change} />
            <NoticeFields draft={draft} change={change} />
            {draft.audience === 'subordinates' ? <Remarks draft={draft} change={change} /> : null}
          </div>
          <footer className="own-foot">
            <ProblemNote problem={problem ?? saving} />
            {issues.length > 0 ? (
              <ul className="own-issues" aria-label="要改的地方">
                {issues.map((issue) => (
                  <li key={issue}>{issue}</li>
                ))}
              </ul>
            ) : null}
            <div className="own-foot-line">
              <span className="quiet">
                {undecided > 0
                  ? `还有 ${undecided} 条要您定`
                  : stale.places.size > 0
                    ? `还有 ${stale.places.size} 处旧内容要核对`
                    : `${draft.deliverables.length} 项材料`}
              </span>
              <Button type="primary" size="large" loading={busy} onClick={() => void putInForce()}>
                生效
              </Button>
            </div>
          </footer>
        </div>
      </div>
    </StaleContext>
  )
}
