/** Which sign a patch of ink is: the nearest of the known shapes, and how near. */
import { glyphShapes } from './glyph-shapes.ts'

export interface Patch {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}
/** One byte a pixel, 1 is ink. */
export interface Mask {
  readonly width: number
  readonly height: number
  readonly ink: Uint8Array
}
export interface Guess {
  readonly sign: string
  /** 0: the same shape; about 0.1 in a face that is not among the known ones; 0.3: another sign. */
  readonly distance: number
}

const across = 12
const down = 16
const cells = across * down

interface Shape {
  readonly sign: string
  readonly aspect: number
  readonly ink: Float32Array
}

const shapes: readonly Shape[] = glyphShapes.map((line) => {
  const [sign = '', aspect = '1', ink = ''] = line.split(' ')
  return { sign, aspect: Number(aspect), ink: softened(Float32Array.from(ink, (one) => Number.parseInt(one, 16) / 15)) }
})

/** A shift of half a cell is no other shape. */
function softened(ink: Float32Array): Float32Array {
  const out = new Float32Array(cells)
  for (let y = 0; y < down; y++)
    for (let x = 0; x < across; x++) {
      let sum = 0
      let weight = 0
      for (let dy = -1; dy <= 1; dy++)
        for (let dx = -1; dx <= 1; dx++) {
          const [px, py] = [x + dx, y + dy]
          if (px < 0 || py < 0 || px >= across || py >= down) continue
          const own = (dx === 0 ? 2 : 1) * (dy === 0 ? 2 : 1)
          sum += own * (ink[py * across + px] ?? 0)
          weight += own
        }
      out[y * across + x] = sum / weight
    }
  return out
}

/** Shares of ink of the patch's box, in the grid of the shapes. */
function inkOf({ width, ink }: Mask, patch: Patch): Float32Array {
  const out = new Float32Array(cells)
  const steps = 4
  for (let gy = 0; gy < down; gy++)
    for (let gx = 0; gx < across; gx++) {
      let sum = 0
      for (let i = 0; i < steps; i++)
        for (let j = 0; j < steps; j++) {
          const x = patch.x + Math.floor(((gx + (i + 0.5) / steps) * patch.width) / across)
          const y = patch.y + Math.floor(((gy + (j + 0.5) / steps) * patch.height) / down)
          sum += ink[y * width + x] ?? 0
        }
      out[gy * across + gx] = sum / (steps * steps)
    }
  return softened(out)
}

export function guessGlyph(mask: Mask, patch: Patch): Guess {
  const ink = inkOf(mask, patch)
  const aspect = patch.width / patch.height
  let best: Guess = { sign: '?', distance: 1 }
  for (const shape of shapes) {
    const narrow = 0.12 * Math.max(0, Math.abs(Math.log(aspect / shape.aspect)) - 0.12)
    if (narrow >= best.distance) continue
    let sum = 0
    const limit = (best.distance - narrow) * cells
    for (let at = 0; at < cells && sum < limit; at++) sum += Math.abs((ink[at] ?? 0) - (shape.ink[at] ?? 0))
    const distance = sum / cells + narrow
    if (distance < best.distance) best = { sign: shape.sign, distance }
  }
  return best
}
