/** Where a stamp's ink may be in a strip of a photo: bright paint of one colour, and whatever is brighter than around it. */

import type { Mask } from './glyphs.ts'
import type { Rgb } from './png-pixels.ts'

type Colour = readonly [number, number, number]
/** White, yellow, orange, red-orange, red, green, light blue: what cameras and phones stamp in. */
const paints: readonly Colour[] = [
  [250, 250, 250],
  [255, 225, 60],
  [255, 165, 30],
  [255, 115, 25],
  [230, 40, 35],
  [80, 240, 90],
]

export interface Strip {
  readonly picture: Rgb
  readonly top: number
  readonly height: number
}

function makeMask({ picture, top, height }: Strip, isInk: (at: number) => boolean): Mask {
  const { width } = picture
  const ink = new Uint8Array(width * height)
  const from = top * width
  for (let i = 0; i < ink.length; i++) if (isInk((from + i) * 3)) ink[i] = 1
  return { width, height, ink }
}

const paintMask = (strip: Strip, [r, g, b]: Colour, reach: number): Mask => {
  const { pixels } = strip.picture
  const limit = reach * reach
  return makeMask(strip, (at) => {
    const [dr, dg, db] = [(pixels[at] ?? 0) - r, (pixels[at + 1] ?? 0) - g, (pixels[at + 2] ?? 0) - b]
    // Chroma is smeared by every JPEG: it counts less than light.
    const light = (dr + 2 * dg + db) / 4
    return light * light * 2 + (dr * dr + dg * dg + db * db) / 3 < limit
  })
}

/** Brighter by `step` than the mean of its surroundings, in red or in all channels together. */
function brighterMask(strip: Strip, channel: 'red' | 'light', radius: number, step: number): Mask {
  const { picture, top, height } = strip
  const { width, pixels } = picture
  const values = new Float64Array(width * height)
  const from = top * width
  for (let i = 0; i < values.length; i++) {
    const at = (from + i) * 3
    const [r, g, b] = [pixels[at] ?? 0, pixels[at + 1] ?? 0, pixels[at + 2] ?? 0]
    values[i] = channel === 'red' ? r : (r + 2 * g + b) / 4
  }
  const table = new Float64Array((width + 1) * (height + 1))
  for (let y = 0; y < height; y++) {
    let row = 0
    for (let x = 0; x < width; x++) {
      row += values[y * width + x] ?? 0
      table[(y + 1) * (width + 1) + x + 1] = (table[y * (width + 1) + x + 1] ?? 0) + row
    }
  }
  const ink = new Uint8Array(width * height)
  for (let y = 0; y < height; y++) {
    const [y0, y1] = [Math.max(0, y - radius), Math.min(height, y + radius + 1)]
    for (let x = 0; x < width; x++) {
      const [x0, x1] = [Math.max(0, x - radius), Math.min(width, x + radius + 1)]
      const sum =
        (table[y1 * (width + 1) + x1] ?? 0) -
        (table[y0 * (width + 1) + x1] ?? 0) -
        (table[y1 * (width + 1) + x0] ?? 0) +
        (table[y0 * (width + 1) + x0] ?? 0)
      const mean = sum / ((x1 - x0) * (y1 - y0))
      if ((values[y * width + x] ?? 0) > mean + step) ink[y * width + x] = 1
    }
  }
  return { width, height, ink }
}

/** Closes the gaps between the strokes of seven segments and of dots. */
function grown({ width, height, ink }: Mask): Mask {
  const out = new Uint8Array(ink.length)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const at = y * width + x
      if (
        ink[at] === 1 ||
        (x > 0 && ink[at - 1] === 1) ||
        (x < width - 1 && ink[at + 1] === 1) ||
        (y > 0 && ink[at - width] === 1) ||
        (y < height - 1 && ink[at + width] === 1)
      )
        out[at] = 1
    }
  return { width, height, ink: out }
}

/** Nothing to read: hardly any ink, or an area of this colour with the stamp's outlines in it at most. */
function isReadable({ ink }: Mask): boolean {
  let sum = 0
  for (const one of ink) sum += one
  return sum > 80 && sum < ink.length * 0.4
}

/** The likeliest first: whoever finds a date may stop. */
export function* stampMasks(strip: Strip): Generator<Mask> {
  for (const mask of allMasks(strip)) if (isReadable(mask)) yield mask
}

function* allMasks(strip: Strip): Generator<Mask> {
  for (const paint of paints) {
    const mask = paintMask(strip, paint, 85)
    yield mask
    if (isReadable(mask)) yield grown(mask)
  }
  yield brighterMask(strip, 'light', 16, 38)
  yield brighterMask(strip, 'red', 16, 38)
  for (const paint of paints) yield paintMask(strip, paint, 55)
}
