/** Keys lost and no copy: the same office with new keys, which only its stamped 单位备案表 proves to others. */
import { v7 as uuidv7 } from 'uuid'
import { z } from 'zod'
import { Problem } from '../../../shared/problems.ts'
import { likelyType } from '../../../shared/wording/sender-types.ts'
import { generateExampleSigningKey } from '../example/example-keys.ts'
import type { Call, HandlerContext } from '../handlers/context.ts'
import { generateAgeIdentity } from '../package/age.ts'
import { cardFault, nextCard } from '../package/card.ts'
import { generateSigningKey, publicKeyText } from '../package/minisign.ts'
import { type OfficeCard, officeCard } from '../package/schema.ts'
import { saveForPerson } from '../store/person-file.ts'
import { readCardFile } from '../submission/card-file.ts'
import { currentName } from '../submission/office-cards.ts'
import { knownCard } from '../submission/verify-context.ts'
import { noFacts } from './carried.ts'
import { foundStore, needNoOffice, refuseMixed } from './found-store.ts'
import { jsonOf, readSmallFile } from './small-file.ts'

const copyFile = z.strictObject({ format: z.literal('kexie-card-copy/1'), card: officeCard })
const maxCopyBytes = 1024 * 1024

/**
 * Of another office, for one that lost its own card. It is what was published: nothing in it is secret.
 * @throws Problem card.unknown-office, file.unwritable, disk.full
 */
export async function saveCardCopy(
  ctx: HandlerContext,
  { officeId, out }: { officeId: string; out: string },
): Promise<{ path: string; bytes: number }> {
  const card = await knownCard(ctx, officeId)
  if (!card) throw new Problem('card.unknown-office', { officeId })
  const content: z.infer<typeof copyFile> = { format: 'kexie-card-copy/1', card }
  const bytes = Buffer.from(`${JSON.stringify(content, null, 2)}\n`, 'utf8')
  await saveForPerson(ctx, out, bytes)
  return { path: out, bytes: bytes.length }
}

/**
 * All old devices are revoked, device and key for personal parts are new. Anybody could do this with a public card:
 * whoever knows the office takes the new card only by stamped paper.
 * @throws Problem office.exists, card.copy-invalid, package.refused, office.example, keys.locked, file.unreadable
 */
export async function reregister(
  ctx: HandlerContext,
  call: Call,
  order: { card: string; name: string },
): Promise<void> {
  await needNoOffice(ctx)
  const old = await oldCard(order.card, call.signal)
  refuseMixed(ctx, old)
  const key = ctx.example ? generateExampleSigningKey() : generateSigningKey()
  const age = await generateAgeIdentity()
  const deviceId = uuidv7()
  const at = ctx.now().toISOString()
  const revoked = old.devices.map((one) => (one.revokedAt === null ? { ...one, revokedAt: at } : one))
  const fresh = { deviceId, signKey: publicKeyText(key), validFrom: at, revokedAt: null }
  const card = nextCard(old, { devices: [...revoked, fresh], ageRecipient: age.recipient, createdAt: at })
  await foundStore(ctx, {
    card,
    deviceId,
    key,
    ageIdentity: age.identity,
    name: order.name,
    // A card does not say what kind of office it is; the settings put it right.
    facts: { ...noFacts, type: likelyType(currentName(card)) },
    package: null,
  })
}

async function oldCard(file: string, signal: AbortSignal): Promise<OfficeCard> {
  const invalid = (): Problem => new Problem('card.copy-invalid', { path: file })
  const head = await readSmallFile(file, 64 * 1024 * 1024, invalid)
  if (head.subarray(0, 2).toString('latin1') === 'PK') return (await readCardFile(file, signal)).card
  if (head.length > maxCopyBytes) throw invalid()
  const parsed = copyFile.safeParse(jsonOf(head))
  if (!parsed.success || cardFault(parsed.data.card) !== null) throw invalid()
  return parsed.data.card
}
