/** How a revision stands with its stamped paper: what came by post or hand counts before what was scanned. Pure. */
import type { QueueScan } from '../../../db/queries/queue.ts'
import type { QueueItem } from '../../../shared/api/returns.ts'
import type { RevisionPaper } from '../rosters/paper-pile.ts'
import { isProof } from '../scans/sum.ts'

/** @param papers of the record, of whatever revision  @param scans of the revision */
export function paperState(
  revision: number,
  papers: readonly RevisionPaper[],
  scans: readonly Pick<QueueScan, 'verdict'>[],
): QueueItem['paper'] {
  // `older`: of a revision which another has replaced since; to that one it belongs.
  if (papers.some((paper) => paper.revision === revision && paper.verdict !== 'mismatch')) return 'paper-matches'
  if (papers.length > 0) return 'paper-mismatch'
  if (scans.some(({ verdict }) => isProof(verdict))) return 'scan-matches'
  return scans.some(({ verdict }) => verdict === 'mismatch') ? 'scan-mismatch' : 'none'
}
