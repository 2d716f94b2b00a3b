/** The settings of a review while they are being changed; pure. */
import type { Review, ReviewSettings } from '../../../../shared/api/reviews.ts'
import { isCertificatePattern } from '../../../../shared/domain/certificate-number.ts'

export type ReviewerDraft = { reviewerId: string | null; name: string }
export type SettingsDraft = {
  settings: Omit<ReviewSettings, 'criteria'> & {
    /** `max` null: nothing is written. */
    criteria: { id: string; label: string; max: number | null }[]
  }
  reviewers: ReviewerDraft[]
}

export const draftOf = ({ settings, reviewers }: Review): SettingsDraft => ({
  settings,
  reviewers: reviewers.map(({ reviewerId, name }) => ({ reviewerId, name })),
})

/** An id that none of them has: c1, c2, … */
export function freshId(mark: string, taken: readonly { id: string }[]): string {
  let number = taken.length + 1
  while (taken.some(({ id }) => id === `${mark}${number}`)) number++
  return `${mark}${number}`
}

/** Names as they are pasted from a list: one a line, or with marks between. */
export const namesIn = (text: string): string[] =>
  text
    .split(/[\n,，、;；]+/u)
    .map((name) => name.trim())
    .filter((name) => name !== '')

function twice(names: readonly string[]): string | undefined {
  const trimmed = names.map((name) => name.trim())
  return trimmed.find((name, at) => name !== '' && trimmed.indexOf(name) !== at)
}

/** What cannot be saved so, in a clerk's words. */
export function faultsOf({ settings, reviewers }: SettingsDraft): string[] {
  const { criteria, awards, certificatePattern, event } = settings
  const sameCriterion = twice(criteria.map(({ label }) => label))
  const sameAward = twice(awards.map(({ name }) => name))
  const sameReviewer = twice(reviewers.map(({ name }) => name))
  return [
    event.trim() === '' ? '请写评选的名称，公示和证书上要用。' : '',
    criteria.length === 0 ? '至少要有一个评分项。' : '',
    criteria.some(({ label }) => label.trim() === '') ? '有评分项没有写名称。' : '',
    criteria.some(({ max }) => max === null) ? '有评分项没有写满分。' : '',
    sameCriterion === undefined ? '' : `评分项“${sameCriterion}”写了两次。`,
    awards.some(({ name }) => name.trim() === '') ? '有奖项没有写名称。' : '',
    sameAward === undefined ? '' : `奖项“${sameAward}”写了两次。`,
    reviewers.some(({ name }) => name.trim() === '') ? '有评委没有写姓名。' : '',
    sameReviewer === undefined ? '' : `评委“${sameReviewer}”写了两次；同名的请加单位区别。`,
    isCertificatePattern(certificatePattern.trim()) ? '' : '证书编号里要有一处 {号}，而且只有一处。',
  ].filter((fault) => fault !== '')
}

/** Of a draft without faults. */
export const settingsOf = ({ settings }: SettingsDraft): ReviewSettings => ({
  ...settings,
  criteria: settings.criteria.map(({ max, ...criterion }) => ({ ...criterion, max: max ?? 1 })),
})

export const sameSettings = (review: Review, draft: SettingsDraft): boolean =>
  JSON.stringify(review.settings) === JSON.stringify(settingsOf(draft))
export const sameReviewers = (review: Review, { reviewers }: SettingsDraft): boolean =>
  JSON.stringify(draftOf(review).reviewers) === JSON.stringify(reviewers)
