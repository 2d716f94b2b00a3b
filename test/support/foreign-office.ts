/** An office whose keys the test holds: it signs whatever the test wants, true or forged. */
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { v7 as uuidv7 } from 'uuid'
import { type AgeIdentity, generateAgeIdentity } from '../../electron/core/package/age.ts'
import { createFirstCard } from '../../electron/core/package/card.ts'
import { type ComposeInput, composePackage } from '../../electron/core/package/compose.ts'
import { generateSigningKey, publicKeyText, type SigningKey } from '../../electron/core/package/minisign.ts'
import type { OfficeCard } from '../../electron/core/package/schema.ts'
import { writePackage } from '../../electron/core/package/writer.ts'

export interface ForeignOffice {
  readonly name: string
  readonly deviceId: string
  readonly signKey: SigningKey
  readonly age: AgeIdentity
  readonly card: OfficeCard
}

export async function foreignOffice(name: string, createdAt = '2026-01-01T00:00:00.000Z'): Promise<ForeignOffice> {
  const signKey = generateSigningKey()
  const age = await generateAgeIdentity()
  const deviceId = uuidv7()
  const card = createFirstCard({
    name,
    level: 'city',
    region: '320900',
    upstream: null,
    deviceId,
    signKey: publicKeyText(signKey),
    ageRecipient: age.recipient,
    createdAt,
  })
  return { name, deviceId, signKey, age, card }
}

/** Writes a package of this office; `change` overrides whatever is to be wrong about it. */
export async function foreignPackage(
  from: ForeignOffice,
  folder: string,
  change: Partial<ComposeInput> = {},
): Promise<string> {
  mkdirSync(folder, { recursive: true })
  const { plan } = await composePackage({
    kind: 'office-card',
    createdAt: '2026-01-02T00:00:00.000Z',
    sender: { officeId: from.card.officeId, deviceId: from.deviceId, cardSeq: (change.card ?? from.card).cardSeq },
    senderName: from.name,
    recipient: null,
    card: from.card,
    notice: null,
    records: [],
    sequence: 1,
    previousDigest: null,
    voided: [],
    signKey: from.signKey,
    outbox: path.join(folder, 'outbox'),
    ...change,
  })
  const file = path.join(folder, `${plan.packageId}.zip`)
  await writePackage(plan, file)
  return file
}
