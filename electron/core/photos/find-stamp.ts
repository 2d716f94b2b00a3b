/** A date that a camera or phone has burnt into a picture: a line of bright digits in a corner. */
import type { PhotoDateMark } from '../../../shared/api/photos.ts'
import { type DateWords, dateWords } from './date-words.ts'
import { type ReadLine, readLines } from './ink-lines.ts'
import type { Rgb } from './png-pixels.ts'
import { type Strip, stampMasks } from './stamp-masks.ts'

export type Stamp = Pick<PhotoDateMark, 'burnt' | 'burntText' | 'corner'> & { readonly day: string | null }

const none: Stamp = { burnt: 'no', burntText: '', corner: null, day: null }
/** Share of the picture's height that is looked at above and below. */
const stripShare = 0.24
/** A stamp ends so near to the edges: of the width, of the height. */
const nearSide = 0.14
const nearEdge = 0.15
/** Signs of a date are of the known shapes when they are so near on average, and the worst of them. */
const surely = { mean: 0.14, worst: 0.21 } as const
const perhaps = { mean: 0.17, worst: 0.28 } as const

/** @param today YYYY-MM-DD */
export function findStamp(picture: Rgb, today: string): Stamp {
  const height = Math.floor(picture.height * stripShare)
  const heights = [Math.max(9, picture.height * 0.011), picture.height * 0.085] as const
  let best = none
  for (const top of [picture.height - height, 0]) {
    const strip: Strip = { picture, top, height }
    for (const mask of stampMasks(strip))
      for (const line of readLines(mask, heights)) {
        const found = judged(strip, line, today)
        if (found?.burnt === 'seen') return found
        if (found && best.burnt === 'no') best = found
      }
  }
  return best
}

function judged(strip: Strip, line: ReadLine, today: string): Stamp | null {
  const words = dateWords(line.text, today)
  if (words === null) return null
  const { mean, worst } = nearness(line, words)
  if (mean > perhaps.mean || worst > perhaps.worst) return null
  const corner = cornerOf(strip, line)
  const sure = words.certain && mean <= surely.mean && worst <= surely.worst
  const stamp = sure && corner !== null && !onPlate(strip, line)
  return {
    burnt: stamp ? 'seen' : 'maybe',
    burntText: words.text,
    corner: corner ?? nearest(strip, line),
    day: words.day,
  }
}

function nearness({ distances }: ReadLine, { from, to }: DateWords): { mean: number; worst: number } {
  const own = distances.slice(from, to).filter((distance) => distance > 0)
  const sum = own.reduce((total, one) => total + one, 0)
  return { mean: own.length === 0 ? 1 : sum / own.length, worst: Math.max(0, ...own) }
}

type Corner = NonNullable<Stamp['corner']>

function nearest({ picture, top }: Strip, line: ReadLine): Corner {
  const side = line.x + line.width / 2 < picture.width / 2 ? 'left' : 'right'
  return `${top > 0 ? 'bottom' : 'top'}-${side}` as const
}

/** Null: in the middle, as what is written on a banner. */
function cornerOf(strip: Strip, line: ReadLine): Corner | null {
  const { picture, top } = strip
  const { width, height } = picture
  const left = line.x
  const right = width - (line.x + line.width)
  const edge = top > 0 ? height - (top + line.y + line.height) : line.y
  if (edge > nearEdge * height || Math.min(left, right) > nearSide * width) return null
  return nearest(strip, line)
}

/** How alike the pixels of a plate are, and how unlike those beyond its edge. */
const alike = 30
const unlike = 40
/** So many sign heights from the line its edge is looked for. */
const farthest = 5

/**
 * On a board or banner: one colour all around the line, and straight edges above and below. A stamp lies on the scene
 * itself.
 */
function onPlate({ picture, top }: Strip, line: ReadLine): boolean {
  const upper = edgeOf(picture, line, top + line.y - 1, -1)
  const lower = edgeOf(picture, line, top + line.y + line.height, 1)
  const near = [...upper.near, ...lower.near]
  const middle = median(near)
  const same = near.filter((one) => distance(one, middle) < alike).length / Math.max(1, near.length)
  if (same < 0.85) return false
  return (upper.straight || upper.out) && (lower.straight || lower.out) && (upper.straight || lower.straight)
}

type Pixel = readonly [number, number, number]
const distance = (one: Pixel, other: Pixel): number =>
  Math.max(Math.abs(one[0] - other[0]), Math.abs(one[1] - other[1]), Math.abs(one[2] - other[2]))

/** Rays from the line upward (-1) or downward (1): where the colour jumps, and whether all of them jump at one height. */
function edgeOf({ width, height, pixels }: Rgb, line: ReadLine, from: number, step: 1 | -1) {
  const pixel = (x: number, y: number): Pixel => {
    const at = (y * width + x) * 3
    return [pixels[at] ?? 0, pixels[at + 1] ?? 0, pixels[at + 2] ?? 0]
  }
  const start = from + step * Math.round(line.signHeight * 0.3)
  const near: Pixel[] = []
  const jumps: number[] = []
  let rays = 0
  let out = 0
  for (let x = line.x; x < line.x + line.width; x += Math.max(1, Math.round(line.width / 40))) {
    rays++
    if (start < 0 || start >= height) {
      out++
      continue
    }
    const first = pixel(x, start)
    near.push(first)
    for (let away = 1; away <= line.signHeight * farthest; away++) {
      const y = start + step * away
      if (y < 0 || y >= height) {
        out++
        break
      }
      const before = start + step * Math.max(0, away - 4)
      if (distance(pixel(x, y), pixel(x, before)) < unlike) continue
      jumps.push(away)
      break
    }
  }
  const middle = jumps.toSorted((one, other) => one - other)[Math.floor(jumps.length / 2)] ?? 0
  const aligned = jumps.filter((one) => Math.abs(one - middle) <= Math.max(2, line.signHeight * 0.12)).length
  return { near, straight: aligned >= rays * 0.7, out: out >= rays * 0.7 }
}

function median(pixels: readonly Pixel[]): Pixel {
  const of = (at: 0 | 1 | 2): number => {
    const sorted = pixels.map((one) => one[at]).sort((a, b) => a - b)
    return sorted[Math.floor(sorted.length / 2)] ?? 0
  }
  return [of(0), of(1), of(2)]
}
