/** PNG to RGB, for looking at: eight bits a channel, not interlaced, which is what phones and screens write. */
import { inflateSync } from 'node:zlib'

/** Three bytes a pixel. */
export interface Rgb {
  readonly width: number
  readonly height: number
  readonly pixels: Uint8Array
}

const channelsOf: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 }

/** Null for what is broken or of another kind. The size was held against a limit before. */
export function pngPixels(bytes: Uint8Array): Rgb | null {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const parts: Buffer[] = []
  let palette: Buffer | null = null
  for (let at = 8; at + 12 <= data.length; ) {
    const length = data.readUInt32BE(at)
    const name = data.toString('latin1', at + 4, at + 8)
    const body = data.subarray(at + 8, at + 8 + length)
    if (name === 'IDAT') parts.push(body)
    if (name === 'PLTE') palette = body
    if (name === 'IEND') break
    at += 12 + length
  }
  if (data.length < 33) return null
  const [width, height] = [data.readUInt32BE(16), data.readUInt32BE(20)]
  const [depth, kind, interlaced] = [data[24] ?? 0, data[25] ?? 0, data[28] ?? 0]
  const channels = channelsOf[kind]
  if (depth !== 8 || interlaced !== 0 || channels === undefined) return null
  const stride = width * channels
  let raw: Buffer
  try {
    raw = inflateSync(Buffer.concat(parts), { maxOutputLength: (stride + 1) * height + 1024 })
  } catch {
    return null
  }
  if (raw.length < (stride + 1) * height) return null
  unfilter(raw, stride, height, channels)
  const pixels = new Uint8Array(width * height * 3)
  for (let y = 0, to = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const from = y * (stride + 1) + 1 + x * channels
      const first = raw[from] ?? 0
      for (let c = 0; c < 3; c++)
        pixels[to++] = kind === 3 ? (palette?.[first * 3 + c] ?? 0) : channels < 3 ? first : (raw[from + c] ?? 0)
    }
  return { width, height, pixels }
}

/** PNG 9.2, in place. */
function unfilter(raw: Buffer, stride: number, height: number, channels: number): void {
  for (let y = 0; y < height; y++) {
    const row = y * (stride + 1) + 1
    const above = row - stride - 1
    const filter = raw[row - 1] ?? 0
    if (filter === 0) continue
    for (let x = 0; x < stride; x++) {
      const left = x >= channels ? (raw[row + x - channels] ?? 0) : 0
      const up = y > 0 ? (raw[above + x] ?? 0) : 0
      const corner = y > 0 && x >= channels ? (raw[above + x - channels] ?? 0) : 0
      const guess = filter === 1 ? left : filter === 2 ? up : filter === 3 ? (left + up) >> 1 : paeth(left, up, corner)
      raw[row + x] = ((raw[row + x] ?? 0) + guess) & 255
    }
  }
}

function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)]
  return a <= b && a <= c ? left : b <= c ? up : corner
}
