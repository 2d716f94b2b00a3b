/** 报名登记表 of made-up works, and reviewers that score them. */
import type { Review } from '../../shared/api/reviews.ts'
import type { FormValues } from '../../shared/form/definition.ts'
import type { TestCore } from './core.ts'
import { cityNotice } from './core.ts'

export const collection = { noticeId: cityNotice, deliverableId: 'T15' } as const

export const registration = (workTitle: string, more: FormValues = {}): FormValues => ({
  workTitle,
  creatorName: '示例甲、示例乙',
  workUnit: '示例县农业技术推广中心',
  contactName: '示例丙',
  contactIdentity: '320999198808080018',
  mobile: '19900000000',
  idea: '跟拍一位青年农技员从清晨测苗到夜间直播答疑的一天。',
  ...more,
})

/** @returns the entry's id */
export async function newWork(core: TestCore, workTitle: string, more: FormValues = {}): Promise<string> {
  const values = { ...registration(workTitle, more) }
  const detail = await core.call('records.create', { noticeId: cityNotice, formId: 'JS-F3', values })
  return detail.summary.recordId
}

/** Works, reviewers and a review of them. */
export async function newReview(core: TestCore, titles: readonly string[], names: readonly string[]): Promise<Review> {
  for (const title of titles) await newWork(core, title)
  const { reviewId } = await core.call('reviews.start', collection)
  const reviewers = names.map((name) => ({ reviewerId: null, name }))
  return core.call('reviews.setReviewers', { reviewId, reviewers })
}

/** Of every work, in the order of their numbers, the points of every reviewer: 主题内容, 创意表现, 制作水平, 传播价值. */
export async function scoreAll(
  core: TestCore,
  review: Review,
  sheets: readonly (readonly (readonly number[])[])[],
): Promise<void> {
  const ids = review.settings.criteria.map(({ id }) => id)
  for (const [at, { entryId }] of review.entries.entries())
    for (const [which, { reviewerId }] of review.reviewers.entries()) {
      const given = sheets[at]?.[which]
      if (!given) continue
      const points = Object.fromEntries(given.map((one, place) => [ids[place] ?? '', String(one)]))
      await core.call('reviews.score', { reviewId: review.reviewId, reviewerId, entryId, points })
    }
}
