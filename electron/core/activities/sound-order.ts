/**
 * A text so rewritten that comparing bytes, as SQLite does, orders it by the sounds of its characters. The 3,755 usual
 * characters of GB 2312 stand there in the order of their pinyin, the rarer ones by radical behind them.
 */

/** Of a name this much decides. */
const maxCharacters = 24
const firstRank = 0x4e00
const unknown = 0x20000

let known: ReadonlyMap<string, number> | null = null

function ranks(): ReadonlyMap<string, number> {
  if (known) return known
  const found = new Map<string, number>()
  const decoder = new TextDecoder('gb18030')
  for (let row = 0xb0; row <= 0xf7; row++) {
    const bytes = new Uint8Array(Array.from({ length: 94 }, (_none, at) => [row, 0xa1 + at]).flat())
    // The five places that GB 2312 left empty came to be private ones.
    for (const character of decoder.decode(bytes))
      if (/\p{Script=Han}/u.test(character)) found.set(character, found.size)
  }
  known = found
  return found
}

export function soundKey(text: string): string {
  const order = ranks()
  const key: string[] = []
  for (const character of text.normalize('NFKC').toLowerCase().trim()) {
    if (key.length === maxCharacters) break
    const rank = order.get(character)
    const code = character.codePointAt(0) ?? 0
    key.push(
      rank !== undefined
        ? String.fromCodePoint(firstRank + rank)
        : code < 0x3400
          ? character
          : String.fromCodePoint(Math.min(unknown + code, 0x10fffd)),
    )
  }
  return key.join('')
}
