/** Exact decimal numbers as strings (money is never a float). At most 15 digits before the point and 6 behind it. */

const scale = 6
const unit = 10n ** BigInt(scale)
/** A number within what a spreadsheet cell holds exactly. */
const shape = /^-?\d{1,15}(\.\d{1,6})?$/

/** Millionths; null where the text is no number. */
export function toUnits(text: string): bigint | null {
  if (!shape.test(text)) return null
  const [whole = '0', fraction = ''] = text.replace('-', '').split('.')
  const units = BigInt(whole) * unit + BigInt(fraction.padEnd(scale, '0'))
  return text.startsWith('-') ? -units : units
}

/** The shortest writing: no trailing zeros, no -0. */
export function fromUnits(units: bigint): string {
  const size = units < 0n ? -units : units
  const fraction = (size % unit).toString().padStart(scale, '0').replace(/0+$/, '')
  return `${units < 0n ? '-' : ''}${size / unit}${fraction === '' ? '' : `.${fraction}`}`
}

export const timesUnits = (a: bigint, b: bigint): bigint => (a * b) / unit

/** Rounded half away from zero to `places` digits; null when the divisor is zero. */
export function dividedUnits(a: bigint, b: bigint, places: number): bigint | null {
  return b === 0n ? null : roundUnits((a * unit * 10n) / b / 10n, places)
}

/** @param places 0–6 */
export function roundUnits(units: bigint, places: number): bigint {
  const step = 10n ** BigInt(scale - places)
  const half = step / 2n
  return ((units + (units < 0n ? -half : half)) / step) * step
}

/**
 * Digits as people type them, also full-width and with separators (1,200.50 or 1 200), to the stored writing.
 * Null where it is no number of this shape.
 */
export function plainDecimal(text: string): string | null {
  const clean = text
    .normalize('NFKC')
    .replace(/[\s,，']/gu, '')
    .replace(/^\+/, '')
    .replace(/^(-?)\./, '$10.')
    .replace(/\.$/, '')
  const units = toUnits(clean.replace(/^(-?)0+(?=\d)/, '$1'))
  return units === null ? null : fromUnits(units)
}
