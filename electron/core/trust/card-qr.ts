/** A whole card as the text of a two-dimensional code: deflated canonical JSON in base45 (RFC 9285), which such codes hold best. */
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { canonicalJson } from '../package/canonical.ts'
import { cardFault, fingerprintGroups } from '../package/card.ts'
import { type OfficeCard, officeCard } from '../package/schema.ts'
import { jsonOf } from './small-file.ts'

/** Side on paper, millimetres. */
export const cardQrMm = 40
/** 109 modules a side at level M: 0.37 mm each. More do not survive a seal, a fold and an office's scanner. */
const maxText = 1080
const maxCard = 64 * 1024
const prefix = 'KXC2/'
const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:'

/** Null when the card is too long for a code that can be read off paper: then only the short form is printed. */
export function cardQrText(card: OfficeCard): string | null {
  const text = prefix + toBase45(deflateRawSync(canonicalJson(card), { level: 9 }))
  return text.length > maxText ? null : text
}

/** Office, 指纹码, the signing key of this PC and the key for personal parts. */
export const shortCardQr = (card: OfficeCard, signKey: string): string =>
  ['KXC1', card.officeId, fingerprintGroups(card).join(''), signKey, card.ageRecipient].join('/')

/** Null for what is no whole card, consistent in itself. Nobody signed it: what it says is known, not proven. */
export function parseCardQr(text: string): OfficeCard | null {
  if (!text.startsWith(prefix)) return null
  const packed = fromBase45(text.slice(prefix.length))
  if (!packed) return null
  try {
    const parsed = officeCard.safeParse(jsonOf(inflateRawSync(packed, { maxOutputLength: maxCard })))
    return parsed.success && cardFault(parsed.data) === null ? parsed.data : null
  } catch {
    return null
  }
}

function toBase45(bytes: Uint8Array): string {
  let text = ''
  for (let i = 0; i < bytes.length; i += 2) {
    const [high, low] = [bytes[i] ?? 0, bytes[i + 1]]
    let value = low === undefined ? high : high * 256 + low
    for (let n = low === undefined ? 2 : 3; n > 0; n--) {
      text += digits[value % 45] ?? ''
      value = Math.floor(value / 45)
    }
  }
  return text
}

function fromBase45(text: string): Buffer | null {
  if (text.length % 3 === 1) return null
  const bytes: number[] = []
  for (let i = 0; i < text.length; i += 3) {
    const group = [...text.slice(i, i + 3)].map((digit) => digits.indexOf(digit))
    if (group.includes(-1)) return null
    const value = group.reduceRight((sum, digit) => sum * 45 + digit, 0)
    if (value >= (group.length === 3 ? 65_536 : 256)) return null
    if (group.length === 3) bytes.push(value >> 8)
    bytes.push(value & 0xff)
  }
  return Buffer.from(bytes)
}
