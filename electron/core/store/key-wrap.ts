import { createCipheriv, createDecipheriv, hkdfSync, randomBytes, scrypt } from 'node:crypto'
import { z } from 'zod'
import { sha256Hex } from '../package/canonical.ts'

/** AES-256-GCM: nonce (12 bytes), ciphertext, tag (16 bytes). */
export function sealBytes(key: Uint8Array, label: string, clear: Uint8Array): Buffer {
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, iv)
  cipher.setAAD(Buffer.from(label))
  return Buffer.concat([iv, cipher.update(clear), cipher.final(), cipher.getAuthTag()])
}

/** Null when the key, the label or a byte is not the one it was sealed with. */
export function openBytes(key: Uint8Array, label: string, sealed: Uint8Array): Buffer | null {
  if (sealed.length < 28) return null
  const bytes = Buffer.from(sealed)
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12))
  decipher.setAAD(Buffer.from(label))
  decipher.setAuthTag(bytes.subarray(-16))
  try {
    return Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()])
  } catch {
    return null
  }
}

/** `usage`: fields, files or private-keys (bundle-format §8). */
export function subKey(storeKey: Uint8Array, usage: string): Buffer {
  return Buffer.from(hkdfSync('sha256', storeKey, Buffer.alloc(0), `kexie/1 ${usage}`, 32))
}

const scryptParams = z.strictObject({
  kdf: z.literal('scrypt'),
  N: z
    .number()
    .int()
    .min(1024)
    .max(1 << 20),
  r: z.number().int().min(1).max(32),
  p: z.number().int().min(1).max(16),
  salt: z.string().regex(/^[0-9a-f]{32}$/),
})
type ScryptParams = z.infer<typeof scryptParams>

/** About 64 MiB and a tenth of a second. */
const usualWork = 16

/** @param work binary logarithm of the work, 10 to 20 */
export const newScryptParams = (work = usualWork): ScryptParams => ({
  kdf: 'scrypt',
  N: 1 << work,
  r: 8,
  p: 1,
  salt: randomBytes(16).toString('hex'),
})
/** @throws ZodError when a stored wrap is not one of ours */
export const readScryptParams = (json: string): ScryptParams => scryptParams.parse(JSON.parse(json))

/** Off the main thread. */
export function wrappingKey(secret: string, params: ScryptParams): Promise<Buffer> {
  const { N, r, p } = params
  return new Promise((resolve, reject) => {
    scrypt(
      secret.normalize('NFC'),
      Buffer.from(params.salt, 'hex'),
      32,
      { N, r, p, maxmem: 256 * N * r },
      (error, key) => (error ? reject(error) : resolve(key)),
    )
  })
}

const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** 160 random bits and 20 bits of check, in nine groups of four Crockford characters. */
export function newRecoveryCode(): string {
  const body = Array.from(randomBytes(32), (byte) => crockford.charAt(byte & 31)).join('')
  return group(body + checkOf(body))
}

/** The canonical code, or null when characters are missing or one was misread (O, I and L are forgiven). */
export function readRecoveryCode(text: string): string | null {
  const compact = text.normalize('NFKC').toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1')
  if (!/^[0-9A-HJKMNP-TV-Z]{36}$/.test(compact)) return null
  return checkOf(compact.slice(0, 32)) === compact.slice(32) ? group(compact) : null
}

function checkOf(body: string): string {
  const bits = Number.parseInt(sha256Hex(`kexie recovery ${body}`).slice(0, 5), 16)
  return [15, 10, 5, 0].map((shift) => crockford.charAt((bits >> shift) & 31)).join('')
}

const group = (text: string): string => (text.match(/.{4}/g) ?? []).join('-')
