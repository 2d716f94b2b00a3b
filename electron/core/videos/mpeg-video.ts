/** The sequence header of MPEG-1 and MPEG-2 video (ISO/IEC 13818-2 6.2.2.1), and the layer of MPEG audio. */
import type { SeenPicture } from './partial-facts.ts'

const rates = [0, 24_000 / 1001, 24, 25, 30_000 / 1001, 30, 50, 60_000 / 1001, 60]
/** Of the whole picture, by code; the first one means square pixels. */
const shapes: Readonly<Record<number, readonly [number, number]>> = { 2: [4, 3], 3: [16, 9], 4: [221, 100] }

/** The first one in these bytes. */
export function mpegSequence(bytes: Buffer): SeenPicture | null {
  const at = bytes.indexOf(Buffer.from([0, 0, 1, 0xb3]))
  if (at < 0 || at + 12 > bytes.length) return null
  const width = bytes.readUInt16BE(at + 4) >> 4
  const height = bytes.readUInt16BE(at + 5) & 0xfff
  const codes = bytes[at + 7] ?? 0
  const later = bytes.subarray(at + 12, at + 160)
  // Only MPEG-2 extends its sequence.
  const second = later.includes(Buffer.from([0, 0, 1, 0xb5]))
  const whole = second ? shapes[codes >> 4] : undefined
  return {
    codec: second ? 'mpeg2video' : 'mpeg1video',
    width,
    height,
    shape: whole ? [whole[0] * height, whole[1] * width] : undefined,
    rate: rates[codes & 15] || null,
  }
}

/** The first frame in these bytes. */
export function audioLayer(bytes: Buffer): 'mp1' | 'mp2' | 'mp3' | null {
  for (let at = bytes.indexOf(0xff); at >= 0 && at + 1 < bytes.length; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1] ?? 0
    if ((next & 0xe0) !== 0xe0) continue
    const layer = ({ 1: 'mp3', 2: 'mp2', 3: 'mp1' } as const)[(next >> 1) & 3]
    if (layer) return layer
  }
  return null
}
