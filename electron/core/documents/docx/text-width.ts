/** Width of a text in characters as a typesetter counts them: an ideograph is one, a Latin letter half of one. */
export function widthInCharacters(text: string): number {
  let width = 0
  for (const character of text)
    width += /[\p{Script=Han}\u2014\u2018-\u201d\u2026\u3000-\u30ff\uff01-\uff60]/u.test(character) ? 1 : 0.5
  return width
}
