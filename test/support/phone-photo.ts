/**
 * What a telephone makes of a stamped page lying on a desk: perspective, uneven light, blur, noise and the JPEG of a chat
 * program. Made from numbers only, so that a seed gives the same photo again; the encoder is ImageMagick's.
 */
import { execFile } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { promisify } from 'node:util'
import { seeded } from '../long/seeded.ts'

const run = promisify(execFile)

export interface Picture {
  readonly width: number
  readonly height: number
  /** RGB, row by row. */
  readonly pixels: Uint8Array
}

export interface PhotoOptions {
  readonly seed: number
  /** Centre of the seal on the paper in millimetres; left out: none. */
  readonly seal?: { readonly x: number; readonly y: number }
  /** Degrees that the telephone is held askew to the paper. */
  readonly tilt: number
  /** Pixels of the longer side. */
  readonly longSide: number
  /** Quarter turns, as when the telephone lay across. */
  readonly turns?: number
}

const paper = { width: 210, height: 297 }
/** 42 mm: the seal of a county office. */
const sealRadius = 21

/** A page of a PDF in colour. */
export async function pagePicture(file: string, page: number, dpi = 200): Promise<Picture> {
  const args = ['-f', `${page}`, '-l', `${page}`, '-r', `${dpi}`, '-singlefile', file]
  const { stdout } = await run('pdftoppm', args, { encoding: 'buffer', maxBuffer: 256 * 1024 * 1024 })
  const header = /^P6\s+(\d+)\s+(\d+)\s+255\s/.exec(stdout.subarray(0, 64).toString('latin1'))
  if (!header) throw new Error('no picture of the page')
  const pixels = new Uint8Array(stdout.subarray(header[0].length))
  return { width: Number(header[1]), height: Number(header[2]), pixels }
}

export async function writePhoto(page: Picture, out: string, options: PhotoOptions): Promise<string> {
  const photo = takePhoto(page, options)
  const ppm = `${out}.ppm`
  writeFileSync(ppm, Buffer.concat([Buffer.from(`P6 ${photo.width} ${photo.height} 255\n`), photo.pixels]))
  await run('convert', [ppm, '-sampling-factor', '4:2:0', '-quality', '60', out])
  return out
}

export function takePhoto(page: Picture, options: PhotoOptions): Picture {
  const random = seeded(options.seed)
  const between = (from: number, to: number) => from + (to - from) * random()
  const across = (options.turns ?? 0) % 2 === 1
  const [shortSide, longSide] = [Math.round(options.longSide * 0.75), options.longSide]
  const [width, height] = across ? [longSide, shortSide] : [shortSide, longSide]
  const roll = between(-6, 6) + 90 * (options.turns ?? 0)
  const view = camera({ width, height, tilt: options.tilt, towards: between(0, 360), roll, fill: between(0.9, 0.97) })
  const seal = options.seal ? sealOf(options.seal, random) : null
  const light = lightOf(width, height, random)
  const desk = [between(70, 150), between(60, 120), between(40, 100)]
  const warm = [1, between(0.93, 1), between(0.82, 0.98)]
  const [perX, perY] = [page.width / paper.width, page.height / paper.height]
  const colour = new Float32Array(3)
  const sum = new Float32Array(3)
  const raw = new Float32Array(width * height * 3)
  const fine = 2
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      sum.fill(0)
      for (let part = 0; part < fine * fine; part++) {
        const { x, y } = view(column + ((part % fine) + 0.5) / fine, row + (Math.floor(part / fine) + 0.5) / fine)
        if (x < 0 || y < 0 || x >= paper.width || y >= paper.height)
          for (let c = 0; c < 3; c++) colour[c] = desk[c] ?? 0
        else {
          const at = 3 * (Math.floor(y * perY) * page.width + Math.floor(x * perX))
          const ink = seal === null ? 0 : seal(x, y)
          // Ink lets through red and swallows the rest.
          colour[0] = (page.pixels[at] ?? 255) * (1 - 0.22 * ink)
          colour[1] = (page.pixels[at + 1] ?? 255) * (1 - 0.84 * ink)
          colour[2] = (page.pixels[at + 2] ?? 255) * (1 - 0.8 * ink)
        }
        for (let c = 0; c < 3; c++) sum[c] = (sum[c] ?? 0) + (colour[c] ?? 0)
      }
      const shade = light(column, row)
      for (let c = 0; c < 3; c++)
        // Black print reflects a little, white paper is never quite white.
        raw[3 * (row * width + column) + c] = (22 + ((sum[c] ?? 0) / (fine * fine)) * 0.86) * shade * (warm[c] ?? 1)
    }
  }
  const soft = blur(raw, width, height, between(0.45, 0.8))
  const grain = between(2, 5)
  const pixels = new Uint8Array(soft.length)
  for (let i = 0; i < soft.length; i++) {
    const noise = (random() + random() + random() + random() - 2) * 1.7 * grain
    pixels[i] = Math.min(255, Math.max(0, Math.round((soft[i] ?? 0) + noise)))
  }
  return { width, height, pixels }
}

interface Held {
  readonly width: number
  readonly height: number
  readonly tilt: number
  /** Degrees: towards which side of the paper the telephone leans. */
  readonly towards: number
  readonly roll: number
  /** Share of the photo that the paper takes up. */
  readonly fill: number
}

/** From a point of the photo to millimetres on the paper: a pinhole camera of a telephone's angle of view. */
function camera({
  width,
  height,
  tilt,
  towards,
  roll,
  fill,
}: Held): (u: number, v: number) => { x: number; y: number } {
  const focal = Math.max(width, height) / (2 * Math.tan((33 * Math.PI) / 180))
  const [a, t, r] = [towards, tilt, roll].map((degrees) => (degrees * Math.PI) / 180) as [number, number, number]
  // Lean around an axis in the paper, then roll around the line of sight.
  const axis = [Math.cos(a), Math.sin(a)] as const
  const turn = (x: number, y: number): readonly [number, number, number] => {
    const along = x * axis[0] + y * axis[1]
    const over = -x * axis[1] + y * axis[0]
    const [px, py] = [along * axis[0] - over * Math.cos(t) * axis[1], along * axis[1] + over * Math.cos(t) * axis[0]]
    return [px * Math.cos(r) - py * Math.sin(r), px * Math.sin(r) + py * Math.cos(r), over * Math.sin(t)]
  }
  const distance = 330
  const corners = [-1, 1].flatMap((i) => [-1, 1].map((j) => turn((i * paper.width) / 2, (j * paper.height) / 2)))
  const seen = corners.map(([x, y, z]) => [(focal * x) / (distance + z), (focal * y) / (distance + z)] as const)
  const span = (at: 0 | 1) => {
    const all = seen.map((corner) => corner[at])
    return { low: Math.min(...all), high: Math.max(...all) }
  }
  const [spanX, spanY] = [span(0), span(1)]
  // The person steps nearer and aims until the paper fills the picture.
  const zoom = Math.min((fill * width) / (spanX.high - spanX.low), (fill * height) / (spanY.high - spanY.low))
  const [midX, midY] = [(spanX.low + spanX.high) / 2, (spanY.low + spanY.high) / 2]
  // Two vectors in the paper and its middle span the plane: solve for the point that the ray meets.
  const [ex, ey] = [turn(1, 0), turn(0, 1)]
  return (u, v) => {
    const [dx, dy] = [((u - width / 2) / zoom + midX) / focal, ((v - height / 2) / zoom + midY) / focal]
    const a11 = ex[0] - dx * ex[2]
    const a12 = ey[0] - dx * ey[2]
    const a21 = ex[1] - dy * ex[2]
    const a22 = ey[1] - dy * ey[2]
    const [b1, b2] = [dx * distance, dy * distance]
    const det = a11 * a22 - a12 * a21
    return { x: (b1 * a22 - b2 * a12) / det + paper.width / 2, y: (a11 * b2 - a21 * b1) / det + paper.height / 2 }
  }
}

/** How much ink lies on a point, 0–1: ring, star, characters along the ring; worn here and there. */
function sealOf(at: { x: number; y: number }, random: () => number): (x: number, y: number) => number {
  const turned = (random() - 0.5) * 0.5
  const strength = 0.6 + 0.35 * random()
  const worn = Array.from({ length: 48 * 48 }, () => random())
  const strokes = Array.from({ length: 14 * 9 }, () => random() > 0.45)
  return (x, y) => {
    const [dx, dy] = [x - at.x, y - at.y]
    const r = Math.hypot(dx, dy)
    if (r > sealRadius) return 0
    const angle = Math.atan2(dy, dx) + turned
    const fleck = (worn[Math.floor(dx + 24) * 48 + Math.floor(dy + 24)] ?? 1) < 0.12 ? 0.35 : 1
    if (r > sealRadius - 1.2) return strength * fleck
    if (r > 12.5 && r < 17.5) {
      const place = ((angle + 2 * Math.PI) % (2 * Math.PI)) / ((2 * Math.PI) / 14)
      const cell = Math.floor((place % 1) * 4) + 3 * Math.floor(((r - 12.5) / 5) * 3)
      const drawn = place % 1 < 0.75 && (strokes[Math.floor(place) * 9 + cell] ?? false)
      return drawn ? strength * fleck : 0
    }
    const point = ((angle + Math.PI / 2 + 4 * Math.PI) % ((2 * Math.PI) / 5)) - Math.PI / 5
    return r < 7 - 4.3 * (1 - Math.abs(point) / (Math.PI / 5)) ? strength * fleck : 0
  }
}

/** A lamp from one side, darker corners, the edge of a shadow. */
function lightOf(width: number, height: number, random: () => number): (column: number, row: number) => number {
  const angle = random() * 2 * Math.PI
  const fall = 0.1 + 0.25 * random()
  const edge = 0.2 + 0.6 * random()
  const shadow = random() > 0.5 ? 0.1 + 0.25 * random() : 0
  const side = Math.max(width, height)
  return (column, row) => {
    const [x, y] = [(column - width / 2) / side, (row - height / 2) / side]
    const along = x * Math.cos(angle) + y * Math.sin(angle)
    const inShadow = shadow / (1 + Math.exp((along + 0.5 - edge) * 40))
    return (0.96 - fall * (along + 0.5)) * (1 - 0.25 * (x * x + y * y)) * (1 - inShadow)
  }
}

function blur(pixels: Float32Array, width: number, height: number, sigma: number): Float32Array {
  const weights = [-2, -1, 0, 1, 2].map((step) => Math.exp((-step * step) / (2 * sigma * sigma)))
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const pass = (from: Float32Array, across: boolean): Float32Array => {
    const to = new Float32Array(from.length)
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        for (let c = 0; c < 3; c++) {
          let sum = 0
          for (let k = 0; k < 5; k++) {
            const column = across ? Math.min(width - 1, Math.max(0, x + k - 2)) : x
            const row = across ? y : Math.min(height - 1, Math.max(0, y + k - 2))
            sum += (from[3 * (row * width + column) + c] ?? 0) * (weights[k] ?? 0)
          }
          to[3 * (y * width + x) + c] = sum / total
        }
      }
    }
    return to
  }
  return pass(pass(pixels, true), false)
}
