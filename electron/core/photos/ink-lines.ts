/** Lines of signs in a mask: patches of ink of one height, side by side, read from left to right. */
import { type Guess, guessGlyph, type Mask, type Patch } from './glyphs.ts'

export interface ReadLine extends Patch {
  /** One character a sign; a space where there is one. */
  readonly text: string
  /** Of each character of the text; 0 for spaces and small signs. */
  readonly distances: readonly number[]
  /** Of a sign. */
  readonly signHeight: number
}

/** Beyond this a picture is full of specks and no stamp is to be read there. */
const mostPatches = 6000

/** Patches of ink that hang together, also over corners. */
export function patchesOf({ width, height, ink }: Mask): Patch[] {
  const seen = new Uint8Array(ink.length)
  const stack: number[] = []
  const found: Patch[] = []
  for (let start = 0; start < ink.length; start++) {
    if (ink[start] === 0 || seen[start] === 1) continue
    let [left, right, top, bottom] = [width, 0, height, 0]
    seen[start] = 1
    stack.push(start)
    for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
      const x = at % width
      const y = (at - x) / width
      if (x < left) left = x
      if (x > right) right = x
      if (y < top) top = y
      if (y > bottom) bottom = y
      for (let py = Math.max(0, y - 1); py <= Math.min(height - 1, y + 1); py++)
        for (let px = Math.max(0, x - 1); px <= Math.min(width - 1, x + 1); px++) {
          const next = py * width + px
          if (ink[next] === 1 && seen[next] === 0) {
            seen[next] = 1
            stack.push(next)
          }
        }
    }
    found.push({ x: left, y: top, width: right - left + 1, height: bottom - top + 1 })
    if (found.length > mostPatches) return []
  }
  return found
}

const overlap = (one: Patch, other: Patch): number =>
  (Math.min(one.y + one.height, other.y + other.height) - Math.max(one.y, other.y)) / Math.min(one.height, other.height)

/** Fewer signs than this are no date. */
const leastSigns = 4

/** @param heights of signs, least and most, in pixels */
export function readLines(mask: Mask, heights: readonly [number, number]): ReadLine[] {
  const all = patchesOf(mask)
  const [least, most] = heights
  const tall = all
    .filter((one) => one.height >= least && one.height <= most && one.width <= one.height * 5)
    .sort((one, other) => one.x - other.x)
  const used = new Set<Patch>()
  const lines: ReadLine[] = []
  for (const first of tall) {
    if (used.has(first)) continue
    const chain = chainFrom(first, tall, used)
    if (chain.length < leastSigns && chain.reduce((sum, one) => sum + one.width / one.height, 0) < 2.2) continue
    for (const one of chain) used.add(one)
    lines.push(readChain(mask, chain, all))
  }
  return lines
}

function chainFrom(first: Patch, tall: readonly Patch[], used: ReadonlySet<Patch>): Patch[] {
  const chain = [first]
  for (let last = first; ; ) {
    let next: Patch | null = null
    for (const one of tall) {
      if (one.x < last.x + last.width * 0.5 || one === last || used.has(one)) continue
      const gap = one.x - (last.x + last.width)
      if (gap > 2.2 * Math.max(last.height, first.height)) break
      const ratio = one.height / first.height
      if (ratio < 0.66 || ratio > 1.5 || overlap(one, last) < 0.65) continue
      if (next === null || one.x < next.x) next = one
    }
    if (next === null) return chain
    chain.push(next)
    last = next
  }
}

type Sign = Guess & Patch

/** Several signs that touch: cut at their thinnest places. */
function cut(mask: Mask, patch: Patch): Sign[] {
  const whole = guessGlyph(mask, patch)
  const aspect = patch.width / patch.height
  let best: Sign[] = [{ ...patch, ...whole }]
  // 年 月 日 are wide by nature; so is nothing else.
  if (aspect < 0.85 || (whole.distance < 0.12 && aspect < 1.2)) return best
  let bestMean = whole.distance
  const likely = Math.round(aspect / 0.62)
  for (let count = Math.max(2, likely - 1); count <= likely + 1; count++) {
    const edges = [
      0,
      ...Array.from({ length: count - 1 }, (_none, at) => thinnest(mask, patch, (at + 1) / count)),
      patch.width,
    ]
    const signs = edges.slice(1).map((to, at): Sign => {
      const from = edges[at] ?? 0
      const part = trimmed(mask, { ...patch, x: patch.x + from, width: Math.max(1, to - from) })
      return { ...part, ...guessGlyph(mask, part) }
    })
    const mean = signs.reduce((sum, { distance }) => sum + distance, 0) / signs.length
    if (mean < bestMean) {
      bestMean = mean
      best = signs
    }
  }
  return best
}

function thinnest({ width, ink }: Mask, patch: Patch, share: number): number {
  const middle = Math.round(patch.width * share)
  const reach = Math.max(1, Math.round(patch.height * 0.12))
  let best = middle
  let least = Number.POSITIVE_INFINITY
  for (let x = Math.max(1, middle - reach); x <= Math.min(patch.width - 1, middle + reach); x++) {
    let sum = 0
    for (let y = patch.y; y < patch.y + patch.height; y++) sum += ink[y * width + patch.x + x] ?? 0
    const weighed = sum + Math.abs(x - middle) * 0.3
    if (weighed < least) {
      least = weighed
      best = x
    }
  }
  return best
}

/** Without empty rows and columns around it. */
function trimmed({ width, ink }: Mask, patch: Patch): Patch {
  let [left, right, top, bottom] = [patch.x + patch.width, patch.x, patch.y + patch.height, patch.y]
  for (let y = patch.y; y < patch.y + patch.height; y++)
    for (let x = patch.x; x < patch.x + patch.width; x++) {
      if (ink[y * width + x] !== 1) continue
      left = Math.min(left, x)
      right = Math.max(right, x)
      top = Math.min(top, y)
      bottom = Math.max(bottom, y)
    }
  return right < left ? patch : { x: left, y: top, width: right - left + 1, height: bottom - top + 1 }
}

function readChain(mask: Mask, chain: readonly Patch[], all: readonly Patch[]): ReadLine {
  const sorted = chain.map(({ height }) => height).sort((one, other) => one - other)
  const signHeight = sorted[Math.floor(sorted.length / 2)] ?? 1
  const top = Math.min(...chain.map(({ y }) => y))
  const bottom = Math.max(...chain.map(({ y, height }) => y + height))
  const left = Math.min(...chain.map(({ x }) => x))
  const right = Math.max(...chain.map(({ x, width }) => x + width))
  const tall = chain.flatMap((one) => cut(mask, one))
  const small = all.filter(
    (one) =>
      one.height < signHeight * 0.55 &&
      one.height * one.width >= Math.max(3, (signHeight * signHeight) / 400) &&
      one.width < signHeight * 1.1 &&
      one.y + one.height / 2 > top - signHeight * 0.1 &&
      one.y + one.height / 2 < bottom + signHeight * 0.1 &&
      one.x > left - signHeight &&
      one.x < right + signHeight * 0.5 &&
      !chain.some((sign) => one.x + one.width / 2 > sign.x && one.x + one.width / 2 < sign.x + sign.width),
  )
  const band = { top: tall[0]?.y ?? top, signHeight }
  const signs = [...tall, ...small.map((one): Sign => ({ ...one, ...smallSign(one, band) }))].sort(
    (one, other) => one.x - other.x,
  )
  let text = ''
  const distances: number[] = []
  let end: number | null = null
  for (const sign of signs) {
    // The two points of a colon lie over each other.
    if (sign.sign === '.' && text.endsWith('·')) text = `${text.slice(0, -1)}:`
    else if (sign.sign === '·' && text.endsWith('.')) text = `${text.slice(0, -1)}:`
    else {
      if (end !== null && sign.x - end > signHeight * 0.47) {
        text += ' '
        distances.push(0)
      }
      text += sign.sign
      distances.push(sign.distance)
    }
    end = Math.max(end ?? 0, sign.x + sign.width)
  }
  return {
    x: left,
    y: top,
    width: right - left,
    height: bottom - top,
    text: text.replaceAll('·', '-'),
    distances,
    signHeight,
  }
}

/** ' . - and the points of a colon, by where they stand in the line. */
function smallSign(one: Patch, { top, signHeight }: { top: number; signHeight: number }): Guess {
  const middle = (one.y + one.height / 2 - top) / signHeight
  const aspect = one.width / one.height
  const sign = middle < 0.33 ? "'" : aspect > 1.35 && middle < 0.8 ? '-' : middle > 0.72 ? '.' : '·'
  return { sign, distance: 0 }
}
