import { createHash } from 'node:crypto'
import { canonicalJson, crockfordBits, sha256Hex } from './canonical.ts'
import { parsePublicKey } from './minisign.ts'
import type { OfficeCard } from './schema.ts'

/** Office cards, 指纹码 and the chain of cards (bundle-format.md §2). */
export type CardStep =
  /** Same digest. */
  | { kind: 'same' }
  /** May be taken over without a person. */
  | { kind: 'ok' }
  | { kind: 'stale' }
  /** Same number, other content. */
  | { kind: 'fork' }
  | { kind: 'broken-chain'; reason: string }
  /** Signed by a device that the known card does not have, or has revoked. */
  | { kind: 'wrong-signer' }
  /** Signed by a new device, all known ones are revoked on it: keys lost, or forged. Only stamped paper can tell. */
  | { kind: 'reregistered' }
  /** Cards in between are missing. */
  | { kind: 'gap' }
  /** Name, level, region or the key that parts are sealed to changed: waits for a person. */
  | { kind: 'changed'; changes: CardChangeKind[] }

export type CardChangeKind = 'name' | 'level' | 'region' | 'key'

/** `KX` and 24 Crockford digits (120 bits) of SHA-256("kexie-office-1" ‖ the raw 32-byte key). */
export function officeIdFromKey(signKey: string): string {
  const key = parsePublicKey(signKey)
  if (!key) throw new RangeError('not a minisign public key')
  const hash = createHash('sha256').update('kexie-office-1').update(key.publicKey).digest()
  return `KX${crockfordBits(hash, 120)}`
}

export const cardDigest = (card: OfficeCard): string => sha256Hex(canonicalJson(card))

/** 指纹码: eight groups of five digits. All devices count, also revoked ones, in the card's order. */
export function fingerprintGroups(card: OfficeCard): string[] {
  const hash = createHash('sha256').update('kexie-card-1').update(card.officeId)
  for (const device of card.devices) hash.update(device.signKey)
  const bytes = hash.update(card.ageRecipient).digest()
  return Array.from({ length: 8 }, (_, i) => String(bytes.readUInt32BE(i * 4) % 100_000).padStart(5, '0'))
}

export interface FirstCardFacts {
  name: string
  level: OfficeCard['level']
  region: string | null
  upstream: string | null
  deviceId: string
  /** Public, `RW…`. */
  signKey: string
  ageRecipient: string
  /** ISO 8601 with offset or Z. */
  createdAt: string
}

export function createFirstCard(facts: FirstCardFacts): OfficeCard {
  return {
    officeId: officeIdFromKey(facts.signKey),
    cardSeq: 1,
    previousCardDigest: null,
    names: [{ name: facts.name, from: facts.createdAt }],
    level: facts.level,
    region: facts.region,
    upstream: facts.upstream,
    devices: [{ deviceId: facts.deviceId, signKey: facts.signKey, validFrom: facts.createdAt, revokedAt: null }],
    ageRecipient: facts.ageRecipient,
    createdAt: facts.createdAt,
  }
}

export type CardChange = Partial<Omit<OfficeCard, 'officeId' | 'cardSeq' | 'previousCardDigest' | 'createdAt'>> & {
  createdAt: string
}

export function nextCard(previous: OfficeCard, change: CardChange): OfficeCard {
  return { ...previous, ...change, cardSeq: previous.cardSeq + 1, previousCardDigest: cardDigest(previous) }
}

/** Null when the card is consistent in itself. A device is never dropped, so the founding key stays provable. */
export function cardFault(card: OfficeCard): string | null {
  if (
    !card.devices.some((device) => parsePublicKey(device.signKey) && officeIdFromKey(device.signKey) === card.officeId)
  ) {
    return 'no device key gives this officeId'
  }
  if (new Set(card.devices.map((device) => device.deviceId)).size !== card.devices.length)
    return 'a deviceId occurs twice'
  if (new Set(card.devices.map((device) => device.signKey)).size !== card.devices.length) return 'a key occurs twice'
  if ((card.cardSeq === 1) !== (card.previousCardDigest === null)) return 'previousCardDigest does not fit cardSeq'
  return null
}

/** The first card proves itself: only the key that the officeId is made of may sign it. Later ones have a card before them. */
export const mayIntroduce = (card: OfficeCard, signKey: string): boolean =>
  card.cardSeq > 1 || officeIdFromKey(signKey) === card.officeId

export const deviceOf = (card: OfficeCard, deviceId: string) =>
  card.devices.find((device) => device.deviceId === deviceId) ?? null

/** A device that `next` dropped, changed or brought back to life. */
const lostDevice = (known: OfficeCard, next: OfficeCard) =>
  known.devices.find((old) => {
    const now = deviceOf(next, old.deviceId)
    return !now || now.signKey !== old.signKey || (old.revokedAt !== null && now.revokedAt !== old.revokedAt)
  })

/**
 * Whether `next` may be a later card of the office, whoever signed it: what a person may promote by stamped paper.
 * Its number may have left some out: the office made it from an older card.
 */
export const mayFollow = (known: OfficeCard, next: OfficeCard): boolean =>
  known.officeId === next.officeId && next.cardSeq > known.cardSeq && !lostDevice(known, next)

/** Keys lost: the signer is new and in use, and every device that we know is revoked. */
function isReregistration(known: OfficeCard, next: OfficeCard, signer: string): boolean {
  if (!mayFollow(known, next) || deviceOf(known, signer)) return false
  return (
    deviceOf(next, signer)?.revokedAt === null &&
    known.devices.every(({ deviceId }) => (deviceOf(next, deviceId)?.revokedAt ?? null) !== null)
  )
}

/** Whether `next` follows the card we know. `signer`: device that signed the package with `next`. */
export function checkSuccessor(known: OfficeCard, next: OfficeCard, signer?: string): CardStep {
  if (known.officeId !== next.officeId) return { kind: 'broken-chain', reason: 'other office' }
  if (cardDigest(known) === cardDigest(next)) return { kind: 'same' }
  if (next.cardSeq < known.cardSeq) return { kind: 'stale' }
  if (next.cardSeq === known.cardSeq) return { kind: 'fork' }
  if (signer !== undefined) {
    const device = deviceOf(known, signer)
    if (!device || device.revokedAt !== null)
      return { kind: isReregistration(known, next, signer) ? 'reregistered' : 'wrong-signer' }
  }
  const lost = lostDevice(known, next)
  if (lost) return { kind: 'broken-chain', reason: `device ${lost.deviceId} was dropped or altered` }
  if (next.cardSeq > known.cardSeq + 1) return { kind: 'gap' }
  if (next.previousCardDigest !== cardDigest(known)) return { kind: 'broken-chain', reason: 'previousCardDigest' }
  const changes: CardChangeKind[] = []
  if (canonicalJson(known.names) !== canonicalJson(next.names)) changes.push('name')
  if (known.level !== next.level) changes.push('level')
  if (known.region !== next.region) changes.push('region')
  // Nothing personal goes to a key that nobody has compared, also when a stolen device signs for it (bundle-format.md §2).
  if (known.ageRecipient !== next.ageRecipient) changes.push('key')
  return changes.length > 0 ? { kind: 'changed', changes } : { kind: 'ok' }
}
