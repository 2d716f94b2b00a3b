/**
 * Numbers of certificates: given once, in the order of awards and ranks, and never to a second entry. One whose award was
 * taken away is void, and says so in the history; it is the entry's again if the award comes back.
 */
import type { Queryable } from '../../../db/connection.ts'
import { certificateNumbers, type ReviewRow, reviewHistory, updateReviewEntry } from '../../../db/queries/reviews.ts'
import { certificateNumber } from '../../../shared/domain/certificate-number.ts'
import type { ReviewResultRow } from '../../../shared/domain/review.ts'
import type { HandlerContext } from '../handlers/context.ts'
import { noteHistory } from './need.ts'
import { resultRows, reviewStanding } from './standing.ts'

/** Of a closed review. Inside a transaction; only its own queries are awaited. */
export async function giveCertificateNumbers(ctx: HandlerContext, trx: Queryable, row: ReviewRow): Promise<void> {
  const standing = await reviewStanding(trx, row)
  const { settings, entries } = standing
  const byId = new Map(entries.map((entry) => [entry.entry_id, entry]))
  const awarded = byAward(
    resultRows(standing),
    settings.awards.map(({ id }) => id),
  )
  if (settings.certificatePattern !== '') {
    const given = await certificateNumbers(trx)
    let sequence = Math.max(0, ...entries.map((entry) => entry.certificate_sequence ?? 0))
    for (const { entryId } of awarded) {
      if (byId.get(entryId)?.certificate_number !== null) continue
      let number = ''
      do number = certificateNumber(settings.certificatePattern, ++sequence)
      while (given.has(number))
      given.add(number)
      await updateReviewEntry(trx, row.review_id, entryId, {
        certificate_sequence: sequence,
        certificate_number: number,
      })
    }
  }
  const holding = new Set(awarded.map(({ entryId }) => entryId))
  const told = (await reviewHistory(trx, row.review_id)).map(({ what }) => what)
  for (const { entry_id, number, certificate_number } of entries) {
    if (certificate_number === null) continue
    const wasVoid =
      told.findLast((what) => what.startsWith(`证书编号 ${certificate_number}（`))?.endsWith('作废') ?? false
    if (wasVoid === !holding.has(entry_id)) continue
    const became = wasVoid ? '恢复使用' : '作废'
    await noteHistory(ctx, trx, row.review_id, `证书编号 ${certificate_number}（${number} 号作品）${became}`)
  }
}

/** Those with an award: by awards, the best first, then by rank. */
export function byAward(results: readonly ReviewResultRow[], awards: readonly string[]): ReviewResultRow[] {
  const place = (id: string | null): number => (id === null ? awards.length : awards.indexOf(id))
  // A stable sort: within an award the ranking's own order stays.
  return results.filter(({ awardId }) => awardId !== null).sort((a, b) => place(a.awardId) - place(b.awardId))
}
