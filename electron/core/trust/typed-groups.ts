import { toHalfWidth } from '../../../shared/form/validate.ts'

const groupDigits = 5
export const groupCount = 8

/** Digits as a person types or hears them: full width, spaces, dashes and dots count nothing. */
export function typedGroups(text: string): string[] {
  const digits = toHalfWidth(text.normalize('NFKC')).replace(/[\s\p{P}\p{Zs}]/gu, '')
  return digits.match(new RegExp(`.{1,${groupDigits}}`, 'gu')) ?? []
}

/** Groups that differ, counted from 1; a surplus group is one as well. Empty: they agree. */
export function differingGroups(wanted: readonly string[], given: readonly string[]): number[] {
  return Array.from({ length: Math.max(wanted.length, given.length) }, (_, index) => index + 1).filter(
    (number) => wanted[number - 1] !== given[number - 1],
  )
}

/** Eight groups of five digits of 32 bytes, as the 指纹码 is made (bundle-format.md §2). */
export const groupsOf = (digest: Buffer): string[] =>
  Array.from({ length: groupCount }, (_, i) => String(digest.readUInt32BE(i * 4) % 100_000).padStart(5, '0'))
