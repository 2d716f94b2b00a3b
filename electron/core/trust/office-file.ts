/** All that is known of another office, and why it is trusted. */
import { office as findOffice } from '../../../db/queries/offices.ts'
import { cardJsonOf, liveRegistrations, type RegistrationRow, trustEvents } from '../../../db/queries/trust.ts'
import type { OfficeFile, Registration, TrustEvent } from '../../../shared/api/devices.ts'
import { Problem } from '../../../shared/problems.ts'
import { cardChangeNames } from '../../../shared/wording/card-changes.ts'
import type { HandlerContext } from '../handlers/context.ts'
import { fingerprintGroups } from '../package/card.ts'
import { type OfficeCard, officeCard } from '../package/schema.ts'
import { cardInWaiting, unprovenOf } from '../submission/office-cards.ts'
import { knownCard } from '../submission/verify-context.ts'
import { successionViews } from './succession.ts'

type Waiting = NonNullable<OfficeFile['waiting']>

/** @throws Problem card.unknown-office for our own office and for one that nobody knows */
export async function officeFile(ctx: HandlerContext, officeId: string): Promise<OfficeFile> {
  const row = await findOffice(ctx.db, officeId)
  if (row?.own !== 0) throw new Problem('card.unknown-office', { officeId })
  const card = await knownCard(ctx, officeId)
  const waiting = await waitingCards(ctx, officeId, card, row.trusted_at !== null)
  const [first, ...others] = waiting
  return {
    officeId,
    name: row.name,
    names: card?.names ?? [],
    hasCard: card !== null,
    trusted: row.trusted_at !== null,
    groups: card ? fingerprintGroups(card) : [],
    devices: card?.devices.map(({ deviceId, validFrom, revokedAt }) => ({ deviceId, validFrom, revokedAt })) ?? [],
    waiting: first ?? null,
    alsoWaiting: others,
    trust: await events(ctx, officeId),
    registrations: (await liveRegistrations(ctx.db, officeId)).map(registrationInfo),
    successions: await successionViews(ctx.db, officeId),
  }
}

/** The one that a known key signed first, then the others, the newest first. */
async function waitingCards(
  ctx: HandlerContext,
  officeId: string,
  known: OfficeCard | null,
  trusted: boolean,
): Promise<Waiting[]> {
  const signed = await cardInWaiting(ctx, officeId)
  const view = (card: OfficeCard, onlyPaper: boolean): Waiting => ({
    cardSeq: card.cardSeq,
    changes: known ? cardChangeNames(known, card) : [],
    groups: fingerprintGroups(card),
    onlyPaper,
  })
  const unproven = await unprovenOf(ctx, officeId)
  return [...(signed ? [view(signed, false)] : []), ...unproven.map((card) => view(card, trusted))]
}

async function events(ctx: HandlerContext, officeId: string): Promise<TrustEvent[]> {
  const found: TrustEvent[] = []
  for (const { at, way, card_seq: cardSeq, card_digest: digest } of await trustEvents(ctx.db, officeId)) {
    const json = await cardJsonOf(ctx.db, officeId, digest)
    found.push({ at, way, cardSeq, groups: json ? fingerprintGroups(officeCard.parse(JSON.parse(json))) : [] })
  }
  return found
}

export const registrationInfo = (row: RegistrationRow): Registration => ({
  registrationId: row.registration_id,
  officeId: row.office_id,
  groups: row.groups === '' ? [] : row.groups.split(' '),
  verdict: row.verdict,
  digest: row.digest,
  title: row.title,
  addedAt: row.added_at,
  cardSeq: row.card_seq,
})
