/** The computers of our own office, as its card lists them. */
import { v7 as uuidv7 } from 'uuid'
import type { Queryable } from '../../../db/connection.ts'
import { insertDevice, ownDevice } from '../../../db/queries/offices.ts'
import { frozenOfDevice, markOutboxCancelled } from '../../../db/queries/outbox.ts'
import { setting } from '../../../db/queries/settings.ts'
import { deviceLabels, dropPrivateKey, keepOwnCardPackage, nameDevice } from '../../../db/queries/trust.ts'
import type { OwnDevices } from '../../../shared/api/devices.ts'
import { Problem } from '../../../shared/problems.ts'
import { generateExampleSigningKey } from '../example/example-keys.ts'
import { type Call, changed, type HandlerContext } from '../handlers/context.ts'
import { deviceKeyLabel, ownCard, packSigningKey, writeNextCard } from '../offices/own-office.ts'
import { cardDigest, deviceOf, nextCard } from '../package/card.ts'
import { generateSigningKey, publicKeyText } from '../package/minisign.ts'
import type { OfficeCard } from '../package/schema.ts'
import { ownSigner } from '../submission/own-keys.ts'
import { cardPackage, isCardSent, isCardToSend } from './card-package.ts'
import { reregisteredName } from './found-store.ts'

/** When the key file was last written from here. */
export const backupSavedName = 'key-backup-saved'

/** @throws Problem office.missing */
export async function listDevices(db: Queryable): Promise<OwnDevices> {
  const card = await ownCard(db)
  const here = (await ownDevice(db))?.device_id
  const labels = await deviceLabels(db)
  const saved = await setting(db, backupSavedName)
  const backupSavedAt = typeof saved === 'string' ? saved : null
  return {
    devices: card.devices.map(({ deviceId, validFrom, revokedAt }) => ({
      deviceId,
      name: labels.get(deviceId) ?? '',
      here: deviceId === here,
      validFrom,
      revokedAt,
    })),
    backupSavedAt,
    backupStale: backupSavedAt !== null && Date.parse(card.createdAt) > Date.parse(backupSavedAt),
    cardToSend: await isCardToSend(db, card),
    reregistered: (await setting(db, reregisteredName)) !== undefined && !(await isCardSent(db)),
  }
}

function needDevice(card: OfficeCard, deviceId: string): OfficeCard['devices'][number] {
  const device = deviceOf(card, deviceId)
  if (!device) throw new Problem('device.unknown', { deviceId })
  return device
}

/** @throws Problem office.missing, device.unknown */
export async function setDeviceName(ctx: HandlerContext, deviceId: string, name: string): Promise<OwnDevices> {
  await ctx.write(async (trx) => {
    needDevice(await ownCard(trx), deviceId)
    await nameDevice(trx, deviceId, name)
  })
  changed(ctx, 'offices')
  return listDevices(ctx.db)
}

/**
 * From this moment on nothing that the device signs counts. It stays on the card, so that what it signed before can
 * still be checked. A device never revokes itself: the card that says so could be signed by nobody here afterwards.
 * @throws Problem office.missing, device.unknown, device.here, device.last
 */
export async function revokeDevice(ctx: HandlerContext, deviceId: string): Promise<OwnDevices> {
  const at = ctx.now().toISOString()
  await ctx.write(async (trx) => {
    const card = await ownCard(trx)
    const { revokedAt } = needDevice(card, deviceId)
    if ((await ownDevice(trx))?.device_id === deviceId)
      throw card.devices.filter((one) => one.revokedAt === null).length === 1
        ? new Problem('device.last', {})
        : new Problem('device.here', {})
    if (revokedAt !== null) return
    const devices = card.devices.map((one) => (one.deviceId === deviceId ? { ...one, revokedAt: at } : one))
    await writeNextCard(trx, { devices, createdAt: at })
  })
  changed(ctx, 'offices')
  return listDevices(ctx.db)
}

/**
 * This store is a copy of another PC's, with its key and its row of numbers. It gets a key and a row of its own; the
 * copied key signs the card that says so and is then forgotten here. The other PC stays what it was.
 * @throws Problem office.missing, keys.locked, device.revoked
 */
export async function renewDevice(ctx: HandlerContext, call: Call, name: string): Promise<OwnDevices> {
  const { card, deviceId: oldId, signKey: oldKey } = await ownSigner(ctx)
  const key = ctx.example ? generateExampleSigningKey() : generateSigningKey()
  const deviceId = uuidv7()
  const at = ctx.now().toISOString()
  const device = { deviceId, signKey: publicKeyText(key), validFrom: at, revokedAt: null }
  const change = { devices: [...card.devices, device], createdAt: at }
  const next = nextCard(card, change)
  const bytes = await cardPackage(ctx, call.signal, { card: next, deviceId: oldId, key: oldKey })
  const sealed = ctx.vault.sealPrivate(deviceKeyLabel(deviceId), packSigningKey(key))
  await ctx.write(async (trx) => {
    // Another change came in between: its card would not be the one that was signed.
    if (cardDigest(await ownCard(trx)) !== next.previousCardDigest) throw new Problem('cancelled', {})
    await dropPrivateKey(trx, oldId)
    await insertDevice(trx, {
      device_id: deviceId,
      office_id: card.officeId,
      sign_key: device.signKey,
      private_sealed: sealed,
      valid_from: at,
    })
    await writeNextCard(trx, change)
    await nameDevice(trx, deviceId, name)
    await keepOwnCardPackage(trx, cardDigest(next), bytes, at)
    // Numbers of the old row that the other PC gives out itself.
    await markOutboxCancelled(trx, await frozenOfDevice(trx, oldId))
  })
  changed(ctx, 'offices')
  return listDevices(ctx.db)
}
