/** Pictures of one byte a pixel, as the finder of codes wants them. */

export interface Grey {
  readonly width: number
  readonly height: number
  readonly pixels: Uint8Array
}

/** A red seal is as bright as paper in the red channel: whatever it covers shows through. */
export function redChannel(rgb: ArrayLike<number>, width: number, height: number): Grey {
  const pixels = new Uint8Array(width * height)
  for (let i = 0, j = 0; i < pixels.length; i++, j += 3) pixels[i] = rgb[j] ?? 0
  return { width, height, pixels }
}

/** The red channel with what a red seal still darkens put back. */
export function withoutInk(rgb: ArrayLike<number>, width: number, height: number): Grey {
  const pixels = new Uint8Array(width * height)
  for (let i = 0, j = 0; i < pixels.length; i++, j += 3) {
    const red = rgb[j] ?? 0
    // Lamp light makes paper itself a little red.
    pixels[i] = Math.min(255, red + 0.3 * Math.max(0, red - (rgb[j + 1] ?? 0) - 12))
  }
  return { width, height, pixels }
}

/** All three channels together: for print in a colour, and for scanners that see ink black anyway. */
export function brightness(rgb: ArrayLike<number>, width: number, height: number): Grey {
  const pixels = new Uint8Array(width * height)
  for (let i = 0, j = 0; i < pixels.length; i++, j += 3)
    pixels[i] = (77 * (rgb[j] ?? 0) + 150 * (rgb[j + 1] ?? 0) + 29 * (rgb[j + 2] ?? 0)) >> 8
  return { width, height, pixels }
}

/** A part of a picture, `factor` times as large (or, below 1, as small), between the pixels by cubic weights. */
export function scaled(grey: Grey, factor: number, part = whole(grey)): Grey {
  const width = Math.max(1, Math.round(part.width * factor))
  const height = Math.max(1, Math.round(part.height * factor))
  const middle = { width, height: part.height, pixels: new Uint8Array(width * part.height) }
  const across = taps(width, factor, part.x, grey.width)
  for (let y = 0; y < part.height; y++) {
    const row = (part.y + y) * grey.width
    for (let x = 0; x < width; x++) middle.pixels[y * width + x] = weighed(across, x, grey.pixels, row, 1)
  }
  const pixels = new Uint8Array(width * height)
  const down = taps(height, factor, 0, part.height)
  for (let x = 0; x < width; x++)
    for (let y = 0; y < height; y++) pixels[y * width + x] = weighed(down, y, middle.pixels, x, width)
  return { width, height, pixels }
}

export interface Part {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

const whole = ({ width, height }: Grey): Part => ({ x: 0, y: 0, width, height })

interface Taps {
  readonly count: number
  readonly places: Int32Array
  readonly weights: Float32Array
}

/** For each new pixel along one side: the old ones that it is made of and their shares. */
function taps(length: number, factor: number, from: number, limit: number): Taps {
  const reach = Math.max(1, 1 / factor)
  const count = Math.ceil(4 * reach)
  const places = new Int32Array(length * count)
  const weights = new Float32Array(length * count)
  for (let i = 0; i < length; i++) {
    const centre = from + (i + 0.5) / factor - 0.5
    const first = Math.floor(centre) - Math.ceil(2 * reach) + 1
    let total = 0
    for (let k = 0; k < count; k++) {
      const weight = cubic((first + k - centre) / reach)
      places[i * count + k] = Math.min(limit - 1, Math.max(0, first + k))
      weights[i * count + k] = weight
      total += weight
    }
    for (let k = 0; k < count; k++) weights[i * count + k] = (weights[i * count + k] ?? 0) / total
  }
  return { count, places, weights }
}

/** Catmull–Rom. */
function cubic(distance: number): number {
  const x = Math.abs(distance)
  if (x < 1) return 1.5 * x ** 3 - 2.5 * x ** 2 + 1
  return x < 2 ? -0.5 * x ** 3 + 2.5 * x ** 2 - 4 * x + 2 : 0
}

function weighed({ count, places, weights }: Taps, at: number, pixels: Uint8Array, from: number, step: number): number {
  let sum = 0
  for (let k = at * count; k < (at + 1) * count; k++)
    sum += (weights[k] ?? 0) * (pixels[from + (places[k] ?? 0) * step] ?? 0)
  return sum < 0 ? 0 : sum > 255 ? 255 : Math.round(sum)
}

/** Mean of the square of `2 × radius + 1` pixels around each pixel. */
export function softened({ width, height, pixels }: Grey, radius: number): Grey {
  const table = sums({ width, height, pixels })
  const out = new Uint8Array(pixels.length)
  for (let y = 0; y < height; y++) {
    const [top, bottom] = [Math.max(0, y - radius) * (width + 1), Math.min(height, y + radius + 1) * (width + 1)]
    for (let x = 0; x < width; x++) {
      const [left, right] = [Math.max(0, x - radius), Math.min(width, x + radius + 1)]
      const sum =
        (table[bottom + right] ?? 0) -
        (table[top + right] ?? 0) -
        (table[bottom + left] ?? 0) +
        (table[top + left] ?? 0)
      out[y * width + x] = sum / (((bottom - top) / (width + 1)) * (right - left))
    }
  }
  return { width, height, pixels: out }
}

/** Takes back what lens and encoder have smeared. */
export function sharpened(grey: Grey, radius: number, strength: number): Grey {
  const soft = softened(softened(grey, radius), radius)
  const pixels = new Uint8Array(grey.pixels.length)
  for (let i = 0; i < pixels.length; i++) {
    const value = grey.pixels[i] ?? 0
    pixels[i] = Math.min(255, Math.max(0, value + strength * (value - (soft.pixels[i] ?? 0))))
  }
  return { ...grey, pixels }
}

/** Black where a pixel is darker than its surroundings: shadows and worn print no longer count. */
export function blackAndWhite(grey: Grey, radius: number): Grey {
  const mean = softened(grey, radius)
  return { ...grey, pixels: grey.pixels.map((value, i) => (value < (mean.pixels[i] ?? 0) ? 0 : 255)) }
}

/** Sums over the rectangle from the first pixel, one row and one column larger than the picture. */
export function sums({ width, height, pixels }: Grey): Float64Array {
  const table = new Float64Array((width + 1) * (height + 1))
  for (let y = 0; y < height; y++) {
    let row = 0
    for (let x = 0; x < width; x++) {
      row += pixels[y * width + x] ?? 0
      table[(y + 1) * (width + 1) + x + 1] = (table[y * (width + 1) + x + 1] ?? 0) + row
    }
  }
  return table
}
