import type { ReviewSummary } from '../../../shared/api/reviews.ts'
import type { Worded } from '../../text/packages.ts'

export const reviewStates: Readonly<Record<ReviewSummary['state'], Worded>> = {
  none: { word: '未开始', tone: 'none' },
  open: { word: '评审中', tone: 'work' },
  closed: { word: '已定奖', tone: 'good' },
}
