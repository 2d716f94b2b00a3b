/** When two texts of a paper say the same. Spaces that no reader sees do not count. Pure. */

const wide = /[\u1100-\u11ff\u2014-\u203a\u2e80-\ua4cf\uac00-\ud7af\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef]/u

/**
 * No-break, full-width and thin spaces are spaces; beside a Chinese character or sign, and at the ends, a space is
 * nothing. Line ends stay.
 */
export function plainLine(line: string): string {
  const even = line.replace(/[\u200b-\u200f\u2060\ufeff\u00ad]/gu, '').replace(/[^\S\n]+/gu, ' ')
  const characters = [...even.trim()]
  return characters
    .filter((one, at) => one !== ' ' || !(isWide(characters[at - 1]) || isWide(characters[at + 1])))
    .join('')
}

const isWide = (character: string | undefined): boolean =>
  character !== undefined && (wide.test(character) || (character.codePointAt(0) ?? 0) > 0xffff)

/** Lines that hold something. */
export const fullLines = (text: string): string[] =>
  text
    .replace(/\r\n?/gu, '\n')
    .split('\n')
    .map(plainLine)
    .filter((line) => line !== '')

/** As one line, whatever line ends it has. */
export const plainText = (text: string): string => plainLine(text.replace(/(?<!\s)\s*\n\s*/gu, ' '))

/** Without any white space. */
export const squeeze = (text: string): string => text.replace(/[\s\u200b\u2060\ufeff]+/gu, '')

export const sameText = (one: string, other: string): boolean => one === other || plainText(one) === plainText(other)
/** Line ends count, empty lines do not. */
export const sameLines = (one: string, other: string): boolean =>
  one === other || fullLines(one).join('\n') === fullLines(other).join('\n')

export type Bag = { readonly counts: ReadonlyMap<string, number>; readonly total: number }

/** Texts longer than this are compared by their beginning. */
const compared = 4000

/** Characters, and pairs of neighbours. */
export function bagOf(text: string): Bag {
  const counts = new Map<string, number>()
  const characters = [...text.slice(0, compared)]
  for (const [at, one] of characters.entries()) {
    counts.set(one, (counts.get(one) ?? 0) + 1)
    const two = one + (characters[at + 1] ?? '\n')
    counts.set(two, (counts.get(two) ?? 0) + 1)
  }
  return { counts, total: characters.length * 2 }
}

/** How much of two texts is the same, 0 to 1. */
export function bagsAlike(one: Bag, other: Bag): number {
  const [small, large] = one.counts.size < other.counts.size ? [one, other] : [other, one]
  if (small.total === 0) return large.total === 0 ? 1 : 0
  let shared = 0
  for (const [key, count] of small.counts) shared += Math.min(count, large.counts.get(key) ?? 0)
  return (2 * shared) / (one.total + other.total)
}

export const likeness = (one: string, other: string): number =>
  one === other ? 1 : bagsAlike(bagOf(one), bagOf(other))
