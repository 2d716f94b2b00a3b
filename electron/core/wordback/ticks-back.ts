/** Tick boxes that a person wrote in by hand. Pure. */
import { squeeze } from './word-text.ts'

export type TicksBack = {
  /** Per option, in order: ticked or not; null where the label or the sign is not understood. */
  readonly ticked: readonly (boolean | null)[]
  /** What stands there and is neither label nor tick. */
  readonly rest: string
}

const signs = /[√✓✔☑☒■●✅vV]/u
const anySign = /[√✓✔☑☒■●✅□☐○]/u
const boxes = /[□☐○×✗✕]/gu

/** @param labels of all options, in the order of the paper */
export function ticksBack(labels: readonly string[], text: string): TicksBack {
  const packed = squeeze(text)
  let at = 0
  const found = labels.map((label) => {
    const word = squeeze(label)
    const start = packed.indexOf(word, at)
    if (start < 0) return null
    at = start + word.length
    return { start, end: at }
  })
  let rest = ''
  // ☐甲 ☑乙: the sign stands in front of its label.
  const leading = anySign.test(packed.slice(0, found.find((one) => one !== null)?.start ?? 0))
  let before = packed.slice(0, found.find((one) => one !== null)?.start ?? packed.length)
  const ticked = found.map((place, index): boolean | null => {
    if (!place) return null
    const next = found.slice(index + 1).find((one) => one !== null)
    const tail = packed.slice(place.end, next?.start ?? packed.length)
    const inside = /^[（(]([^（()）]*)[）)]/u.exec(tail)
    const own = inside ? (inside[1] ?? '') : leading ? '' : tail
    const left = inside ? tail.slice(inside[0].length) : leading ? tail : ''
    const sign = strip(own)
    const lead = strip(before)
    // A sign in front of the label is meant for it; behind one in brackets it is for the next.
    before = left
    const leftOver = leftWords(sign) + leftWords(lead)
    rest += leftOver
    return signs.test(own) || signs.test(lead) ? true : leftWords(sign) === '' ? false : null
  })
  return { ticked, rest: rest + leftWords(strip(before)) }
}

const strip = (text: string): string => text.replace(/[（()）、，,；;]/gu, '').replace(boxes, '')
const leftWords = (text: string): string => text.replace(/[√✓✔☑☒■●✅]|^[vV]$/gu, '')
