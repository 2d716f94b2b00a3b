/** What an office's scanner makes of a page: grey, 150 dpi, a little askew, noise, a strong JPEG; or a fax's black and white. */
import { execFile } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { promisify } from 'node:util'
import { seeded } from '../long/seeded.ts'
import type { Picture } from './phone-photo.ts'

const run = promisify(execFile)
const a4 = { width: 1240, height: 1754 }

export interface ScanOptions {
  readonly seed: number
  /** Black and white only, as it comes out of a fax machine. */
  readonly fax: boolean
}

export async function writeDegradedScan(page: Picture, out: string, { seed, fax }: ScanOptions): Promise<string> {
  const random = seeded(seed)
  const skew = (1 + 2 * random()) * (random() < 0.5 ? -1 : 1)
  const { width, height } = a4
  const [sin, cos] = [Math.sin((skew * Math.PI) / 180), Math.cos((skew * Math.PI) / 180)]
  const shift = [(random() - 0.5) * 16, (random() - 0.5) * 16] as const
  const grain = 6 + 10 * random()
  const lid = 222 + 20 * random()
  const fine = 2
  const pixels = new Uint8Array(width * height)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let sum = 0
      for (let part = 0; part < fine * fine; part++) {
        const dx = x + ((part % fine) + 0.5) / fine - width / 2 + shift[0]
        const dy = y + (Math.floor(part / fine) + 0.5) / fine - height / 2 + shift[1]
        const column = Math.floor(((dx * cos + dy * sin + width / 2) / width) * page.width)
        const row = Math.floor(((-dx * sin + dy * cos + height / 2) / height) * page.height)
        const inside = column >= 0 && row >= 0 && column < page.width && row < page.height
        const at = 3 * (row * page.width + column)
        sum += inside
          ? (77 * (page.pixels[at] ?? 255) + 150 * (page.pixels[at + 1] ?? 255) + 29 * (page.pixels[at + 2] ?? 255)) /
            256
          : lid
      }
      const noise = (random() + random() + random() + random() - 2) * 1.7 * grain
      const value = 30 + 0.84 * (sum / (fine * fine)) + noise
      pixels[y * width + x] = fax ? (value < 140 ? 0 : 255) : Math.min(255, Math.max(0, Math.round(value)))
    }
  }
  writeFileSync(`${out}.pgm`, Buffer.concat([Buffer.from(`P5 ${width} ${height} 255\n`), pixels]))
  await run('convert', [`${out}.pgm`, '-quality', '40', out])
  return out
}
