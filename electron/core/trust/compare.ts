/** A person compares the 指纹码 of another office's card: which of the cards at hand is meant, and whether it may be trusted. */
import { office as findOffice, ownOffice } from '../../../db/queries/offices.ts'
import { Problem } from '../../../shared/problems.ts'
import { type Call, changed, type HandlerContext } from '../handlers/context.ts'
import { cardDigest, fingerprintGroups } from '../package/card.ts'
import type { OfficeCard } from '../package/schema.ts'
import { readCardFile } from '../submission/card-file.ts'
import { cardInWaiting, currentName, takeInCard, unprovenOf } from '../submission/office-cards.ts'
import { knownCard } from '../submission/verify-context.ts'
import { differingGroups, typedGroups } from './typed-groups.ts'

/**
 * Of all cards of an office the one that the digits are of: a forged one that waits must not stand in the way of the
 * true one, nor of the one that we know.
 * @throws Problem card.unknown-office, card.fingerprint-mismatch naming the groups that differ, counted from 1
 */
export async function comparedCard(
  ctx: HandlerContext,
  officeId: string | null,
  fingerprint: string,
): Promise<OfficeCard> {
  const cards = await cardsAtHand(ctx, officeId ?? '')
  const given = typedGroups(fingerprint)
  const judged = cards.map((card) => ({ card, differing: differingGroups(fingerprintGroups(card), given) }))
  const [nearest] = judged.sort((a, b) => a.differing.length - b.differing.length)
  if (!nearest) throw new Problem('card.unknown-office', { officeId: officeId ?? '' })
  if (nearest.differing.length === 0) return nearest.card
  throw mismatch(nearest.card, given)
}

/** @throws Problem card.fingerprint-mismatch */
export function compareGroups(card: OfficeCard, fingerprint: string): void {
  const given = typedGroups(fingerprint)
  if (differingGroups(fingerprintGroups(card), given).length > 0) throw mismatch(card, given)
}

function mismatch(card: OfficeCard, given: string[]): Problem {
  const wanted = fingerprintGroups(card)
  return new Problem('card.fingerprint-mismatch', {
    officeName: currentName(card),
    givenGroups: given,
    // A ninth group is no group of the card.
    differingGroups: differingGroups(wanted, given).filter((number) => number <= wanted.length),
  })
}

/** What waits comes first: the person who compares it has seen what it changes. */
async function cardsAtHand(ctx: HandlerContext, officeId: string): Promise<OfficeCard[]> {
  if ((await findOffice(ctx.db, officeId))?.own !== 0) return []
  const cards = [await cardInWaiting(ctx, officeId), await knownCard(ctx, officeId)]
  return [...cards, ...(await unprovenOf(ctx, officeId))].filter((card) => card !== null)
}

/**
 * The card in a file, taken in as far as it may be without a person.
 * @throws Problem card.stale, card.fork, card.broken-chain; card.changed or card.reregistered the first time that such a
 *   card is seen
 */
export async function cardOfFile(ctx: HandlerContext, file: string, call: Call): Promise<OfficeCard> {
  const { card, signer } = await readCardFile(file, call.signal)
  const { officeId } = card
  if (officeId === (await ownOffice(ctx.db))?.office_id) throw new Problem('card.unknown-office', { officeId })
  const waiting = [await cardInWaiting(ctx, officeId), ...(await unprovenOf(ctx, officeId))]
  if (waiting.some((one) => one !== null && cardDigest(one) === cardDigest(card))) return card
  // A card that nobody compared holds nothing up: the one in hand is judged by its 指纹码 alone.
  const known = await findOffice(ctx.db, officeId)
  if (known && known.trusted_at === null) return card
  const intake = await takeInCard(ctx, card, signer)
  if (intake.result !== 'duplicate') changed(ctx, 'offices')
  if (intake.result === 'held' || intake.result === 'refused') throw intake.problem
  return card
}
