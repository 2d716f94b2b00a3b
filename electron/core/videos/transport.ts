/** The length of a transport stream: from the first time stamp to the last (ISO/IEC 13818-1 2.4.3.6). Both ends are read, never the middle. */
import { packetBytes } from './box-walk.ts'
import type { ByteSource } from './byte-source.ts'

const endBytes = 300_000
const clock = 90_000
/** 33 bits. */
const turn = 2 ** 33

/** @param frameRate for the last picture, which lasts until the next would come. @throws OverBudget */
export function transportSeconds(source: ByteSource, head: Buffer, frameRate: number | null): number | null {
  const packets = packetBytes(head)
  if (!packets) return null
  const { length, first } = packets
  const count = Math.floor((source.size - first) / length)
  const inEnd = Math.min(count, Math.floor(endBytes / length))
  const start = stampsIn(source.read(first, inEnd * length), length)
  const end = stampsIn(source.read(first + (count - inEnd) * length, inEnd * length), length)
  if (start.all.length === 0 || end.all.length === 0) return null
  const from = Math.min(...start.all)
  const wrapped = (stamp: number): number => (stamp < from - turn / 2 ? stamp + turn : stamp)
  const ends = end.all.map(wrapped)
  const picture = end.pictures.map(wrapped)
  const lastPicture = picture.length === 0 ? 0 : Math.max(...picture) + (frameRate ? clock / frameRate : 0)
  const units = Math.max(...ends, lastPicture) - from
  return units > 0 ? Math.round((units / clock) * 1e6) / 1e6 : null
}

function stampsIn(bytes: Buffer, length: number): { all: number[]; pictures: number[] } {
  const all: number[] = []
  const pictures: number[] = []
  for (let at = 0; at + 188 <= bytes.length; at += length) {
    // The first packet of a piece, with something in it.
    if (bytes[at] !== 0x47 || ((bytes[at + 1] ?? 0) & 0x40) === 0) continue
    const control = ((bytes[at + 3] ?? 0) >> 4) & 3
    const start = at + 4 + (control & 2 ? 1 + (bytes[at + 4] ?? 0) : 0)
    if ((control & 1) === 0 || start + 14 > at + 188 || bytes.readUIntBE(start, 3) !== 1) continue
    const stream = bytes[start + 3] ?? 0
    if (((bytes[start + 7] ?? 0) & 0x80) === 0 || stream < 0xbd) continue
    const stamp = stampAt(bytes, start + 9)
    all.push(stamp)
    if (stream >= 0xe0 && stream <= 0xef) pictures.push(stamp)
  }
  return { all, pictures }
}

const stampAt = (bytes: Buffer, at: number): number =>
  ((bytes[at] ?? 0) & 0x0e) * 2 ** 29 +
  (bytes[at + 1] ?? 0) * 2 ** 22 +
  ((bytes[at + 2] ?? 0) & 0xfe) * 2 ** 14 +
  (bytes[at + 3] ?? 0) * 2 ** 7 +
  ((bytes[at + 4] ?? 0) >> 1)
