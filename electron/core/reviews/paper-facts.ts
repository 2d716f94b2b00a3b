import type { ReviewResultRow } from '../../../shared/domain/review.ts'
import type { ReviewStanding } from './standing.ts'
import type { JudgedWork } from './works.ts'

/** What every paper is made from. */
export interface ReviewPapers {
  /** Name of this office. */
  readonly office: string
  readonly standing: ReviewStanding
  readonly results: readonly ReviewResultRow[]
  readonly works: ReadonlyMap<string, JudgedWork>
}
