/** What one PC of an office hands to another: facts that are not on its card, and whom it trusts. */
import { z } from 'zod'
import type { Queryable } from '../../../db/connection.ts'
import { currentCard, knownOffices, type OfficeRow, office, updateOffice } from '../../../db/queries/offices.ts'
import { deviceLabels, insertTrustEvent, nameDevice, trustEvents } from '../../../db/queries/trust.ts'
import { senderType } from '../../../shared/notice/pack.ts'
import { isExampleCard } from '../example/example-keys.ts'
import type { HandlerContext } from '../handlers/context.ts'
import { cardFault } from '../package/card.ts'
import { officeCard, sha256 } from '../package/schema.ts'
import { writeNewOffice } from '../submission/office-cards.ts'

const instant = z.iso.datetime({ offset: true })

const carriedOffice = z.strictObject({
  card: officeCard,
  type: senderType,
  trustedAt: instant.nullable(),
  events: z
    .array(
      z.strictObject({
        eventId: z.uuid(),
        cardSeq: z.number().int().min(1),
        cardDigest: sha256,
        way: z.enum(['telephone', 'paper', 'scan']),
        at: instant,
      }),
    )
    .max(1000),
})

export const carriedFacts = z.strictObject({
  type: senderType,
  upstreamOfficeId: z.string().min(8).max(64).nullable(),
  /** Names of the office's computers. */
  labels: z.record(z.string().min(1).max(64), z.string().min(1).max(30)),
  /** Those that a person trusts, and the upstream one. */
  offices: z.array(carriedOffice).max(5000),
})
export type CarriedFacts = z.infer<typeof carriedFacts>

/** Of a store that knows nothing but an old card. */
export const noFacts: CarriedFacts = { type: 'association', upstreamOfficeId: null, labels: {}, offices: [] }

export async function collectFacts(db: Queryable, own: OfficeRow): Promise<CarriedFacts> {
  const offices: CarriedFacts['offices'] = []
  for (const row of await knownOffices(db)) {
    const card = await currentCard(db, row.office_id)
    if (!card || (row.trusted_at === null && row.office_id !== own.upstream_office_id)) continue
    const events = await trustEvents(db, row.office_id)
    offices.push({
      card: officeCard.parse(JSON.parse(card.card_json)),
      type: senderType.parse(row.type),
      trustedAt: row.trusted_at,
      events: events.map(({ event_id, card_seq, card_digest, way, at }) => ({
        eventId: event_id,
        cardSeq: card_seq,
        cardDigest: card_digest,
        way,
        at,
      })),
    })
  }
  return {
    type: senderType.parse(own.type),
    upstreamOfficeId: own.upstream_office_id,
    labels: Object.fromEntries(await deviceLabels(db)),
    offices,
  }
}

/** Offices come first, ours points to its upstream. One that is here already keeps what is known of it here. */
export async function writeFacts(
  trx: Queryable,
  ctx: Pick<HandlerContext, 'example'>,
  ownId: string,
  facts: CarriedFacts,
  at: string,
): Promise<void> {
  for (const { card, type, trustedAt, events } of facts.offices) {
    const { officeId } = card
    if (officeId === ownId || cardFault(card) !== null || isExampleCard(card) !== (ctx.example !== null)) continue
    if ((await office(trx, officeId))?.trusted_at) continue
    if (!(await currentCard(trx, officeId))) await writeNewOffice(trx, card, at)
    await updateOffice(trx, officeId, { type, trusted_at: trustedAt })
    for (const { eventId, cardSeq, cardDigest, way, at: when } of events)
      await insertTrustEvent(trx, {
        event_id: eventId,
        office_id: officeId,
        card_seq: cardSeq,
        card_digest: cardDigest,
        way,
        at: when,
      })
  }
  for (const [deviceId, name] of Object.entries(facts.labels)) await nameDevice(trx, deviceId, name)
}
