/** A title too long for one line, in lines of about the same length that end after whole words (GB/T 9704 7.3.1). */
import { type TextStyle, textStyles } from './paper.ts'
import type { TextMeasure } from './text-measure.ts'

const noStart = /^[。，、；：？！）》〉」』】”’…·％%,.;:?!)\]]/u
const noEnd = /[（《〈「『【“‘([·]$/u
/** As shares of the room's square: breaking inside a pair of marks is worse than lines of unlike length. */
const insidePair = 0.25
const insideWord = 1
/** 关于 belongs to what follows it and is the best beginning of a line; 的 belongs to what stands before it. */
const afterJoint = 0.1
const beforeAbout = -0.06
const oneLineMore = 0.12

/** Where a word ends; without a list of words, after every character. */
function wordEnds(text: string): ReadonlySet<number> {
  const words = new Intl.Segmenter('zh-CN', { granularity: 'word' }).segment(text)
  return new Set([...words].map(({ index, segment }) => index + segment.length))
}

/** @returns the line itself when it fits */
export function balanceTitle(text: string, style: TextStyle, widthMm: number, measure: TextMeasure): string[] {
  const characters = [...text]
  const widths = characters.map((one) => measure.width(one, style))
  const total = widths.reduce((sum, width) => sum + width, 0)
  if (total <= widthMm + 0.01) return [text]
  const em = (textStyles[style].points / 72) * 25.4
  const count = Math.ceil(total / (widthMm - em / 2))
  const ends = wordEnds(text)
  const places = characters.length
  const offsets = [0]
  for (const one of characters) offsets.push((offsets[offsets.length - 1] ?? 0) + one.length)
  const depth = [0]
  for (const one of characters) {
    const change = noEnd.test(one) ? 1 : /[）》〉」』】”’)\]]/u.test(one) ? -1 : 0
    depth.push(Math.max((depth[depth.length - 1] ?? 0) + change, 0))
  }
  const fault = (at: number): number => {
    if (at === places) return 0
    if (noStart.test(characters[at] ?? '') || noEnd.test(characters[at - 1] ?? '')) return Number.POSITIVE_INFINITY
    const [before, after] = [characters.slice(0, at).join(''), characters[at] ?? '']
    const about = after === '关' && characters[at + 1] === '于' ? beforeAbout : 0
    const joint = /(?:关于|[和与及暨对])$/u.test(before) || after === '的' ? afterJoint : 0
    const whole = ends.has(offsets[at] ?? 0) && !(/\d$/u.test(before) && /[年月日届次个]/u.test(after))
    return about + joint + (whole ? 0 : insideWord) + ((depth[at] ?? 0) > 0 ? insidePair : 0)
  }
  type Way = { cost: number; cuts: number[] }
  const none = (): Way => ({ cost: Infinity, cuts: [] })
  const inLines = (lines: number): Way => {
    let ways = Array.from({ length: places + 1 }, none)
    ways[0] = { cost: 0, cuts: [] }
    for (let line = 0; line < lines; line++) {
      const next = ways.map(none)
      ways.forEach((way, from) => {
        if (way.cost === Infinity) return
        let width = 0
        for (let to = from + 1; to <= places; to++) {
          width += widths[to - 1] ?? 0
          if (width > widthMm + 0.01) break
          const cost = way.cost + ((width - total / lines) / widthMm) ** 2 + fault(to)
          if (cost < (next[to]?.cost ?? 0)) next[to] = { cost, cuts: [...way.cuts, to] }
        }
      })
      ways = next
    }
    return ways[places] ?? none()
  }
  const [few, more] = [inLines(count), inLines(count + 1)]
  const { cost, cuts } = few.cost <= more.cost + oneLineMore ? few : more
  if (cost === Infinity) return [text]
  return cuts.map((to, index) => characters.slice(cuts[index - 1] ?? 0, to).join(''))
}
