/** Where a notice names no criteria: what such contests usually judge by. The office changes them as it likes. */
import type { ReviewCriterion } from './review-points.ts'

export const usualCriteria: readonly ReviewCriterion[] = [
  { id: 'subject', label: '主题内容', max: 40 },
  { id: 'creativity', label: '创意表现', max: 30 },
  { id: 'craft', label: '制作水平', max: 20 },
  { id: 'reach', label: '传播价值', max: 10 },
]
