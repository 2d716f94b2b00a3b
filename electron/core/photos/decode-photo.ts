/** A photo as pixels, upright and of a size in which a date stamp is neither large nor small. */
import { JpegImage } from 'pdfjs-dist/legacy/image_decoders/pdf.image_decoders.mjs'
import { type MediaFacts, mediaFacts } from '../attachments/media.ts'
import { exifTurn, type Turn } from '../documents/docx/exif-turn.ts'
import { pngPixels, type Rgb } from './png-pixels.ts'

export type PhotoFault = 'broken' | 'too-large' | 'other-kind'

/** Beyond this a decoder needs more memory than a look is worth. */
export const maxPixels = 60_000_000
/** The longer side that is looked at. */
const longSide = 1600
/** A smaller picture is made larger: its digits have too few pixels. */
const shortOfPixels = 900
const enoughPixels = 1300

export function decodePhoto(bytes: Uint8Array): Rgb | PhotoFault {
  const facts = mediaFacts(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
  if (facts === null) return 'other-kind'
  if (facts === 'broken-picture') return 'broken'
  if ((facts.width ?? 0) * (facts.height ?? 0) > maxPixels) return 'too-large'
  if (facts.mediaType !== 'image/jpeg' && facts.mediaType !== 'image/png') return 'other-kind'
  const decoded = facts.mediaType === 'image/jpeg' ? jpegPixels(bytes, facts) : pngPixels(bytes)
  if (decoded === null) return 'broken'
  return turned(fitted(decoded), facts.mediaType === 'image/jpeg' ? exifTurn(bytes) : { degrees: 0, mirrored: false })
}

function jpegPixels(bytes: Uint8Array, { width, height }: MediaFacts): Rgb | null {
  try {
    const image = new JpegImage()
    image.parse(bytes)
    // Twice the size that is needed: the decoder takes every so many-th pixel, and the mean of four is steadier.
    const step = Math.max(1, Math.max(width ?? 0, height ?? 0) / (2 * longSide))
    const size = { width: Math.round(image.width / step), height: Math.round(image.height / step) }
    const pixels = image.getData({ ...size, forceRGB: true })
    return { ...size, pixels: new Uint8Array(pixels.buffer, pixels.byteOffset, pixels.byteLength) }
  } catch {
    return null
  }
}

function fitted(picture: Rgb): Rgb {
  const long = Math.max(picture.width, picture.height)
  if (long > longSide) return resized(picture, longSide / long)
  return long < shortOfPixels ? resized(picture, Math.min(3, enoughPixels / long)) : picture
}

/** Between the pixels when it grows, the mean of the pixels when it shrinks. */
function resized({ width, height, pixels }: Rgb, factor: number): Rgb {
  const [w, h] = [Math.max(1, Math.round(width * factor)), Math.max(1, Math.round(height * factor))]
  const out = new Uint8Array(w * h * 3)
  const taps = factor < 1 ? Math.min(4, Math.ceil(1 / factor)) : 1
  for (let y = 0, to = 0; y < h; y++)
    for (let x = 0; x < w; x++, to += 3)
      for (let c = 0; c < 3; c++) {
        let sum = 0
        for (let i = 0; i < taps; i++)
          for (let j = 0; j < taps; j++) {
            const fx = (x + (i + 0.5) / taps) / factor - 0.5
            const fy = (y + (j + 0.5) / taps) / factor - 0.5
            sum += between(pixels, width, height, fx, fy, c)
          }
        out[to + c] = sum / (taps * taps)
      }
  return { width: w, height: h, pixels: out }
}

function between(pixels: Uint8Array, width: number, height: number, fx: number, fy: number, c: number): number {
  const [x, y] = [Math.min(width - 1, Math.max(0, fx)), Math.min(height - 1, Math.max(0, fy))]
  const [x0, y0] = [Math.floor(x), Math.floor(y)]
  const [x1, y1] = [Math.min(width - 1, x0 + 1), Math.min(height - 1, y0 + 1)]
  const at = (px: number, py: number): number => pixels[(py * width + px) * 3 + c] ?? 0
  const [dx, dy] = [x - x0, y - y0]
  return (at(x0, y0) * (1 - dx) + at(x1, y0) * dx) * (1 - dy) + (at(x0, y1) * (1 - dx) + at(x1, y1) * dx) * dy
}

function turned(picture: Rgb, { degrees, mirrored }: Turn): Rgb {
  if (degrees === 0 && !mirrored) return picture
  const { width, height, pixels } = picture
  const sideways = degrees === 90 || degrees === 270
  const [w, h] = sideways ? [height, width] : [width, height]
  const out = new Uint8Array(pixels.length)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const mx = mirrored ? width - 1 - x : x
      const [tx, ty] =
        degrees === 90
          ? [height - 1 - y, mx]
          : degrees === 180
            ? [width - 1 - mx, height - 1 - y]
            : degrees === 270
              ? [y, width - 1 - mx]
              : [mx, y]
      for (let c = 0; c < 3; c++) out[(ty * w + tx) * 3 + c] = pixels[(y * width + x) * 3 + c] ?? 0
    }
  return { width: w, height: h, pixels: out }
}
