import { Button } from 'antd'
import { useMemo, useState } from 'react'
import type { ProblemData } from '../../../../shared/problems.ts'
import { call, problemOf } from '../../../api.ts'
import { announce } from '../../../app/announce.ts'
import { useNow } from '../../../app/app-state.ts'
import { ProblemNote } from '../../../app/ProblemNote.tsx'
import { fullDateText, momentText } from '../../../text/dates.ts'
import { ReasonDialog } from '../ReasonDialog.tsx'
import { blockersOf, openTies } from '../review-facts.ts'
import type { ReviewHold } from '../use-review.ts'
import { AwardDialog } from './AwardDialog.tsx'
import { Blockers } from './Blockers.tsx'
import { ResultDetail } from './ResultDetail.tsx'
import { type Ranked, ResultRows } from './ResultRows.tsx'
import { TieDialog } from './TieDialog.tsx'
import './results.css'

type Props = {
  hold: ReviewHold
  onSettings: () => void
  onScores: (reviewerId: string, entryId: string) => void
  onPapers: () => void
}

type Open = { kind: 'tie'; equal: Ranked[] } | { kind: 'award'; ranked: Ranked } | { kind: 'reopen' }

/** All that are equal with this one, open or decided; one alone is no tie. */
function equalTo(ranked: readonly Ranked[], one: Ranked): Ranked[] {
  if (one.row.tie === 'open') return ranked.filter(({ row }) => row.tie === 'open' && row.rank === one.row.rank)
  // What was decided together has one reason and one mean, and stands together.
  const same = ({ row }: Ranked) =>
    row.tie === 'by-person' && row.mean === one.row.mean && row.tieReason === one.row.tieReason
  return one.row.tie === 'by-person' ? ranked.filter(same) : []
}

function History({ hold }: { hold: ReviewHold }) {
  const now = useNow()
  const { history } = hold.review
  return (
    <details className="review-history">
      <summary>评审经过（{history.length} 条）</summary>
      <ol>
        {history.toReversed().map(({ at, what, reason }) => (
          <li key={`${at} ${what}`}>
            <span className="quiet">{momentText(at, now)}</span>
            <span>
              {what}
              {reason === '' ? '' : `（${reason}）`}
            </span>
          </li>
        ))}
      </ol>
    </details>
  )
}

/** 结果: ranks, ties, awards; what is still to be done before the end; and the end. */
export function ResultsStep({ hold, onSettings, onScores, onPapers }: Props) {
  const { review, change } = hold
  const { reviewId, settings, results, state, closedAt } = review
  const [current, setCurrent] = useState<string | null>(null)
  const [open, setOpen] = useState<Open | null>(null)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<ProblemData | null>(null)
  const ranked = useMemo(() => {
    const entries = new Map(review.entries.map((entry) => [entry.entryId, entry]))
    return results.flatMap((row): Ranked[] => {
      const entry = entries.get(row.entryId)
      return entry ? [{ row, entry }] : []
    })
  }, [review.entries, results])
  const blockers = useMemo(() => (state === 'open' ? blockersOf(review) : []), [review, state])
  const within = useMemo(() => openTies(review).filter(({ border }) => !border).length, [review])
  const here = ranked.find(({ row }) => row.entryId === current) ?? ranked[0] ?? null
  const equal = here ? equalTo(ranked, here) : []
  const places = settings.awards.map(({ id, name, count }) => {
    const given = results.filter(({ awardId }) => awardId === id).length
    return `${name} ${given}${count === null ? '' : `/${count}`} 件`
  })
  const uncounted = settings.awards.length === 0 || settings.awards.every(({ count }) => count === null)
  const decided = results.some(({ awardId }) => awardId !== null)
  const close = () => setOpen(null)

  const end = async () => {
    setBusy(true)
    setProblem(null)
    try {
      await change(() => call('reviews.close', { reviewId }))
      announce('评审已结束，奖项定下来了。', { label: '去印公示和证书', run: onPapers })
    } catch (thrown) {
      setProblem(problemOf(thrown))
      await hold.reread()
    } finally {
      setBusy(false)
    }
  }
  return (
    <div className="results-step">
      <div className="results-bar">
        <div className="results-facts">
          <span role="status">{places.join('，')}</span>
          {state === 'open' && uncounted && !decided ? (
            <span className="results-hint">
              奖项没有名额，不会按名次授奖：
              <button type="button" className="plain-button link-button" onClick={onSettings}>
                填名额
              </button>
              ，或逐件手工定奖。
            </span>
          ) : (
            <span className="quiet">
              {state === 'closed'
                ? `评审于 ${fullDateText(closedAt ?? '')} 结束，奖项已定。`
                : `奖项随分数和名次变动，结束评审后定下来。${within > 0 ? `另有 ${within} 处并列不影响奖项，可以不排。` : ''}`}
            </span>
          )}
        </div>
        {state === 'open' ? (
          <Button
            type="primary"
            size="large"
            loading={busy}
            disabled={blockers.length > 0}
            {...(blockers.length > 0 && { title: '先办完下面列出的几项' })}
            onClick={() => void end()}
          >
            结束评审
          </Button>
        ) : (
          <>
            <Button size="large" onClick={() => setOpen({ kind: 'reopen' })}>
              重新打开
            </Button>
            <Button size="large" type="primary" onClick={onPapers}>
              公示和证书
            </Button>
          </>
        )}
      </div>
      <ProblemNote problem={problem} action={<Button onClick={() => setProblem(null)}>知道了</Button>} />
      {blockers.length > 0 ? (
        <Blockers
          review={review}
          blockers={blockers}
          onSettings={onSettings}
          onScores={onScores}
          onTie={(tie) => {
            const ids = new Set(tie.rows.map(({ entryId }) => entryId))
            setOpen({ kind: 'tie', equal: ranked.filter(({ row }) => ids.has(row.entryId)) })
          }}
        />
      ) : null}
      <div className="list-body results-body">
        <ResultRows
          review={review}
          ranked={ranked}
          current={here?.row.entryId ?? null}
          onCurrent={setCurrent}
          onDecide={(entryId) => {
            const one = ranked.find(({ row }) => row.entryId === entryId)
            if (one) setOpen({ kind: 'award', ranked: one })
          }}
        />
        {here ? (
          <ResultDetail
            review={review}
            ranked={here}
            onAward={() => setOpen({ kind: 'award', ranked: here })}
            onTie={state === 'open' && equal.length > 1 ? () => setOpen({ kind: 'tie', equal }) : null}
          />
        ) : null}
      </div>
      <History hold={hold} />
      {open?.kind === 'tie' ? (
        <TieDialog
          equal={open.equal}
          onClose={close}
          onDecide={(entryIds, reason) => change(() => call('reviews.decideTie', { reviewId, entryIds, reason }))}
        />
      ) : null}
      {open?.kind === 'award' ? (
        <AwardDialog
          review={review}
          ranked={open.ranked}
          onClose={close}
          onDecide={(decision, reason) =>
            change(() =>
              call('reviews.setAward', { reviewId, entryId: open.ranked.entry.entryId, ...decision, reason }),
            )
          }
        />
      ) : null}
      {open?.kind === 'reopen' ? (
        <ReasonDialog
          title="重新打开评审"
          reasonLabel="为什么要重新打开"
          placeholder="如：公示期内有异议，复核 3 号作品"
          cancel="先不打开"
          action="重新打开"
          onClose={close}
          onDone={(reason) => change(() => call('reviews.reopen', { reviewId, reason }))}
        >
          <p className="quiet">打开后可以改分数和设置；人工定的奖、并列的先后、已编的证书编号都保留。</p>
        </ReasonDialog>
      ) : null}
    </div>
  )
}
