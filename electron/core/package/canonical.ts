import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import type { FrozenRevision, PersonalDocument } from './schema.ts'

/** RFC 8785 with every string and key in NFC. Throws on NaN, lone surrogates and keys that meet after NFC. */
export function canonicalJson(value: unknown): string {
  const text = canonicalize(toNfc(value, 0))
  if (text === undefined) throw new TypeError('value has no JSON form')
  return text
}

function toNfc(value: unknown, depth: number): unknown {
  if (depth > 100) throw new RangeError('nested too deeply')
  if (typeof value === 'string') return value.normalize('NFC')
  if (Array.isArray(value)) return value.map((item) => toNfc(item, depth + 1))
  if (value === null || typeof value !== 'object') return value
  const entries = Object.entries(value)
    .filter(([, item]) => item !== undefined)
    .map(([key, item]) => [key.normalize('NFC'), toNfc(item, depth + 1)] as const)
  if (new Set(entries.map(([key]) => key)).size !== entries.length) throw new TypeError('two keys are the same in NFC')
  return Object.fromEntries(entries)
}

export function sha256Hex(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex')
}

/** SHA-256 (hex) of the revision's canonical JSON. */
export const revisionDigest = (revision: FrozenRevision): string => sha256Hex(canonicalJson(revision))

/** What a revision holds in place of the personal fields. */
export const personalCommitment = (document: PersonalDocument): string => sha256Hex(canonicalJson(document))

const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** Crockford base32 of the first `bits` bits, most significant first; the last digit is filled with zero bits. */
export function crockfordBits(bytes: Uint8Array, bits: number): string {
  if (bits > bytes.length * 8) throw new RangeError('not enough bits')
  let out = ''
  for (let at = 0; at < bits; at += 5) {
    let digit = 0
    for (let bit = at; bit < at + 5; bit++) {
      const byte = bit < bits ? (bytes[bit >> 3] ?? 0) : 0
      digit = (digit << 1) | ((byte >> (7 - (bit & 7))) & 1)
    }
    out += crockford.charAt(digit)
  }
  return out
}

/** 版本核对码: 8 characters, the first 40 bits of the digest. */
export const revisionCode = (digestHex: string): string => crockfordBits(Buffer.from(digestHex, 'hex'), 40)

/** Text of the printed QR code. */
export function revisionQrText(recordId: string, revision: number, digestHex: string): string {
  return `KX1/${recordId}/${revision}/${crockfordBits(Buffer.from(digestHex, 'hex'), 128)}`
}
