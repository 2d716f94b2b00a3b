/** Text in GBK, as spreadsheet programs in China save a CSV. */
const pairs = new Map<string, readonly [number, number]>()

function fill(): void {
  const decoder = new TextDecoder('gbk', { fatal: true })
  for (let lead = 0x81; lead <= 0xfe; lead++)
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      if (trail === 0x7f) continue
      try {
        const sign = decoder.decode(new Uint8Array([lead, trail]))
        if (!pairs.has(sign)) pairs.set(sign, [lead, trail])
      } catch {
        // No sign has this pair.
      }
    }
}

export function gbk(text: string): Buffer {
  if (pairs.size === 0) fill()
  const bytes = [...text].flatMap((sign): readonly number[] => {
    const code = sign.codePointAt(0) ?? 0
    if (code < 0x80) return [code]
    const pair = pairs.get(sign)
    if (!pair) throw new Error(`GBK has no ${sign}`)
    return pair
  })
  return Buffer.from(bytes)
}
