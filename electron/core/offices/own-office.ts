import type { Queryable } from '../../../db/connection.ts'
import { putDevice } from '../../../db/queries/office-cards.ts'
import {
  currentCard,
  type DeviceRow,
  insertCurrentCard,
  type OfficeRow,
  ownDevice,
  ownOffice,
  updateOffice,
} from '../../../db/queries/offices.ts'
import { personAtDesk } from '../../../db/queries/people.ts'
import { hasSubordinates } from '../../../db/queries/rosters.ts'
import type { AppState, KnownOffice, OwnOffice } from '../../../shared/api/offices.ts'
import { senderType } from '../../../shared/notice/pack.ts'
import { Problem } from '../../../shared/problems.ts'
import type { HandlerContext } from '../handlers/context.ts'
import { refuseGivenUp } from '../moving/given-up.ts'
import { canonicalJson } from '../package/canonical.ts'
import { type CardChange, cardDigest, fingerprintGroups, nextCard } from '../package/card.ts'
import { type SigningKey, signingKeyFromSeed } from '../package/minisign.ts'
import { type OfficeCard, officeCard } from '../package/schema.ts'
import { readKeptChoices } from './kept-choices.ts'

export const deviceKeyLabel = (deviceId: string): string => `devices/${deviceId}/private_sealed`
export const ageIdentityLabel = (officeId: string): string => `offices/${officeId}/age_identity_sealed`

const seedBytes = 32

/** What `devices.private_sealed` holds: the seed, then the minisign key id. */
export const packSigningKey = (key: SigningKey): Buffer => Buffer.concat([key.seed, key.keyId])

/**
 * The key that this device signs with.
 * @throws Problem office.missing, keys.locked, device.revoked, moving.given-up
 */
export async function signingKey(
  ctx: Pick<HandlerContext, 'db' | 'vault' | 'store'>,
): Promise<{ deviceId: string; key: SigningKey }> {
  const device = await ownDevice(ctx.db)
  if (!device?.private_sealed) throw new Problem('office.missing', {})
  if (device.revoked_at !== null) throw new Problem('device.revoked', {})
  refuseGivenUp(ctx.store)
  const packed = ctx.vault.openPrivate(deviceKeyLabel(device.device_id), device.private_sealed)
  return {
    deviceId: device.device_id,
    key: signingKeyFromSeed(packed.subarray(0, seedBytes), packed.subarray(seedBytes)),
  }
}

/**
 * AGE-SECRET-KEY-1… of the office.
 * @throws Problem office.missing, keys.locked
 */
export async function ageIdentity(ctx: Pick<HandlerContext, 'db' | 'vault'>): Promise<string> {
  const office = await ownOffice(ctx.db)
  if (!office?.age_identity_sealed) throw new Problem('office.missing', {})
  return ctx.vault.openPrivate(ageIdentityLabel(office.office_id), office.age_identity_sealed).toString('utf8')
}

/** @throws Problem office.missing */
export async function ownCard(db: Queryable): Promise<OfficeCard> {
  const office = await ownOffice(db)
  const row = office && (await currentCard(db, office.office_id))
  if (!row) throw new Problem('office.missing', {})
  return officeCard.parse(JSON.parse(row.card_json))
}

/** The next card of our own office, from inside a transaction. */
export async function writeNextCard(trx: Queryable, change: CardChange): Promise<OfficeCard> {
  const card = nextCard(await ownCard(trx), change)
  const digest = cardDigest(card)
  const { officeId, cardSeq, createdAt } = card
  const row = { office_id: officeId, card_seq: cardSeq, digest, card_json: canonicalJson(card), taken_in_at: createdAt }
  await insertCurrentCard(trx, row, card.names)
  await updateOffice(trx, officeId, { card_seq: cardSeq, card_digest: digest, updated_at: createdAt })
  await putDevices(trx, card)
  return card
}

/** As the card lists them; secret halves are left alone. */
export async function putDevices(trx: Queryable, card: OfficeCard): Promise<void> {
  for (const { deviceId, signKey, validFrom, revokedAt } of card.devices)
    await putDevice(trx, {
      device_id: deviceId,
      office_id: card.officeId,
      sign_key: signKey,
      valid_from: validFrom,
      revoked_at: revokedAt,
    })
}

export function toOwnOffice(office: OfficeRow, device: DeviceRow): OwnOffice {
  return {
    officeId: office.office_id,
    deviceId: device.device_id,
    name: office.name,
    level: office.level,
    type: senderType.parse(office.type),
    region: office.region,
    upstreamOfficeId: office.upstream_office_id,
  }
}

/** Null before the first run is over. */
export async function findOwnOffice(db: Queryable): Promise<OwnOffice | null> {
  const office = await ownOffice(db)
  const device = await ownDevice(db)
  return office && device ? toOwnOffice(office, device) : null
}

/** Whose work is mostly what others send. */
const levelsAbove: ReadonlySet<OwnOffice['level']> = new Set(['national', 'province', 'city'])

export async function appState(ctx: HandlerContext): Promise<AppState> {
  const office = await findOwnOffice(ctx.db)
  return {
    office,
    keys: { state: ctx.vault.state, keptIn: ctx.vault.keptIn },
    now: ctx.now().toISOString(),
    upstreamDesk: office !== null && (levelsAbove.has(office.level) || (await hasSubordinates(ctx.db))),
    atDesk: await personAtDesk(ctx.db),
    kept: await readKeptChoices(ctx.db),
    example: ctx.example && { madeAt: ctx.example.madeAt },
  }
}

/** Another office as pages see it; `upstreamOfficeId` is ours. */
export function toKnownOffice(office: OfficeRow, card: OfficeCard, upstreamOfficeId: string | null): KnownOffice {
  return {
    officeId: office.office_id,
    name: office.name,
    names: card.names,
    level: office.level,
    region: office.region,
    cardSeq: office.card_seq,
    trusted: office.trusted_at !== null,
    trustedAt: office.trusted_at,
    fingerprint: fingerprintGroups(card),
    isUpstream: office.office_id === upstreamOfficeId,
  }
}
