import { DownOutlined, UpOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useEffect, useRef, useState } from 'react'
import type { Review } from '../../../shared/api/reviews.ts'
import { useNow } from '../../app/app-state.ts'
import { ProblemNote } from '../../app/ProblemNote.tsx'
import { navigate } from '../../app/route.ts'
import { ToneMark } from '../../app/ToneMark.tsx'
import { ForwardStep } from './forward/ForwardStep.tsx'
import { PapersStep } from './papers/PapersStep.tsx'
import { ResultsStep } from './results/ResultsStep.tsx'
import { awarded, openTies, outsideDays, undone } from './review-facts.ts'
import { reviewStates } from './review-states.ts'
import { ScoresStep } from './scores/ScoresStep.tsx'
import { SettingsPanel } from './settings/SettingsPanel.tsx'
import { Tabs } from './Tabs.tsx'
import { type ReviewHold, useReview } from './use-review.ts'
import './reviews.css'

type Step = 'scores' | 'results' | 'papers' | 'forward'

function stepNotes(review: Review): Record<Step, string> {
  const left = undone(review)
  const sheets = left.reduce((sum, { entries }) => sum + entries.length, 0)
  const ties = openTies(review).filter(({ border }) => border).length
  const closed = review.state === 'closed'
  const recommended = review.results.filter((row) => row.recommended).length
  return {
    scores: left.length === 0 ? '还没有评委' : sheets === 0 ? '都打齐了' : `还差 ${sheets} 份`,
    results: closed ? '已定奖' : ties > 0 ? `${ties} 处并列` : sheets === 0 && left.length > 0 ? '可以结束' : '',
    papers: closed ? `${awarded(review).length} 件获奖` : '结束后可印',
    forward: recommended === 0 ? '' : `${recommended} 件`,
  }
}

function Summary({ review }: { review: Review }) {
  const { criteria, awards, dropExtremes } = review.settings
  const sum = criteria.reduce((total, { max }) => total + max, 0)
  const counted = awards.map(({ name, count }) => `${name}${count === null ? '不限' : ` ${count}`}`)
  const parts = [
    `${review.entries.filter(({ outReason }) => outReason === null).length} 件参评`,
    review.reviewers.length === 0 ? '没有评委' : `${review.reviewers.length} 位评委`,
    `${criteria.map(({ label }) => label).join('、')}（共 ${sum} 分）`,
    counted.join('、'),
    dropExtremes ? '去掉最高最低' : '',
  ]
  return (
    <span className="quiet one-line review-summary" title={parts.join(' · ')}>
      {parts.filter((part) => part !== '').join(' · ')}
    </span>
  )
}

const steps: readonly { key: Step; label: string }[] = [
  { key: 'scores', label: '评分' },
  { key: 'results', label: '结果' },
  { key: 'papers', label: '公示和证书' },
  { key: 'forward', label: '推荐上报' },
]

function Opened({ hold }: { hold: ReviewHold }) {
  const { review, flush, reread } = hold
  const [step, setStep] = useState<Step>(review.state === 'closed' ? 'results' : 'scores')
  const [settings, setSettings] = useState(review.state === 'open' && review.reviewers.length === 0)
  const [reviewerId, setReviewerId] = useState<string | null>(null)
  const [entryId, setEntryId] = useState<string | null>(null)
  const panel = useRef<HTMLDivElement>(null)
  const notes = stepNotes(review)
  const outside = outsideDays(review, useNow())
  const go = async (to: Step) => {
    await flush()
    setEntryId(null)
    setStep(to)
    // Ranks follow the scores that were just typed.
    await reread()
  }
  useEffect(() => {
    if (settings) panel.current?.querySelector<HTMLElement>('input:not([type="checkbox"])')?.focus()
  }, [settings])
  return (
    <div className="review">
      <header className="review-head">
        <div className="review-title">
          <h1 className="one-line" title={review.settings.event}>
            {review.settings.event}
          </h1>
          <ToneMark worded={reviewStates[review.state]} />
          <span className="quiet one-line">
            {review.noticeShortTitle} · {review.deliverableTitle}
            {review.reviewWording ? `，通知：${review.reviewWording}` : ''}
          </span>
        </div>
        <div className="review-under">
          <Summary review={review} />
          <Button
            size="small"
            aria-expanded={settings}
            disabled={settings}
            icon={settings ? <UpOutlined aria-hidden="true" /> : <DownOutlined aria-hidden="true" />}
            iconPosition="end"
            onClick={() => void flush().then(() => setSettings(true))}
          >
            评审设置
          </Button>
          <Button size="small" onClick={() => void navigate({ screen: 'reviews' })}>
            全部评审
          </Button>
        </div>
        {outside === null ? null : <p className="quiet review-outside">{outside}</p>}
      </header>
      {settings ? (
        <div className="review-step" ref={panel}>
          <SettingsPanel
            hold={hold}
            onDone={() => {
              setSettings(false)
              void reread()
            }}
          />
        </div>
      ) : (
        <>
          <Tabs
            label="评审步骤"
            className="review-steps"
            separator={
              <span className="step-arrow" aria-hidden="true">
                →
              </span>
            }
            tabs={steps.map(({ key, label }, at) => ({
              key,
              label: (
                <>
                  <span className="step-number" aria-hidden="true">
                    {at + 1}
                  </span>
                  {label}
                </>
              ),
              note: notes[key],
            }))}
            current={step}
            onChoose={(to) => void go(to)}
          />
          <div className="review-step" role="tabpanel" aria-label={steps.find(({ key }) => key === step)?.label}>
            {step === 'scores' ? (
              <ScoresStep
                key={entryId}
                hold={hold}
                reviewerId={reviewerId}
                onReviewer={setReviewerId}
                entryId={entryId}
                onSettings={() => setSettings(true)}
              />
            ) : step === 'results' ? (
              <ResultsStep
                hold={hold}
                onSettings={() => setSettings(true)}
                onScores={(who, which) => {
                  setReviewerId(who)
                  setEntryId(which)
                  setStep('scores')
                }}
                onPapers={() => void go('papers')}
              />
            ) : step === 'papers' ? (
              <PapersStep review={review} onResults={() => void go('results')} />
            ) : (
              <ForwardStep hold={hold} onResults={() => void go('results')} />
            )}
          </div>
        </>
      )}
    </div>
  )
}

/** 评审 of one collection: four steps in plain sight, none of which locks another. */
export function ReviewScreen({ reviewId }: { reviewId: string }) {
  const { hold, problem, reread } = useReview(reviewId)
  if (hold === null)
    return problem ? (
      <div className="page stack">
        <ProblemNote problem={problem} action={<Button onClick={() => void reread()}>再打开一次</Button>} />
        <div>
          <Button onClick={() => void navigate({ screen: 'reviews' })}>回到评审</Button>
        </div>
      </div>
    ) : null
  return <Opened hold={hold} />
}
