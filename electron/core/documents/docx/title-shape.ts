/**
 * A title too long for one line must end its lines after whole words (GB/T 9704 7.3.1). Line breaks would be signs in the
 * text that a director has to mind, so the paragraph is made narrower instead: Word then breaks where it should.
 */
import { widthInCharacters } from './text-width.ts'

const noStart = /^[。，、；：？！）》〉」』】”’…·％%,.;:?!)\]]/u
const noEnd = /[（《〈「『【“‘([·]$/u

/** Ends of words, as offsets. */
function wordEnds(text: string): ReadonlySet<number> {
  const words = new Intl.Segmenter('zh-CN', { granularity: 'word' }).segment(text)
  return new Set([...words].map(({ index, segment }) => index + segment.length))
}

/** Lines as Word fills them, as end offsets and widths in characters. */
function filled(characters: readonly string[], room: number): { ends: number[]; widest: number } {
  const ends: number[] = []
  let width = 0
  let widest = 0
  characters.forEach((one, at) => {
    const own = widthInCharacters(one)
    if (width > 0 && width + own > room) {
      ends.push(at)
      widest = Math.max(widest, width)
      width = 0
    }
    width += own
  })
  return { ends, widest: Math.max(widest, width) }
}

/** @returns the width in characters that the title should have; `room` where one line is enough */
export function titleWidth(text: string, room: number): number {
  const total = widthInCharacters(text)
  // Figures are a little wider in some faces: what only just fits is broken on purpose.
  if (total <= room - 0.5) return room
  const characters = [...text]
  const starts = characters.map((_one, at) => characters.slice(0, at).join('').length)
  const words = wordEnds(text)
  const least = Math.max(filled(characters, room).ends.length, 1)
  let best = { cost: Number.POSITIVE_INFINITY, width: room }
  for (let width = room; width >= total / (least + 1); width -= 0.5) {
    const { ends, widest } = filled(characters, width)
    if (ends.length > least) break
    const faults = ends.filter((at) => !words.has(starts[at] ?? 0)).length
    const wrong = ends.some((at) => noStart.test(characters[at] ?? '') || noEnd.test(characters[at - 1] ?? ''))
    const inside = ends.filter((at) => {
      const before = characters.slice(0, at).join('')
      return (before.match(/[“（《]/gu)?.length ?? 0) > (before.match(/[”）》]/gu)?.length ?? 0)
    }).length
    const cost = (wrong ? 100 : 0) + faults + inside * 0.5 + (widest - total / (least + 1)) / room
    // A little more than the widest line, less than one more character.
    if (cost < best.cost - 1e-9) best = { cost, width: Math.min(widest + 0.8, room) }
  }
  return best.width
}
