import { TrophyOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import type { ReviewSummary } from '../../../shared/api/reviews.ts'
import { ProblemNote } from '../../app/ProblemNote.tsx'
import { navigate } from '../../app/route.ts'
import { ToneMark } from '../../app/ToneMark.tsx'
import { useMethod } from '../../app/use-method.ts'
import type { Worded } from '../../text/packages.ts'
import { EmptyPlace, PageHead } from '../../ui/Page.tsx'
import './reviews.css'

const states: Readonly<Record<ReviewSummary['state'], Worded>> = {
  none: { word: '未开始', tone: 'none' },
  open: { word: '评审中', tone: 'work' },
  closed: { word: '已定奖', tone: 'good' },
}

/** Every collection of works and how far its review is. */
export function ReviewsScreen({ reviewId }: { reviewId: string | null }) {
  const reading = useMethod('reviews.list', {}, ['records', 'packages', 'notices'])
  const reviews = reading.value
  return (
    <div className="page">
      <PageHead
        title="评审"
        lead="每次征集一行：打分、排名、定奖。"
        actions={
          <Button size="large" onClick={() => void navigate({ screen: 'videos', noticeId: null })}>
            回到视频作品
          </Button>
        }
      />
      <ProblemNote problem={reading.problem} action={<Button onClick={reading.reread}>再读一次</Button>} />
      {reviews === null ? null : reviews.length === 0 ? (
        <EmptyPlace icon={<TrophyOutlined aria-hidden="true" />} title="还没有可以评审的征集">
          通知里有视频征集、并且收到作品以后，就能在这里组织评审。
        </EmptyPlace>
      ) : (
        <ul className="rows">
          {reviews.map((review) => (
            <li
              key={`${review.noticeId} ${review.deliverableId}`}
              className="review-row"
              aria-current={review.reviewId !== null && review.reviewId === reviewId ? 'true' : undefined}
            >
              <ToneMark worded={states[review.state]} />
              <span className="review-row-title one-line">
                {review.noticeShortTitle} · {review.deliverableTitle}
              </span>
              <span className="quiet">{review.entries} 件作品</span>
              <Button onClick={() => void navigate({ screen: 'videos', noticeId: review.noticeId })}>看作品</Button>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
