import { Button, Checkbox } from 'antd'
import { useState } from 'react'
import type { ProblemData } from '../../../../shared/problems.ts'
import { call, problemOf } from '../../../api.ts'
import { ProblemNote } from '../../../app/ProblemNote.tsx'
import { navigate } from '../../../app/route.ts'
import { useMethod } from '../../../app/use-method.ts'
import { useVideoDuties } from '../../../app/videos/video-duties.ts'
import { EmptyPlace, Section } from '../../../ui/Page.tsx'
import { PaperActions } from '../papers/PaperActions.tsx'
import type { Ranked } from '../results/ResultRows.tsx'
import type { ReviewHold } from '../use-review.ts'
import { ForwardBar } from './ForwardBar.tsx'
import { ForwardRows } from './ForwardRows.tsx'
import './forward.css'

/** 推荐上报: which works go up, the list that goes with them, and the package. */
export function ForwardStep({ hold, onResults }: { hold: ReviewHold; onResults: () => void }) {
  const { review, change } = hold
  const { reviewId, results, settings, state } = review
  const offices = useMethod('offices.list', {}, ['offices']).value
  const duty = useVideoDuties().duties?.find(
    (one) => one.noticeId === review.noticeId && one.deliverableId === review.deliverableId,
  )
  const rule = duty?.video.recommendation ?? null
  const [problem, setProblem] = useState<ProblemData | null>(null)
  const entries = new Map(review.entries.map((entry) => [entry.entryId, entry]))
  const all = results.flatMap((row): Ranked[] => {
    const entry = entries.get(row.entryId)
    return entry ? [{ row, entry }] : []
  })
  const winners = all.filter(({ row }) => row.awardId !== null)
  const [others, setOthers] = useState(winners.length === 0)
  const chosen = all.filter(({ row }) => row.recommended)
  const shown = others ? all : all.filter(({ row }) => row.awardId !== null || row.recommended)
  const tick = async (entryIds: string[], recommended: boolean) => {
    if (entryIds.length === 0) return
    setProblem(null)
    try {
      await change(() => call('reviews.recommend', { reviewId, entryIds, recommended }))
    } catch (thrown) {
      setProblem(problemOf(thrown))
    }
  }
  const max = rule?.max ?? null
  return (
    <div className="step-page">
      {state === 'open' ? (
        <div className="step-note">
          <span>评审还没有结束：现在就可以推荐，推荐名单上的奖项要到评审结束以后才有。</span>
          <Button onClick={onResults}>去结束评审</Button>
        </div>
      ) : null}
      <Section
        title="推荐哪些作品"
        note={rule ? `通知要求：${rule.wording}` : '通知没有写推荐名额'}
        actions={
          <PaperActions
            order={{ paper: 'recommendation', reviewId }}
            name="推荐名单"
            fileName={`推荐名单-${settings.event}`}
            ways={['docx', 'pdf', 'print']}
            disabled={chosen.length === 0}
          />
        }
      >
        {all.length === 0 ? (
          <EmptyPlace
            title="没有参评的作品"
            action={
              <Button type="primary" onClick={() => void navigate({ screen: 'videos', noticeId: null })}>
                去收作品
              </Button>
            }
          >
            评审以后，在这里勾选推荐给上级的作品，打印推荐名单，写出推荐包。第一步：收作品，并在评审设置里设为参评。
          </EmptyPlace>
        ) : (
          <>
            <div className="forward-tools">
              <span role="status" data-over={max !== null && chosen.length > max}>
                已推荐 {chosen.length} 件{max === null ? '' : `（名额 ${max} 件）`}
              </span>
              <button
                type="button"
                className="plain-button link-button"
                disabled={winners.length === 0}
                onClick={() =>
                  void tick(
                    winners.filter(({ row }) => !row.recommended).map(({ entry }) => entry.entryId),
                    true,
                  )
                }
              >
                获奖的全部推荐
              </button>
              <button
                type="button"
                className="plain-button link-button"
                disabled={chosen.length === 0}
                onClick={() =>
                  void tick(
                    chosen.map(({ entry }) => entry.entryId),
                    false,
                  )
                }
              >
                全部取消
              </button>
              <Checkbox checked={others} onChange={(event) => setOthers(event.target.checked)}>
                也列出没有获奖的
              </Checkbox>
            </div>
            {shown.length === 0 ? (
              <p className="quiet paper-line">还没有获奖作品。也可以列出没有获奖的，从里面推荐。</p>
            ) : (
              <ForwardRows review={review} ranked={shown} onTick={(ids, ticked) => void tick(ids, ticked)} />
            )}
          </>
        )}
        <ProblemNote problem={problem} />
      </Section>
      {offices ? (
        <Section title="推荐包" note="对方也用本程序时：写成签名的报送包，对方能核对原单位的签名">
          <ForwardBar review={review} chosen={chosen.map(({ entry }) => entry)} offices={offices} />
        </Section>
      ) : null}
    </div>
  )
}
