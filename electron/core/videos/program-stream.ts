/** MPEG program streams (MPG, VOB): both ends are read, never the middle. */
import type { ByteSource } from './byte-source.ts'
import { audioLayer, mpegSequence } from './mpeg-video.ts'
import type { Seen } from './partial-facts.ts'
import { type Stamp, secondsBetween, stampOf } from './time-stamps.ts'

const endBytes = 300_000
const prefix = Buffer.from([0, 0, 1])

/** @throws OverBudget */
export function seeProgramStream(source: ByteSource): Seen {
  const head = source.read(0, Math.min(endBytes, source.size))
  const tail = source.size <= endBytes ? head : source.read(source.size - endBytes, endBytes)
  const picture = mpegSequence(head)
  const seconds = secondsBetween(stampsIn(head), stampsIn(tail), picture?.rate ?? null)
  return { seconds, picture, sound: soundOf(head) }
}

function stampsIn(bytes: Buffer): Stamp[] {
  const stamps: Stamp[] = []
  for (let at = bytes.indexOf(prefix); at >= 0; at = bytes.indexOf(prefix, at + 3)) {
    const stamp = stampOf(bytes, at)
    if (stamp) stamps.push(stamp)
  }
  return stamps
}

function soundOf(bytes: Buffer): { codec: string | null } | null {
  for (let at = bytes.indexOf(prefix); at >= 0 && at + 10 < bytes.length; at = bytes.indexOf(prefix, at + 3)) {
    const stream = bytes[at + 3] ?? 0
    if (stream >= 0xc0 && stream <= 0xdf && stampOf(bytes, at))
      return { codec: audioLayer(bytes.subarray(at + 9, at + 2048)) }
    if (stream === 0xbd && stampOf(bytes, at)) {
      const part = bytes[at + 9 + (bytes[at + 8] ?? 0)] ?? 0
      if (part >= 0x80 && part <= 0x87) return { codec: 'ac3' }
      if (part >= 0x88 && part <= 0x8f) return { codec: 'dts' }
      if (part >= 0xa0 && part <= 0xaf) return { codec: 'pcm_dvd' }
    }
  }
  return null
}
