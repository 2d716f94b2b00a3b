/** A date that a camera or phone has burnt into a picture: a line of bright digits in a corner. */
import type { PhotoDateMark } from '../../../shared/api/photos.ts'
import { type DateWords, dateWords } from './date-words.ts'
import type { Rgb } from './decode-photo.ts'
import { type ReadLine, readLines } from './ink-lines.ts'
import { type Strip, stampMasks } from './stamp-masks.ts'

export type Stamp = Pick<PhotoDateMark, 'burnt' | 'burntText' | 'corner'> & { readonly day: string | null }

const none: Stamp = { burnt: 'no', burntText: '', corner: null, day: null }
/** Share of the picture's height that is looked at above and below. */
const stripShare = 0.24
/** A stamp ends so near to the edges: of the width, of the height. */
const nearSide = 0.14
const nearEdge = 0.15
/** Signs of a date are of the known shapes when they are so near on average, and the worst of them. */
const surely = { mean: 0.1, worst: 0.19 } as const
const perhaps = { mean: 0.13, worst: 0.26 } as const

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
  return { burnt: stamp ? 'seen' : 'maybe', burntText: words.text, corner: corner ?? nearest(strip, line), day: words.day }
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

/** How alike the pixels of a plate are. */
const alike = 26

/**
 * On a board or banner: all around the line one colour, and farther out another one. A stamp lies on the scene itself, so
 * either the colour changes under it or it goes on.
 */
function onPlate({ picture, top }: Strip, line: ReadLine): boolean {
  const near = ring(picture, line, top, 0.35)
  const middle = median(near)
  const same = near.filter((one) => distance(one, middle) < alike).length / Math.max(1, near.length)
  if (same < 0.9) return false
  const sides = [2.2, 3.5, 5].map((reach) => {
    const far = ring(picture, line, top, reach)
    return far.length === 0 ? 1 : far.filter((one) => distance(one, middle) < alike).length / far.length
  })
  return Math.min(...sides) < 0.6
}

type Pixel = readonly [number, number, number]
const distance = (one: Pixel, other: Pixel): number =>
  Math.max(Math.abs(one[0] - other[0]), Math.abs(one[1] - other[1]), Math.abs(one[2] - other[2]))

/** Pixels of a frame around the line, so many sign heights away from it. */
function ring({ width, height, pixels }: Rgb, line: ReadLine, top: number, reach: number): Pixel[] {
  const away = Math.round(line.signHeight * reach)
  const [left, right] = [line.x - away, line.x + line.width + away]
  const [upper, lower] = [top + line.y - away, top + line.y + line.height + away]
  const found: Pixel[] = []
  const put = (x: number, y: number): void => {
    if (x < 0 || y < 0 || x >= width || y >= height) return
    const at = (y * width + x) * 3
    found.push([pixels[at] ?? 0, pixels[at + 1] ?? 0, pixels[at + 2] ?? 0])
  }
  for (let x = left; x <= right; x += 2) {
    put(x, upper)
    put(x, lower)
  }
  for (let y = upper; y <= lower; y += 2) {
    put(left, y)
    put(right, y)
  }
  return found
}

function median(pixels: readonly Pixel[]): Pixel {
  const of = (at: 0 | 1 | 2): number => {
    const sorted = pixels.map((one) => one[at]).sort((a, b) => a - b)
    return sorted[Math.floor(sorted.length / 2)] ?? 0
  }
  return [of(0), of(1), of(2)]
}
