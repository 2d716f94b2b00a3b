/** 加机申请: a PC without an office asks one that has it. Its secret halves never leave this store. */
import { createHash } from 'node:crypto'
import { v7 as uuidv7 } from 'uuid'
import { z } from 'zod'
import type { Queryable } from '../../../db/connection.ts'
import { ownOffice } from '../../../db/queries/offices.ts'
import { saveSetting, setting } from '../../../db/queries/settings.ts'
import type { DeviceRequest, PendingRequest } from '../../../shared/api/devices.ts'
import { Problem } from '../../../shared/problems.ts'
import { generateExampleSigningKey } from '../example/example-keys.ts'
import type { HandlerContext } from '../handlers/context.ts'
import { packSigningKey } from '../offices/own-office.ts'
import { generateAgeIdentity } from '../package/age.ts'
import { canonicalJson } from '../package/canonical.ts'
import {
  generateSigningKey,
  parsePublicKey,
  publicKeyText,
  type SigningKey,
  signingKeyFromSeed,
} from '../package/minisign.ts'
import { ageRecipientText, signKeyText } from '../package/schema.ts'
import { saveForPerson } from '../store/person-file.ts'
import { readSmallFile, readStrictJson } from './small-file.ts'
import { groupsOf } from './typed-groups.ts'

export const requestName = 'device-request'
const sealLabel = 'settings/device-request/private_sealed'
const seedBytes = 32
const keyIdBytes = 8

const requestFile = z.strictObject({
  format: z.literal('kexie-device-request/1'),
  deviceId: z.uuid(),
  signKey: signKeyText.refine((text) => parsePublicKey(text) !== null),
  /** What the answer is sealed to. */
  recipient: ageRecipientText,
  name: z.string().trim().min(1).max(30),
  createdAt: z.iso.datetime(),
})
export type RequestFile = z.infer<typeof requestFile>

/** In the new PC's settings: the request as it was written, and its secret halves, sealed. */
const keptRequest = z.strictObject({ file: requestFile, sealed: z.base64() })

export interface OpenRequest {
  readonly file: RequestFile
  readonly key: SigningKey
  /** AGE-SECRET-KEY-1… */
  readonly identity: string
}

/** Eight groups over everything in the file: both PCs show them, whoever changes a letter on the way changes them. */
export const requestCode = (file: RequestFile): string[] =>
  groupsOf(createHash('sha256').update('kexie-device-1').update(canonicalJson(file)).digest())

const toRequest = (path: string, file: RequestFile): DeviceRequest => ({
  path,
  name: file.name,
  code: requestCode(file),
  createdAt: file.createdAt,
})

/**
 * Asked again under another name or into another file, it is the same request: its answer may be on the way already.
 * @throws Problem keys.locked, file.unwritable, disk.full
 */
export async function writeRequest(ctx: HandlerContext, name: string, out: string): Promise<DeviceRequest> {
  const before = await openRequest(ctx)
  const key = before?.key ?? (ctx.example ? generateExampleSigningKey() : generateSigningKey())
  const age = before ? { identity: before.identity, recipient: before.file.recipient } : await generateAgeIdentity()
  const file: RequestFile =
    before && before.file.name === name
      ? before.file
      : {
          format: 'kexie-device-request/1',
          deviceId: before?.file.deviceId ?? uuidv7(),
          signKey: publicKeyText(key),
          recipient: age.recipient,
          name,
          createdAt: ctx.now().toISOString(),
        }
  const secret = Buffer.concat([packSigningKey(key), Buffer.from(age.identity, 'utf8')])
  const sealed = ctx.vault.sealPrivate(sealLabel, secret).toString('base64')
  await ctx.write((trx) => saveSetting(trx, requestName, { file, sealed }))
  await saveForPerson(ctx, out, Buffer.from(`${JSON.stringify(file, null, 2)}\n`, 'utf8'))
  return toRequest(out, file)
}

/** Null when this PC never asked. @throws Problem keys.locked */
export async function openRequest(ctx: Pick<HandlerContext, 'db' | 'vault'>): Promise<OpenRequest | null> {
  const kept = keptRequest.safeParse(await setting(ctx.db, requestName))
  if (!kept.success) return null
  const { file, sealed } = kept.data
  const secret = ctx.vault.openPrivate(sealLabel, Buffer.from(sealed, 'base64'))
  const keyEnd = seedBytes + keyIdBytes
  const key = signingKeyFromSeed(secret.subarray(0, seedBytes), secret.subarray(seedBytes, keyEnd))
  return { file, key, identity: secret.subarray(keyEnd).toString('utf8') }
}

/** Needs no key: the door shows it before anything is unlocked. */
export async function pendingRequest(db: Queryable): Promise<PendingRequest | null> {
  const kept = keptRequest.safeParse(await setting(db, requestName))
  if (!kept.success || (await ownOffice(db))) return null
  const { file } = kept.data
  return { name: file.name, code: requestCode(file), createdAt: file.createdAt }
}

/** @throws Problem device.request-invalid, file.unreadable */
export async function readRequestFile(path: string): Promise<RequestFile> {
  const invalid = (): Problem => new Problem('device.request-invalid', { path })
  return readStrictJson(await readSmallFile(path, 64 * 1024, invalid), requestFile, invalid)
}

export const readRequest = async (path: string): Promise<DeviceRequest> => toRequest(path, await readRequestFile(path))
