/** 钥匙备份: the keys of an office in one file, age with a passphrase; and a new PC that begins with them. */
import { v7 as uuidv7 } from 'uuid'
import { z } from 'zod'
import { saveSetting } from '../../../db/queries/settings.ts'
import { Problem } from '../../../shared/problems.ts'
import { generateExampleSigningKey } from '../example/example-keys.ts'
import { type Call, changed, type HandlerContext } from '../handlers/context.ts'
import { ageIdentity, packSigningKey } from '../offices/own-office.ts'
import { ageLibrary } from '../package/age.ts'
import { NotSealed, openWithPassphrase, sealWithPassphrase, WrongPassphrase } from '../package/age-passphrase.ts'
import { cardFault, deviceOf, nextCard } from '../package/card.ts'
import { generateSigningKey, publicKeyText, signingKeyFromSeed } from '../package/minisign.ts'
import { officeCard } from '../package/schema.ts'
import { saveForPerson } from '../store/person-file.ts'
import { ownSigner } from '../submission/own-keys.ts'
import { cardPackage } from './card-package.ts'
import { carriedFacts, collectFacts } from './carried.ts'
import { foundStore, needNoOffice } from './found-store.ts'
import { backupSavedName } from './own-devices.ts'
import { readSmallFile, readStrictJson } from './small-file.ts'

const maxBytes = 32 * 1024 * 1024
const minPassphrase = 8
const keyBytes = 40

const backupContent = z.strictObject({
  format: z.literal('kexie-keys/1'),
  savedAt: z.iso.datetime(),
  card: officeCard,
  deviceId: z.string().min(1).max(64),
  /** Seed and key id. */
  deviceKey: z.base64(),
  ageIdentity: z.string().regex(/^AGE-SECRET-KEY-1[02-9AC-HJ-NP-Z]{58}$/),
  facts: carriedFacts,
})

/**
 * @throws Problem office.missing, keys.locked, device.revoked, keys.passphrase-weak, file.unwritable, disk.full
 */
export async function saveKeyBackup(
  ctx: HandlerContext,
  { out, passphrase }: { out: string; passphrase: string },
): Promise<{ path: string; bytes: number }> {
  if ([...passphrase.trim()].length < minPassphrase)
    throw new Problem('keys.passphrase-weak', { minLength: minPassphrase })
  const { office, card, deviceId, signKey } = await ownSigner(ctx)
  const savedAt = ctx.now().toISOString()
  const content: z.infer<typeof backupContent> = {
    format: 'kexie-keys/1',
    savedAt,
    card,
    deviceId,
    deviceKey: packSigningKey(signKey).toString('base64'),
    ageIdentity: await ageIdentity(ctx),
    facts: await collectFacts(ctx.db, office),
  }
  const bytes = await sealWithPassphrase(Buffer.from(JSON.stringify(content), 'utf8'), passphrase)
  await saveForPerson(ctx, out, bytes)
  await ctx.write((trx) => saveSetting(trx, backupSavedName, savedAt))
  changed(ctx, 'offices')
  return { path: out, bytes: bytes.length }
}

/**
 * A new device of the office; never the old one again: its numbers may have gone on after the file was written.
 * @throws Problem office.exists, keys.backup-invalid, keys.backup-passphrase, office.example, keys.locked,
 *   file.unreadable; nothing is written then
 */
export async function restoreKeys(
  ctx: HandlerContext,
  call: Call,
  order: { path: string; passphrase: string; name: string; oldComputer: 'gone' | 'in-use' },
): Promise<void> {
  await needNoOffice(ctx)
  const invalid = (): Problem => new Problem('keys.backup-invalid', { path: order.path })
  const bytes = await readSmallFile(order.path, maxBytes, invalid)
  const content = readStrictJson(await opened(bytes, order), backupContent, invalid)
  const { card, deviceId: oldId } = content
  const oldKey = keyOf(content.deviceKey)
  const device = deviceOf(card, oldId)
  const fits =
    cardFault(card) === null &&
    oldKey !== null &&
    device?.revokedAt === null &&
    device.signKey === publicKeyText(oldKey)
  if (!fits) throw invalid()
  const { identityToRecipient } = await ageLibrary()
  if ((await identityToRecipient(content.ageIdentity).catch(() => '')) !== card.ageRecipient) throw invalid()

  const key = ctx.example ? generateExampleSigningKey() : generateSigningKey()
  const deviceId = uuidv7()
  const at = ctx.now().toISOString()
  const devices = card.devices.map((one) =>
    one.deviceId === oldId && order.oldComputer === 'gone' ? { ...one, revokedAt: at } : one,
  )
  const fresh = { deviceId, signKey: publicKeyText(key), validFrom: at, revokedAt: null }
  const next = nextCard(card, { devices: [...devices, fresh], createdAt: at })
  await foundStore(ctx, {
    card: next,
    deviceId,
    key,
    ageIdentity: content.ageIdentity,
    name: order.name,
    facts: content.facts,
    package: await cardPackage(ctx, call.signal, { card: next, deviceId: oldId, key: oldKey }),
  })
}

function keyOf(text: string) {
  const packed = Buffer.from(text, 'base64')
  return packed.length === keyBytes ? signingKeyFromSeed(packed.subarray(0, 32), packed.subarray(32)) : null
}

async function opened(bytes: Buffer, order: { path: string; passphrase: string }): Promise<Uint8Array> {
  try {
    return await openWithPassphrase(bytes, order.passphrase)
  } catch (error) {
    if (error instanceof WrongPassphrase) throw new Problem('keys.backup-passphrase', { path: order.path })
    if (error instanceof NotSealed) throw new Problem('keys.backup-invalid', { path: order.path })
    throw error
  }
}
