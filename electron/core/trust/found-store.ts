/** A store without an office gets one that exists already: a further PC, keys from a file, or the same office with new keys. */
import type { Queryable } from '../../../db/connection.ts'
import { forgetCards } from '../../../db/queries/office-cards.ts'
import { insertCurrentCard, insertOffice, office, ownOffice, updateOffice } from '../../../db/queries/offices.ts'
import { dropSetting, saveSetting } from '../../../db/queries/settings.ts'
import { keepOwnCardPackage, nameDevice } from '../../../db/queries/trust.ts'
import { Problem } from '../../../shared/problems.ts'
import { isExampleCard } from '../example/example-keys.ts'
import { changed, type HandlerContext } from '../handlers/context.ts'
import { ageIdentityLabel, deviceKeyLabel, packSigningKey, putDevices } from '../offices/own-office.ts'
import { canonicalJson } from '../package/canonical.ts'
import { cardDigest } from '../package/card.ts'
import type { SigningKey } from '../package/minisign.ts'
import type { OfficeCard } from '../package/schema.ts'
import { failingPrimitives } from '../package/self-test.ts'
import { currentName, namesByDate } from '../submission/office-cards.ts'
import { type CarriedFacts, writeFacts } from './carried.ts'
import { requestName } from './device-request.ts'

/** When the keys were lost and the office was registered anew. */
export const reregisteredName = 'reregistered'

export interface Founding {
  /** The one that names this device. */
  readonly card: OfficeCard
  readonly deviceId: string
  readonly key: SigningKey
  /** AGE-SECRET-KEY-1… of `card.ageRecipient`. */
  readonly ageIdentity: string
  readonly name: string
  readonly facts: CarriedFacts
  /** The card, signed by a device of the card before; null: none is left, only stamped paper proves this one. */
  readonly package: Buffer | null
}

/**
 * Before any work. @throws Problem office.exists, runtime.primitive-missing; keys.locked when nothing can be sealed here
 */
export async function needNoOffice(ctx: HandlerContext): Promise<void> {
  const own = await ownOffice(ctx.db)
  if (own) throw new Problem('office.exists', { name: own.name })
  if (ctx.vault.state === 'locked') throw new Problem('keys.locked', {})
  const failing = await failingPrimitives()
  if (failing.length > 0) throw new Problem('runtime.primitive-missing', { names: failing })
}

/** An example's keys found no office, and an office's no example. @throws Problem office.example */
export function refuseMixed(ctx: Pick<HandlerContext, 'example'>, card: OfficeCard): void {
  if (isExampleCard(card) !== (ctx.example !== null))
    throw new Problem('office.example', { officeName: currentName(card) })
}

/** @throws Problem office.exists, office.example, keys.locked; nothing is written then */
export async function foundStore(ctx: HandlerContext, founding: Founding): Promise<void> {
  const { card, deviceId, key, facts } = founding
  refuseMixed(ctx, card)
  const { officeId } = card
  const at = ctx.now().toISOString()
  const ageSealed = ctx.vault.sealPrivate(ageIdentityLabel(officeId), Buffer.from(founding.ageIdentity, 'utf8'))
  const keySealed = ctx.vault.sealPrivate(deviceKeyLabel(deviceId), packSigningKey(key))
  await ctx.write(async (trx) => {
    const other = await ownOffice(trx)
    if (other) throw new Problem('office.exists', { name: other.name })
    await writeFacts(trx, ctx, officeId, facts, at)
    await writeOwnOffice(trx, founding, ageSealed, at)
    await putDevices(trx, card)
    await trx.updateTable('devices').set({ private_sealed: keySealed }).where('device_id', '=', deviceId).execute()
    await nameDevice(trx, deviceId, founding.name)
    if (founding.package) await keepOwnCardPackage(trx, cardDigest(card), founding.package, at)
    else await saveSetting(trx, reregisteredName, at)
    await dropSetting(trx, requestName)
  })
  changed(ctx, 'offices')
}

async function writeOwnOffice(trx: Queryable, { card, facts }: Founding, ageSealed: Buffer, at: string): Promise<void> {
  const { officeId, cardSeq, level, region, ageRecipient } = card
  const upstream = facts.upstreamOfficeId ?? card.upstream
  const digest = cardDigest(card)
  const row = {
    own: 1 as const,
    name: currentName(card),
    level,
    type: facts.type,
    region,
    card_seq: cardSeq,
    card_digest: digest,
    age_recipient: ageRecipient,
    age_identity_sealed: ageSealed,
    upstream_office_id: upstream !== null && (await office(trx, upstream)) ? upstream : null,
    trusted_at: at,
    updated_at: at,
  }
  // A card of this office may have been taken in here before, as one of any other.
  if (await office(trx, officeId)) {
    await forgetCards(trx, officeId)
    await updateOffice(trx, officeId, row)
  } else await insertOffice(trx, { ...row, office_id: officeId, created_at: at })
  const kept = { office_id: officeId, card_seq: cardSeq, digest, card_json: canonicalJson(card), taken_in_at: at }
  await insertCurrentCard(trx, kept, namesByDate(card))
}
