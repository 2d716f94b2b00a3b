/** What the scans of a revision come to, and which of them go out with it. */
import { liveScans, type ScanFile, type ScanRow } from '../../../db/queries/scans.ts'
import type { ScanVerdict } from '../../../shared/api/scans.ts'
import type { HandlerContext } from '../handlers/context.ts'

const rank: readonly ScanVerdict[] = ['match', 'by-hand', 'mismatch', 'unreadable']

export interface ScanSum {
  readonly scans: number
  /** The best that one of them says. */
  readonly scanVerdict: ScanVerdict | null
}

export function scanSum(rows: readonly Pick<ScanRow, 'revision' | 'verdict'>[], revision: number | null): ScanSum {
  const mine = rows.filter((row) => row.revision === revision)
  return {
    scans: mine.length,
    scanVerdict: rank.find((verdict) => mine.some((row) => row.verdict === verdict)) ?? null,
  }
}

/** The papers of a revision that prove it: those that go out with it. */
export async function provingScans(
  ctx: Pick<HandlerContext, 'db'>,
  recordId: string,
  revision: number,
): Promise<ScanFile[]> {
  const rows = await liveScans(ctx.db, recordId)
  return rows.filter((row) => row.revision === revision && isProof(row.verdict))
}

/** The paper is this revision's: by its own code, or by the one that a person read off it. */
export const isProof = (verdict: ScanVerdict): boolean => verdict === 'match' || verdict === 'by-hand'
