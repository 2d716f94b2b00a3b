/** 加机许可: what the PC that has the office hands to the one that asked, sealed to it alone. */
import { rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { v7 as uuidv7 } from 'uuid'
import { z } from 'zod'
import { nameDevice } from '../../../db/queries/trust.ts'
import type { GrantedDevice, OfferedOffice } from '../../../shared/api/devices.ts'
import { Problem } from '../../../shared/problems.ts'
import { noteDeed } from '../deeds/note.ts'
import { type Call, changed, type HandlerContext } from '../handlers/context.ts'
import { ageIdentity, ownCard, writeNextCard } from '../offices/own-office.ts'
import { ageHeaderFault, ageLibrary, encryptBytes, isOtherKey } from '../package/age.ts'
import { deviceOf, fingerprintGroups } from '../package/card.ts'
import type { OfficeCard } from '../package/schema.ts'
import { saveForPerson } from '../store/person-file.ts'
import { readCardFile } from '../submission/card-file.ts'
import { currentName } from '../submission/office-cards.ts'
import { needProtectedKeys, ownSigner } from '../submission/own-keys.ts'
import { cardPackage } from './card-package.ts'
import { carriedFacts, collectFacts } from './carried.ts'
import { compareGroups } from './compare.ts'
import { openRequest, type RequestFile, readRequestFile, requestCode } from './device-request.ts'
import { type Founding, foundStore, needNoOffice, refuseMixed } from './found-store.ts'
import { readSmallFile, readStrictJson } from './small-file.ts'
import { differingGroups, typedGroups } from './typed-groups.ts'

const maxBytes = 32 * 1024 * 1024

const grantContent = z.strictObject({
  format: z.literal('kexie-device-grant/1'),
  createdAt: z.iso.datetime(),
  /** The device that it is for. */
  deviceId: z.uuid(),
  officeId: z.string().min(8).max(64),
  /** The office's card with that device on it: a package, signed by the granting device. */
  cardPackage: z.base64().max(4 * 1024 * 1024),
  ageIdentity: z.string().regex(/^AGE-SECRET-KEY-1[02-9AC-HJ-NP-Z]{58}$/),
  facts: carriedFacts,
})

/**
 * Puts the device on our card and writes the file. Asked again for the same request, it writes the file again.
 * @throws Problem office.missing, keys.not-set-up, keys.locked, device.request-invalid, device.code-mismatch,
 *   device.request-used, device.revoked, office.example, file.unreadable, file.unwritable, disk.full
 */
export async function grantDevice(
  ctx: HandlerContext,
  call: Call,
  order: { path: string; code: string; out: string },
): Promise<GrantedDevice> {
  await ownCard(ctx.db)
  needProtectedKeys(ctx)
  const request = await readRequestFile(order.path)
  const given = typedGroups(order.code)
  const wanted = requestCode(request)
  const differing = differingGroups(wanted, given)
  if (differing.length > 0)
    throw new Problem('device.code-mismatch', {
      givenGroups: given,
      differingGroups: differing.filter((number) => number <= wanted.length),
    })
  refuseMixed(ctx, { ...(await ownCard(ctx.db)), devices: [{ ...request, validFrom: '', revokedAt: null }] })
  // What cannot sign grants nothing, and says so before the card is changed.
  await ownSigner(ctx)
  const card = await onCard(ctx, request)
  const { office, deviceId, signKey } = await ownSigner(ctx)
  const content: z.infer<typeof grantContent> = {
    format: 'kexie-device-grant/1',
    createdAt: ctx.now().toISOString(),
    deviceId: request.deviceId,
    officeId: card.officeId,
    cardPackage: (await cardPackage(ctx, call.signal, { card, deviceId, key: signKey })).toString('base64'),
    ageIdentity: await ageIdentity(ctx),
    facts: await collectFacts(ctx.db, office),
  }
  const sealed = await encryptBytes(Buffer.from(JSON.stringify(content), 'utf8'), [request.recipient])
  await saveForPerson(ctx, order.out, sealed)
  changed(ctx, 'offices')
  return { path: order.out, deviceId: request.deviceId, name: request.name, groups: fingerprintGroups(card) }
}

/** Our card with the device on it, made now if need be. */
function onCard(ctx: HandlerContext, request: RequestFile): Promise<OfficeCard> {
  const { deviceId, signKey, name } = request
  return ctx.write(async (trx) => {
    const card = await ownCard(trx)
    const known = deviceOf(card, deviceId)
    const sameKey = card.devices.find((one) => one.signKey === signKey)
    if (known && known === sameKey && known.revokedAt === null) return card
    if (known || sameKey) throw new Problem('device.request-used', { name })
    const at = ctx.now().toISOString()
    const device = { deviceId, signKey, validFrom: at, revokedAt: null }
    await nameDevice(trx, deviceId, name)
    noteDeed(trx, { deed: 'device.granted', subject: 'office', subjectId: card.officeId, facts: { device: name } })
    return writeNextCard(trx, { devices: [...card.devices, device], createdAt: at })
  })
}

/**
 * Whoever saw the request can answer it, with an office of his own: a person compares the 指纹码 on both screens first.
 * @throws as joinOffice, without card.fingerprint-mismatch
 */
export async function readGrant(ctx: HandlerContext, call: Call, file: string): Promise<OfferedOffice> {
  const { card } = await openGrant(ctx, call, file)
  return { officeName: currentName(card), groups: fingerprintGroups(card) }
}

/**
 * The file that answers this PC's request founds its store, where it is of the office that a person saw.
 * @throws Problem office.exists, device.no-request, device.grant-invalid, device.grant-not-ours, office.example,
 *   card.fingerprint-mismatch, keys.locked, file.unreadable; nothing is written then
 */
export async function joinOffice(
  ctx: HandlerContext,
  call: Call,
  order: { path: string; fingerprint: string },
): Promise<void> {
  const founding = await openGrant(ctx, call, order.path)
  compareGroups(founding.card, order.fingerprint)
  await foundStore(ctx, founding)
}

async function openGrant(ctx: HandlerContext, call: Call, file: string): Promise<Founding> {
  await needNoOffice(ctx)
  const request = await openRequest(ctx)
  if (!request) throw new Problem('device.no-request', {})
  const invalid = (): Problem => new Problem('device.grant-invalid', { path: file })
  const notOurs = (): Problem => new Problem('device.grant-not-ours', { path: file })
  const bytes = await readSmallFile(file, maxBytes, invalid)
  const content = readStrictJson(await opened(bytes, request.identity, invalid, notOurs), grantContent, invalid)
  if (content.deviceId !== request.file.deviceId) throw notOurs()
  const packed = Buffer.from(content.cardPackage, 'base64')
  const { card, signer } = await cardIn(ctx, call, packed, invalid)
  const ours = deviceOf(card, request.file.deviceId)
  if (ours?.signKey !== request.file.signKey) throw notOurs()
  const isGranted = ours.revokedAt === null && signer !== ours.deviceId && deviceOf(card, signer)?.revokedAt === null
  if (!isGranted || card.officeId !== content.officeId) throw invalid()
  const { identityToRecipient } = await ageLibrary()
  if ((await identityToRecipient(content.ageIdentity).catch(() => '')) !== card.ageRecipient) throw invalid()
  refuseMixed(ctx, card)
  return {
    card,
    deviceId: ours.deviceId,
    key: request.key,
    ageIdentity: content.ageIdentity,
    name: request.file.name,
    facts: content.facts,
    package: packed,
  }
}

async function opened(
  bytes: Uint8Array,
  identity: string,
  invalid: () => Problem,
  notOurs: () => Problem,
): Promise<Uint8Array> {
  if (ageHeaderFault(bytes) !== null) throw invalid()
  const decrypter = new (await ageLibrary()).Decrypter()
  decrypter.addIdentity(identity)
  try {
    return await decrypter.decrypt(bytes)
  } catch (error) {
    throw isOtherKey(error) ? notOurs() : invalid()
  }
}

async function cardIn(ctx: HandlerContext, call: Call, bytes: Buffer, invalid: () => Problem) {
  const file = path.join(ctx.store.staging, `${uuidv7()}.zip`)
  try {
    await writeFile(file, bytes, { mode: 0o600 })
    return await readCardFile(file, call.signal)
  } catch (error) {
    if (error instanceof Problem && error.code === 'package.refused') throw invalid()
    throw error
  } finally {
    await rm(file, { force: true })
  }
}
