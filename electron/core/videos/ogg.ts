/** Ogg by the first packet of each stream and the last page (RFC 3533; Theora, Vorbis and Opus in it). */
import type { ByteSource } from './byte-source.ts'
import type { Seen, SeenPicture } from './partial-facts.ts'

const headBytes = 20_000
const tailBytes = 200_000

interface Stream {
  readonly serial: number
  readonly sound: string | null
  readonly picture: SeenPicture | null
  readonly secondsAt: (granule: bigint) => number
}

/** @throws OverBudget */
export function seeOgg(source: ByteSource): Seen {
  const head = source.read(0, Math.min(headBytes, source.size))
  const streams: Stream[] = []
  for (const page of pagesIn(head)) {
    const stream = page.first ? streamOf(page) : null
    if (stream) streams.push(stream)
  }
  const start = Math.max(0, source.size - tailBytes)
  let seconds = 0
  for (const page of pagesIn(source.read(start, source.size - start))) {
    const stream = streams.find(({ serial }) => serial === page.serial)
    // All ones: no packet ends on this page.
    if (stream && page.granule >= 0n) seconds = Math.max(seconds, stream.secondsAt(page.granule))
  }
  const picture = streams.find((stream) => stream.picture)?.picture ?? null
  const sound = streams.find((stream) => stream.sound)
  return { seconds: seconds > 0 ? seconds : null, picture, sound: sound ? { codec: sound.sound } : null }
}

interface Page {
  readonly serial: number
  readonly first: boolean
  readonly granule: bigint
  readonly data: Buffer
}

function* pagesIn(bytes: Buffer): Generator<Page> {
  for (let at = bytes.indexOf('OggS'); at >= 0 && at + 27 <= bytes.length; at = bytes.indexOf('OggS', at + 27)) {
    const segments = bytes[at + 26] ?? 0
    yield {
      serial: bytes.readUInt32LE(at + 14),
      first: ((bytes[at + 5] ?? 0) & 2) !== 0,
      granule: bytes.readBigInt64LE(at + 6),
      data: bytes.subarray(at + 27 + segments, at + 27 + segments + 255),
    }
  }
}

function streamOf({ serial, data }: Page): Stream | null {
  const word = (start: number, end: number): string => data.toString('latin1', start, end)
  if (word(1, 7) === 'theora' && data.length >= 42) return theora(serial, data)
  if (word(1, 7) === 'vorbis' && data.length >= 16) return sampled(serial, 'vorbis', data.readUInt32LE(12), 0)
  if (word(0, 8) === 'OpusHead' && data.length >= 12) return sampled(serial, 'opus', 48_000, data.readUInt16LE(10))
  if (word(1, 5) === 'FLAC' && data.length >= 30) return sampled(serial, 'flac', data.readUIntBE(27, 3) >> 4, 0)
  if (word(0, 5) === 'Speex' && data.length >= 40) return sampled(serial, 'speex', data.readUInt32LE(36), 0)
  return null
}

const sampled = (serial: number, sound: string, rate: number, before: number): Stream => ({
  serial,
  sound,
  picture: null,
  secondsAt: (granule) => (rate > 0 ? (Number(granule) - before) / rate : 0),
})

function theora(serial: number, data: Buffer): Stream {
  const rate = data.readUInt32BE(26) > 0 ? data.readUInt32BE(22) / data.readUInt32BE(26) : 0
  const across = data.readUIntBE(30, 3)
  const down = data.readUIntBE(33, 3)
  const shift = BigInt((data.readUInt16BE(40) >> 5) & 31)
  return {
    serial,
    sound: null,
    picture: {
      codec: 'theora',
      width: data.readUIntBE(14, 3),
      height: data.readUIntBE(17, 3),
      shape: across > 0 && down > 0 ? [across, down] : undefined,
      rate: rate || null,
    },
    // Pictures up to the last whole one, and those since.
    secondsAt: (granule) => (rate > 0 ? Number((granule >> shift) + (granule & ((1n << shift) - 1n))) / rate : 0),
  }
}
