/** AVI by its header list: `avih`, and for every stream `strh` and `strf` (Microsoft, AVI RIFF File Reference). */
import type { VideoFacts, VideoFault } from '../../../shared/domain/video-facts.ts'
import type { ByteSource } from './byte-source.ts'
import { pictureCodec, waveCodec } from './codec-names.ts'

const headerBytes = 65_536

/** Nothing where the header is broken. @throws OverBudget */
export function aviFacts(source: ByteSource): Partial<VideoFacts> {
  const bytes = source.read(0, Math.min(headerBytes, source.size))
  const cut = bytes.length >= 8 && bytes.readUInt32LE(4) + 8 > source.size
  const streams: Stream[] = []
  collect(bytes, 12, bytes.length, streams, 0)
  const picture = streams.find((stream) => stream.type === 'vids')
  const sound = streams.find((stream) => stream.type === 'auds')
  const faults: VideoFault[] = cut ? ['cut-off'] : []
  if (!picture) faults.push('no-video-track')
  if (!sound) faults.push('no-audio-track')
  const seconds = Math.max(picture?.seconds ?? 0, sound?.seconds ?? 0)
  const size = picture && picture.width > 0 && picture.height > 0 ? picture : null
  return {
    complete: !cut,
    durationSeconds: seconds > 0 ? seconds : null,
    pictureSeconds: picture && picture.seconds > 0 ? picture.seconds : null,
    codedWidth: size?.width ?? null,
    codedHeight: size?.height ?? null,
    displayWidth: size?.width ?? null,
    displayHeight: size?.height ?? null,
    rotationClockwise: picture ? 0 : null,
    videoCodec: picture?.codec ?? null,
    audioCodec: sound?.codec ?? null,
    frameRate: picture && picture.rate > 0 ? Math.round(picture.rate * 1000) / 1000 : null,
    faults,
  }
}

interface Stream {
  readonly type: string
  readonly rate: number
  readonly seconds: number
  codec: string | null
  width: number
  height: number
}

function collect(bytes: Buffer, start: number, end: number, streams: Stream[], depth: number): void {
  for (let at = start; at + 8 <= end; ) {
    const type = bytes.toString('latin1', at, at + 4)
    const data = at + 8
    const stop = Math.min(end, data + bytes.readUInt32LE(at + 4))
    const list = bytes.toString('latin1', data, data + 4)
    if (type === 'LIST' && (list === 'hdrl' || list === 'strl') && depth < 3)
      collect(bytes, data + 4, stop, streams, depth + 1)
    else if (type === 'LIST' && list === 'movi') return
    else if (type === 'strh' && data + 48 <= stop) streams.push(streamOf(bytes.subarray(data, stop)))
    else if (type === 'strf') addFormat(bytes.subarray(data, stop), streams.at(-1))
    at = stop + ((stop - data) & 1)
    if (stop <= data && type !== 'LIST' && bytes.readUInt32LE(at - 4) !== 0) return
  }
}

function streamOf(strh: Buffer): Stream {
  const scale = strh.readUInt32LE(20)
  const rate = scale > 0 ? strh.readUInt32LE(24) / scale : 0
  const seconds = rate > 0 ? Math.round((strh.readUInt32LE(32) / rate) * 1e6) / 1e6 : 0
  return { type: strh.toString('latin1', 0, 4), rate, seconds, codec: null, width: 0, height: 0 }
}

function addFormat(strf: Buffer, stream: Stream | undefined): void {
  if (stream?.type === 'vids' && strf.length >= 20) {
    stream.width = Math.abs(strf.readInt32LE(4))
    stream.height = Math.abs(strf.readInt32LE(8))
    stream.codec = strf.readUInt32LE(16) === 0 ? 'rawvideo' : pictureCodec(strf.toString('latin1', 16, 20))
  }
  if (stream?.type === 'auds' && strf.length >= 16)
    stream.codec = waveCodec(strf.readUInt16LE(0), strf.readUInt16LE(14))
}
