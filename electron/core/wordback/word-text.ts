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
export const plainText = (text: string): string => plainLine(text.replace(/\s*\n\s*/gu, ' '))

export const sameText = (one: string, other: string): boolean => one === other || plainText(one) === plainText(other)
/** Line ends count, empty lines do not. */
export const sameLines = (one: string, other: string): boolean =>
  one === other || fullLines(one).join('\n') === fullLines(other).join('\n')

function pairs(text: string): Map<string, number> {
  const counts = new Map<string, number>()
  const characters = [...text]
  for (let at = 0; at < characters.length; at++) {
    const one = characters[at] ?? ''
    counts.set(one, (counts.get(one) ?? 0) + 1)
    const two = one + (characters[at + 1] ?? '\n')
    counts.set(two, (counts.get(two) ?? 0) + 1)
  }
  return counts
}

/** Texts longer than this are compared by their beginning. */
const compared = 4000

/** How much of two texts is the same, 0 to 1: characters and pairs of neighbours that both have. */
export function likeness(one: string, other: string): number {
  if (one === other) return 1
  if (one === '' || other === '') return 0
  const [a, b] = [pairs(one.slice(0, compared)), pairs(other.slice(0, compared))]
  let shared = 0
  let total = 0
  for (const [key, count] of a) {
    shared += Math.min(count, b.get(key) ?? 0)
    total += count
  }
  for (const count of b.values()) total += count
  return (2 * shared) / total
}
