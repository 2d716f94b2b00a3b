import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  sign,
  verify,
} from 'node:crypto'
import { blake2b } from '@noble/hashes/blake2.js'
import type { PackageFindingCode } from '../../../shared/wording/package-findings.ts'

/** minisign, prehashed `ED` only. The reader takes only the canonical four lines (bundle-format.md §3). */
export const untrustedComment = 'untrusted comment: kexie/1 package signature'
const trustedPrefix = 'trusted comment: '

export interface SigningKey {
  /** Ed25519 seed, 32 bytes, secret. */
  readonly seed: Uint8Array
  readonly keyId: Uint8Array
  readonly publicKey: Uint8Array
}
export interface MinisignPublicKey {
  readonly keyId: Uint8Array
  readonly publicKey: Uint8Array
}
export interface MinisignSignature {
  readonly keyId: Uint8Array
  readonly signature: Uint8Array
  readonly trustedComment: string
  readonly globalSignature: Uint8Array
}

const pkcs8 = Buffer.from('302e020100300506032b657004220420', 'hex')
const spki = Buffer.from('302a300506032b6570032100', 'hex')
const privateKey = (seed: Uint8Array): KeyObject =>
  createPrivateKey({ key: Buffer.concat([pkcs8, seed]), format: 'der', type: 'pkcs8' })
const publicKeyObject = (raw: Uint8Array): KeyObject =>
  createPublicKey({ key: Buffer.concat([spki, raw]), format: 'der', type: 'spki' })

export function generateSigningKey(): SigningKey {
  const pair = generateKeyPairSync('ed25519')
  const seed = pair.privateKey.export({ format: 'der', type: 'pkcs8' }).subarray(-32)
  return signingKeyFromSeed(seed, randomBytes(8))
}

/** `seed` 32 bytes, `keyId` 8 bytes: what the store keeps. */
export function signingKeyFromSeed(seed: Uint8Array, keyId: Uint8Array): SigningKey {
  if (seed.length !== 32 || keyId.length !== 8) throw new RangeError('seed or key id of wrong length')
  const raw = createPublicKey(privateKey(seed)).export({ format: 'der', type: 'spki' }).subarray(-32)
  return { seed: Uint8Array.from(seed), keyId: Uint8Array.from(keyId), publicKey: Uint8Array.from(raw) }
}

/** `RW…`, 56 characters, as `minisign -P` takes it. */
export function publicKeyText(key: MinisignPublicKey): string {
  return Buffer.concat([Buffer.from('Ed'), key.keyId, key.publicKey]).toString('base64')
}

/** Null when the text is not a canonical minisign public key. */
export function parsePublicKey(text: string): MinisignPublicKey | null {
  const bytes = canonicalBase64(text)
  if (bytes?.length !== 42 || bytes.toString('latin1', 0, 2) !== 'Ed' || isSmallOrder(bytes.subarray(10))) return null
  return { keyId: Uint8Array.from(bytes.subarray(2, 10)), publicKey: Uint8Array.from(bytes.subarray(10)) }
}

/** Points of small order (y without the sign bit): with such a key everybody can sign everything. OpenSSL takes them. */
const smallOrder: ReadonlySet<string> = new Set([
  '00'.repeat(32),
  `01${'00'.repeat(31)}`,
  `ec${'ff'.repeat(30)}7f`,
  `ed${'ff'.repeat(30)}7f`,
  `ee${'ff'.repeat(30)}7f`,
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
])
function isSmallOrder(key: Uint8Array): boolean {
  const y = Buffer.from(key)
  y[31] = (y[31] ?? 0) & 0x7f
  return smallOrder.has(y.toString('hex'))
}

/** `trustedComment`: printable ASCII without the prefix. Returns the four lines with a final LF. */
export function signMinisign(message: Uint8Array, key: SigningKey, trustedComment: string): string {
  if (!/^[\x20-\x7e]*$/.test(trustedComment)) throw new RangeError('trusted comment is not printable ASCII')
  const secret = privateKey(key.seed)
  const signature = sign(null, blake2b(message, { dkLen: 64 }), secret)
  const global = sign(null, Buffer.concat([signature, Buffer.from(trustedComment, 'ascii')]), secret)
  const blob = Buffer.concat([Buffer.from('ED'), key.keyId, signature])
  return `${untrustedComment}\n${blob.toString('base64')}\n${trustedPrefix}${trustedComment}\n${global.toString('base64')}\n`
}

/** Reads only the canonical four lines; each kind of damage has its own code. */
export function parseMinisign(bytes: Uint8Array): MinisignSignature | PackageFindingCode {
  const text = Buffer.from(bytes).toString('latin1')
  if (text.includes('\r') || !text.endsWith('\n')) return 'signature.line-ending'
  const [comment, blob, trusted, global, rest, ...more] = text.split('\n')
  if (blob === undefined || trusted === undefined || global === undefined || rest !== '' || more.length > 0)
    return 'signature.line-count'
  if (comment !== untrustedComment) return 'signature.untrusted-comment'
  if (!/^trusted comment: [\x20-\x7e]+$/.test(trusted)) return 'signature.trusted-comment'
  const first = canonicalBase64(blob)
  const second = canonicalBase64(global)
  if (!first || !second) return 'signature.base64'
  if (first.length !== 74 || second.length !== 64) return 'signature.length'
  if (first.toString('latin1', 0, 2) !== 'ED') return 'signature.algorithm'
  return {
    keyId: Uint8Array.from(first.subarray(2, 10)),
    signature: Uint8Array.from(first.subarray(10)),
    trustedComment: trusted.slice(trustedPrefix.length),
    globalSignature: Uint8Array.from(second),
  }
}

/** Null when all holds; otherwise which part does not. */
export function verifyMinisign(
  message: Uint8Array,
  signed: MinisignSignature,
  key: MinisignPublicKey,
): PackageFindingCode | null {
  if (!Buffer.from(signed.keyId).equals(key.keyId)) return 'signature.other-signer'
  const raw = publicKeyObject(key.publicKey)
  const holds = verify(null, blake2b(message, { dkLen: 64 }), raw, signed.signature)
  const global = Buffer.concat([signed.signature, Buffer.from(signed.trustedComment, 'ascii')])
  // The last line signs the signature itself: where it holds, the signature is true and the contents are not.
  if (verify(null, global, raw, signed.globalSignature)) return holds ? null : 'signature.invalid'
  return holds ? 'signature.trusted-comment' : 'signature.altered'
}

function canonicalBase64(text: string): Buffer | null {
  const bytes = Buffer.from(text, 'base64')
  return bytes.toString('base64') === text ? bytes : null
}
