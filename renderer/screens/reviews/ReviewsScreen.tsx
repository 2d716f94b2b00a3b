import { TrophyOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import type { ReviewSummary } from '../../../shared/api/reviews.ts'
import type { ProblemData } from '../../../shared/problems.ts'
import { call, problemOf } from '../../api.ts'
import { ProblemNote } from '../../app/ProblemNote.tsx'
import { navigate } from '../../app/route.ts'
import { ToneMark } from '../../app/ToneMark.tsx'
import { useMethod } from '../../app/use-method.ts'
import { EmptyPlace, PageHead } from '../../ui/Page.tsx'
import { reviewStates } from './review-states.ts'
import './reviews.css'

const openWords: Readonly<Record<ReviewSummary['state'], string>> = {
  none: '开始评审',
  open: '继续评审',
  closed: '看结果',
}

/** Every collection of works and how far its review is. */
export function ReviewsScreen() {
  const reading = useMethod('reviews.list', {}, ['records', 'packages', 'notices'])
  const [problem, setProblem] = useState<ProblemData | null>(null)
  const reviews = reading.value
  const open = async ({ reviewId, noticeId, deliverableId }: ReviewSummary) => {
    setProblem(null)
    try {
      const id = reviewId ?? (await call('reviews.start', { noticeId, deliverableId })).reviewId
      await navigate({ screen: 'review', reviewId: id })
    } catch (thrown) {
      setProblem(problemOf(thrown))
    }
  }
  return (
    <div className="page">
      <PageHead
        title="评审"
        lead="每次征集一行：打分、排名、定奖、印证书、推荐上报。"
        actions={
          <Button size="large" onClick={() => void navigate({ screen: 'videos', noticeId: null })}>
            回到视频作品
          </Button>
        }
      />
      <ProblemNote problem={problem} />
      <ProblemNote problem={reading.problem} action={<Button onClick={reading.reread}>再读一次</Button>} />
      {reviews === null ? null : reviews.length === 0 ? (
        <EmptyPlace
          icon={<TrophyOutlined aria-hidden="true" />}
          title="还没有可以评审的作品"
          action={
            <Button type="primary" size="large" onClick={() => void navigate({ screen: 'videos', noticeId: null })}>
              去收作品
            </Button>
          }
        >
          征集的视频作品在这里评：评委逐件打分，自动排名，定出一、二、三等奖，印公示和证书，再把好的推荐给上级。第一步：收到或登记一件作品。
        </EmptyPlace>
      ) : (
        <ul className="rows">
          {reviews.map((review) => (
            <li key={`${review.noticeId} ${review.deliverableId}`} className="review-row">
              <ToneMark worded={reviewStates[review.state]} />
              <span className="review-row-title one-line">
                {review.noticeShortTitle} · {review.deliverableTitle}
              </span>
              <span className="quiet">{review.entries} 件作品</span>
              <Button onClick={() => void navigate({ screen: 'videos', noticeId: review.noticeId })}>看作品</Button>
              <Button
                type={review.state === 'closed' ? 'default' : 'primary'}
                aria-label={`${openWords[review.state]}：${review.noticeShortTitle} · ${review.deliverableTitle}`}
                onClick={() => void open(review)}
              >
                {openWords[review.state]}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
