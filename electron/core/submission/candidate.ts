import type { RevisionRow } from '../../../db/queries/revisions.ts'
import type { ScanFile } from '../../../db/queries/scans.ts'
import type { SubmissionItem } from '../../../shared/api/packages.ts'
import type { RecordSummary } from '../../../shared/api/records.ts'

/** One of our own records, before it is decided whether it goes into a submission. */
export interface Candidate {
  readonly summary: RecordSummary
  readonly state: Exclude<SubmissionItem['state'], 'missing'>
  readonly latest: RevisionRow | null
  readonly attachments: number
  readonly files: readonly { readonly title: string; readonly bytes: number }[]
  /** Stamped paper that goes with the latest revision. */
  readonly proofs: readonly ScanFile[]
  readonly bytes: number
  readonly personalParts: number
}
