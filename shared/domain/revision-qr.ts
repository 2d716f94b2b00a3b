/** What the paper says about its version: the two-dimensional code and the eight characters beside it (bundle-format §1). */

export interface RevisionMark {
  /** UUID in lower case. */
  readonly recordId: string
  /** From 1. */
  readonly revision: number
  /** First 128 bits of the revision's digest as 26 digits of Crockford base32. */
  readonly code: string
  /** Of a letter that is for some of the participants: their positions in that revision, from 1, rising. */
  readonly persons?: readonly number[]
}

const shape =
  /^KX1\/([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\/([1-9][0-9]{0,8})\/([0-9A-HJKMNP-TV-Z]{26})(?:\/P([1-9][0-9]{0,2}(?:\.[1-9][0-9]{0,2}){0,199}))?$/

/** Null for anything but exactly what we print: a page may carry other codes. */
export function parseRevisionQr(text: string): RevisionMark | null {
  const [, recordId, revision, code, positions] = shape.exec(text) ?? []
  if (recordId === undefined || revision === undefined || code === undefined) return null
  const mark = { recordId, revision: Number(revision), code }
  if (positions === undefined) return mark
  const persons = positions.split('.').map(Number)
  const rising = persons.every((position, at) => at === 0 || position > (persons[at - 1] ?? 0))
  return rising ? { ...mark, persons } : null
}

/** What stands behind the code of a letter that is for some of the participants. @param persons positions from 1, rising */
export const personsSuffix = (persons: readonly number[]): string => `/P${persons.join('.')}`

/**
 * 版本核对码 as a person types it off the paper: O for 0, I and L for 1, small letters, dashes and spaces, also those of a
 * Chinese keyboard. Null when it cannot be one.
 */
export function typedRevisionCode(text: string): string | null {
  const plain = text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\-‐‑‒–—―−·.]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1')
  return /^[0-9A-HJKMNP-TV-Z]{8}$/.test(plain) ? plain : null
}
