/**
 * Why an example can never be taken for an office: the key id of its signing key spells it, and the key id is part of
 * the card, of the 指纹码 and of every signature. A real store refuses such cards and packages, an example store refuses
 * all others. No field of the format is needed for it, and a plain minisign shows it too.
 */
import type { Queryable } from '../../../db/connection.ts'
import { currentCard, ownOffice } from '../../../db/queries/offices.ts'
import { generateSigningKey, parsePublicKey, type SigningKey, signingKeyFromSeed } from '../package/minisign.ts'
import { type OfficeCard, officeCard } from '../package/schema.ts'
import type { ExampleMark } from './example-mark.ts'

const exampleKeyId = Buffer.from('KXSAMPLE', 'ascii')

export function generateExampleSigningKey(): SigningKey {
  return signingKeyFromSeed(generateSigningKey().seed, exampleKeyId)
}

export function isExampleCard(card: Pick<OfficeCard, 'devices'>): boolean {
  return card.devices.some(({ signKey }) => {
    const key = parsePublicKey(signKey)
    return key !== null && exampleKeyId.equals(key.keyId)
  })
}

/** A copy of an example's database without its mark, put into another folder, is an example all the same. */
export async function foundAsExample(db: Queryable): Promise<ExampleMark | null> {
  const office = await ownOffice(db)
  const row = office && (await currentCard(db, office.office_id))
  if (!row) return null
  const card = officeCard.parse(JSON.parse(row.card_json))
  return isExampleCard(card) ? { format: 'kexie-example/1', madeAt: office.created_at } : null
}
