/** What was said about our own revisions: receipts, and what was entered by hand about plain folders and telephone calls. */
import type { Queryable } from '../../../db/connection.ts'
import { receiptVerdicts, type Verdict } from '../../../db/queries/delivery.ts'
import { handoverVerdicts } from '../../../db/queries/handovers.ts'
import type { WhichRecords } from '../../../db/queries/record-choice.ts'
import { phoneReturns } from '../../../db/queries/returns.ts'

export const handoverWordsLabel = (eventId: string): string => `handover_events/${eventId}/words_sealed`

export const returnReasonsLabel = (recordId: string, returnId: string): string =>
  `record_returns/${recordId}-${returnId}/reasons_sealed`

/** The newest last. Receipts keep the order of their numbers, entries that of their making; the two are laid together by time. */
export async function ownVerdicts(db: Queryable, which: WhichRecords): Promise<Verdict[]> {
  const receipts = await receiptVerdicts(db, which)
  const folders = (await handoverVerdicts(db, which)).map(
    ({ record_id, revision, kind, words_sealed, event_id, at }): Verdict => ({
      record_id,
      revision,
      state: kind === 'confirmed' ? 'received' : 'returned',
      reasons_sealed: words_sealed,
      by: 'folder',
      label: handoverWordsLabel(event_id),
      at,
    }),
  )
  const calls = (await phoneReturns(db, which)).map(
    ({ record_id, revision, return_id, reasons_sealed, at }): Verdict => ({
      record_id,
      revision,
      state: 'returned',
      reasons_sealed,
      by: 'phone',
      label: returnReasonsLabel(record_id, return_id),
      at,
    }),
  )
  const byHand = calls.length === 0 ? folders : [...folders, ...calls].sort((a, b) => (a.at < b.at ? -1 : 1))
  const merged: Verdict[] = []
  let next = 0
  for (const verdict of byHand) {
    while (next < receipts.length && (receipts[next]?.at ?? '') <= verdict.at)
      merged.push(...receipts.slice(next, ++next))
    merged.push(verdict)
  }
  return undecidedLeftOut([...merged, ...receipts.slice(next)])
}

/** That a package arrived decides nothing: it does not take back what was said on the telephone. */
function undecidedLeftOut(verdicts: readonly Verdict[]): Verdict[] {
  const returned = new Set<string>()
  return verdicts.filter(({ record_id, revision, by, state }) => {
    const key = `${record_id}-${revision}`
    if (by === 'phone') returned.add(key)
    return by !== 'package' || state !== 'received' || !returned.has(key)
  })
}
