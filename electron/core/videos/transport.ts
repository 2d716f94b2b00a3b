/** Transport streams (ISO/IEC 13818-1 2.4): which codecs, by the map of the program, and how long. Both ends are read, never the middle. */
import { packetBytes } from './box-walk.ts'
import type { ByteSource } from './byte-source.ts'
import { hevcSize } from './hevc-sps.ts'
import { audioLayer, mpegSequence } from './mpeg-video.ts'
import type { SeenPicture } from './partial-facts.ts'
import { sequenceSize } from './sps.ts'
import { pictureRate, type Stamp, secondsBetween, stampOf } from './time-stamps.ts'

const endBytes = 300_000

export interface SeenTransport {
  readonly videoCodec: string | null
  readonly audioCodec: string | null
  /** Null: none in the program. Without its parameters, as of a codec that we only name, it has no size. */
  readonly picture: SeenPicture | null
  readonly seconds: number | null
}

/** @throws OverBudget */
export function seeTransport(source: ByteSource, head: Buffer): SeenTransport | null {
  const packets = packetBytes(head)
  if (!packets) return null
  const { length, first } = packets
  const count = Math.floor((source.size - first) / length)
  const inEnd = Math.min(count, Math.floor(endBytes / length))
  const start = packetsIn(source.read(first, inEnd * length), length)
  const end = count <= inEnd ? start : packetsIn(source.read(first + (count - inEnd) * length, inEnd * length), length)
  const streams = programMap(start)
  const picture = streams.find(({ kind }) => kind === 'picture')
  const sound = streams.find(({ kind }) => kind === 'sound')
  const loads = (pid: number, most: number): Buffer =>
    Buffer.concat(
      start
        .filter((packet) => packet.pid === pid)
        .slice(0, most)
        .map(({ load }) => load),
    )
  const seen = picture ? pictureOf(picture.codec, loads(picture.pid, start.length)) : null
  const ofPicture = start.filter(({ pid }) => pid === picture?.pid)
  const rate = seen?.rate ?? pictureRate(stampsIn(ofPicture))
  return {
    videoCodec: picture?.codec ?? null,
    audioCodec:
      sound && sound.codec === 'mp3' ? (audioLayer(loads(sound.pid, 60).subarray(9)) ?? 'mp3') : (sound?.codec ?? null),
    picture: seen && { ...seen, rate },
    seconds: secondsBetween(stampsIn(start), stampsIn(end), rate),
  }
}

/** By the parameters that stand before the first whole picture. */
function pictureOf(codec: string, bytes: Buffer): SeenPicture {
  const unknown = { codec, width: 0, height: 0, rate: null }
  if (/^mpeg[12]/.test(codec)) return mpegSequence(bytes) ?? unknown
  if (codec !== 'h264' && codec !== 'hevc') return unknown
  for (const unit of unitsOf(bytes)) {
    const first = unit[0] ?? 0
    if (codec === 'h264' && (first & 0x9f) === 7) {
      const size = sequenceSize(unit)
      if (size)
        return { codec, width: size.width, height: size.height, shape: size.pixelShape ?? undefined, rate: null }
    }
    const size = codec === 'hevc' && first >> 1 === 33 ? hevcSize(unit) : null
    if (size) return { codec, ...size, rate: null }
  }
  return unknown
}

/** What stands between start codes 00 00 01. */
function* unitsOf(bytes: Buffer): Generator<Buffer> {
  const code = Buffer.from([0, 0, 1])
  for (let at = bytes.indexOf(code); at >= 0; ) {
    const next = bytes.indexOf(code, at + 3)
    yield bytes.subarray(at + 3, next < 0 ? bytes.length : next)
    at = next
  }
}

interface Packet {
  readonly pid: number
  /** A piece begins in it. */
  readonly starts: boolean
  readonly load: Buffer
}

function packetsIn(bytes: Buffer, length: number): Packet[] {
  const packets: Packet[] = []
  for (let at = 0; at + 188 <= bytes.length; at += length) {
    const control = ((bytes[at + 3] ?? 0) >> 4) & 3
    const from = at + 4 + (control & 2 ? 1 + (bytes[at + 4] ?? 0) : 0)
    if (bytes[at] !== 0x47 || (control & 1) === 0 || from >= at + 188) continue
    const words = bytes.readUInt16BE(at + 1)
    packets.push({ pid: words & 0x1fff, starts: (words & 0x4000) !== 0, load: bytes.subarray(from, at + 188) })
  }
  return packets
}

const stampsIn = (packets: readonly Packet[]): Stamp[] =>
  packets.flatMap(({ starts, load }) => (starts ? (stampOf(load, 0) ?? []) : []))

interface Mapped {
  readonly pid: number
  readonly codec: string
  readonly kind: 'picture' | 'sound'
}

const pictureTypes: Readonly<Record<number, string>> = {
  1: 'mpeg1video',
  2: 'mpeg2video',
  16: 'mpeg4',
  27: 'h264',
  36: 'hevc',
  51: 'vvc',
  66: 'cavs',
  234: 'vc1',
}
const soundTypes: Readonly<Record<number, string>> = {
  3: 'mp3',
  4: 'mp3',
  15: 'aac',
  17: 'aac_latm',
  128: 'pcm_bluray',
  129: 'ac3',
  130: 'dts',
  131: 'truehd',
  132: 'eac3',
  135: 'eac3',
}

/** Of the first program, 2.4.4.8. */
function programMap(packets: readonly Packet[]): Mapped[] {
  const list = section(packets, 0)
  const pid = list && list.length >= 12 ? list.readUInt16BE(10) & 0x1fff : null
  const map = pid === null ? null : section(packets, pid)
  if (!map || map.length < 12) return []
  const streams: Mapped[] = []
  const end = Math.min(map.length, 3 + (map.readUInt16BE(1) & 0xfff) - 4)
  for (let at = 12 + (map.readUInt16BE(10) & 0xfff); at + 5 <= end; ) {
    const type = map[at] ?? 0
    const described = map.readUInt16BE(at + 3) & 0xfff
    const stream = map.readUInt16BE(at + 1) & 0x1fff
    const picture = pictureTypes[type]
    const sound =
      soundTypes[type] ??
      (type === 6 ? (privateSound(map.subarray(at + 5, at + 5 + described)) ?? soundBySync(packets, stream)) : null)
    if (picture) streams.push({ pid: stream, codec: picture, kind: 'picture' })
    else if (sound) streams.push({ pid: stream, codec: sound, kind: 'sound' })
    at += 5 + described
  }
  return streams
}

function section(packets: readonly Packet[], pid: number): Buffer | null {
  const packet = packets.find((one) => one.pid === pid && one.starts)
  return packet ? packet.load.subarray(1 + (packet.load[0] ?? 0)) : null
}

/** Private data that say nothing may still begin as a known sound does. */
function soundBySync(packets: readonly Packet[], pid: number): string | null {
  const load = packets.find((packet) => packet.pid === pid && packet.starts)?.load
  if (!load || load.length < 9) return null
  const sync = load.subarray(9 + (load[8] ?? 0))
  if (sync[0] === 0xff && ((sync[1] ?? 0) & 0xf6) === 0xf0) return 'aac'
  return sync[0] === 0x0b && sync[1] === 0x77 ? 'ac3' : null
}

/** Private data say by a descriptor what they are. */
function privateSound(descriptors: Buffer): string | null {
  for (let at = 0; at + 2 <= descriptors.length; at += 2 + (descriptors[at + 1] ?? 0)) {
    const tag = descriptors[at]
    if (tag === 0x6a) return 'ac3'
    if (tag === 0x7a) return 'eac3'
    if (tag === 0x7b) return 'dts'
    const registered = tag === 5 ? descriptors.toString('latin1', at + 2, at + 6) : ''
    if (registered === 'AC-3') return 'ac3'
    if (registered === 'EAC3') return 'eac3'
    if (registered === 'Opus') return 'opus'
  }
  return null
}
