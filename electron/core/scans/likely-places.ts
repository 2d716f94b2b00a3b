import { type Grey, type Part, sums } from './grey.ts'

const cell = 8
/** Beyond this a step from paper to print tells nothing more. */
const strongest = 60

/**
 * Where on a picture a two-dimensional code may lie, the likeliest first: nothing else on a printed page changes between
 * black and white so often in both directions. Squares of `side` pixels around it, cut off at the edges of the picture.
 */
export function likelyPlaces(grey: Grey, side: number, count: number): Part[] {
  const coarse = unrest(grey)
  const window = Math.max(2, Math.round((side * 0.35) / cell))
  const table = sums(coarse)
  const line = coarse.width + 1
  const found: { x: number; y: number; score: number }[] = []
  for (let y = 0; y + window <= coarse.height; y++) {
    for (let x = 0; x + window <= coarse.width; x++) {
      const [top, bottom] = [y * line, (y + window) * line]
      const score =
        (table[bottom + x + window] ?? 0) -
        (table[top + x + window] ?? 0) -
        (table[bottom + x] ?? 0) +
        (table[top + x] ?? 0)
      found.push({ x, y, score })
    }
  }
  found.sort((a, b) => b.score - a.score)
  const chosen: typeof found = []
  for (const one of found) {
    if (chosen.length === count) break
    if (chosen.every(({ x, y }) => Math.max(Math.abs(x - one.x), Math.abs(y - one.y)) >= window / 2)) chosen.push(one)
  }
  return chosen.map(({ x, y }) => around(grey, (x + window / 2) * cell, (y + window / 2) * cell, side))
}

function around({ width, height }: Grey, x: number, y: number, side: number): Part {
  const left = Math.max(0, Math.round(x - side / 2))
  const top = Math.max(0, Math.round(y - side / 2))
  return { x: left, y: top, width: Math.min(side, width - left), height: Math.min(side, height - top) }
}

/** How much the picture changes within each cell of 8 × 8 pixels, the lesser of both directions: rules and lines are none. */
function unrest({ width, height, pixels }: Grey): Grey {
  const [columns, rows] = [Math.floor(width / cell), Math.floor(height / cell)]
  const out = new Uint8Array(columns * rows)
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      let [across, down] = [0, 0]
      for (let y = row * cell; y < (row + 1) * cell - 1; y++) {
        for (let x = column * cell; x < (column + 1) * cell - 1; x++) {
          const at = y * width + x
          const value = pixels[at] ?? 0
          across += Math.min(strongest, Math.abs(value - (pixels[at + 1] ?? 0)))
          down += Math.min(strongest, Math.abs(value - (pixels[at + width] ?? 0)))
        }
      }
      out[row * columns + column] = (4 * Math.min(across, down)) / (cell * cell)
    }
  }
  return { width: columns, height: rows, pixels: out }
}
