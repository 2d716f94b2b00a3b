/** What two accounts of one activity have in common: title, unit and first day, or the words for it. Pure. */
import type { ActivityValues } from './activity.ts'

export type SameFacts = Pick<ActivityValues, 'title' | 'unit'> & {
  readonly time: { readonly words: string; readonly from: string | null }
}

/** Width, spaces and signs count nothing; brackets and what they say do. */
const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\s\p{P}\p{S}]+/gu, '')
    .toLowerCase()

export const sameActivityKey = ({ title, unit, time }: SameFacts): string =>
  JSON.stringify([plain(title) || title, plain(unit), time.from ?? `~${plain(time.words)}`])
