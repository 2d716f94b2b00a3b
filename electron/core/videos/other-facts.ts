/** Every container but MP4 and its kin: Matroska, WebM and the pictures of transport streams by mediabunny, the older ones by their headers. */
import type { InputVideoTrack } from 'mediabunny'
import type { VideoContainer, VideoFacts, VideoFault } from '../../../shared/domain/video-facts.ts'
import { seeAsf } from './asf.ts'
import { aviFacts } from './avi.ts'
import type { ByteSource } from './byte-source.ts'
import { seeFlv } from './flv.ts'
import { matroskaCodec, matroskaEnd } from './matroska.ts'
import { seeOgg } from './ogg.ts'
import { partialFacts } from './partial-facts.ts'
import { seeProgramStream } from './program-stream.ts'
import { seeTransport } from './transport.ts'

const nothing = {
  majorBrand: null,
  complete: true,
  durationSeconds: null,
  pictureSeconds: null,
  codedWidth: null,
  codedHeight: null,
  displayWidth: null,
  displayHeight: null,
  rotationClockwise: null,
  videoCodec: null,
  audioCodec: null,
  bitDepth: null,
  frameRate: null,
  fragmented: false,
  faults: [] as readonly VideoFault[],
} as const

/** Of a file whose container is known and whose index is beyond reading. */
export const namedOnly = (container: VideoContainer): VideoFacts => ({ container, ...nothing, faults: ['index-lies'] })

/** @throws OverBudget */
export async function otherFacts(source: ByteSource, head: Buffer, container: VideoContainer): Promise<VideoFacts> {
  switch (container) {
    case 'avi':
      return { container, ...nothing, ...aviFacts(source) }
    case 'matroska':
    case 'webm': {
      const cut = (matroskaEnd(head) ?? 0) > source.size
      return { container, ...withCut(await readTracks(source), cut) }
    }
    case 'mpeg-ts':
      return { container, ...(await transportFacts(source, head)) }
    case 'mpeg-ps':
      return { container, ...partialFacts(seeProgramStream(source)) }
    case 'flv':
      return { container, ...partialFacts(seeFlv(source)) }
    case 'asf':
      return { container, ...partialFacts(seeAsf(source)) }
    case 'ogg':
      return { container, ...partialFacts(seeOgg(source)) }
    default:
      return { container, ...nothing }
  }
}

type Read = Omit<VideoFacts, 'container'>

const withCut = (read: Read, cut: boolean): Read =>
  cut ? { ...read, complete: false, faults: [...read.faults, 'cut-off'] } : read

/** mediabunny's sizes, and ours of the codecs that it does not know; its length comes from reading all of the file. */
async function transportFacts(source: ByteSource, head: Buffer): Promise<Read> {
  const seen = seeTransport(source, head)
  if (!seen) return nothing
  const { videoCodec, audioCodec, picture } = seen
  if (picture || videoCodec === null || !bunnyPictures.has(videoCodec)) {
    const known = picture ?? (videoCodec === null ? null : { codec: videoCodec, width: 0, height: 0, rate: null })
    const sound = audioCodec === null ? null : { codec: audioCodec }
    return partialFacts({ seconds: seen.seconds(picture?.rate ?? null), picture: known, sound })
  }
  const read = await readTracks(source)
  const faults = read.faults.filter((fault) => fault !== 'no-audio-track' || audioCodec === null)
  return { ...read, videoCodec, audioCodec, faults, durationSeconds: seen.seconds(read.frameRate) }
}
const bunnyPictures: ReadonlySet<string> = new Set(['h264', 'hevc'])

/** Packets that are counted for the rate; the structure does not say it. */
const packetsForRate = 60

/** What mediabunny says. It answers a broken file with raw assertions: then nothing is known but the container. */
async function readTracks(source: ByteSource): Promise<Read> {
  const { ALL_FORMATS, CustomSource, Input } = await import('mediabunny')
  const input = new Input({
    formats: ALL_FORMATS,
    source: new CustomSource({
      getSize: () => source.size,
      read: (start, end) => new Uint8Array(source.read(start, end - start)),
      maxCacheSize: 4_000_000,
    }),
  })
  try {
    const picture = await input.getPrimaryVideoTrack()
    const sound = await input.getPrimaryAudioTrack()
    const faults: VideoFault[] = []
    if (!picture) faults.push('no-video-track')
    if (!sound) faults.push('no-audio-track')
    const known = {
      ...nothing,
      faults,
      audioCodec: sound ? codecName(await sound.getCodec(), sound.internalCodecId) : null,
    }
    const durationSeconds = await quietly(() => input.getDurationFromMetadata())
    if (!picture) return { ...known, durationSeconds }
    return {
      ...known,
      durationSeconds,
      codedWidth: await quietly(() => picture.getCodedWidth()),
      codedHeight: await quietly(() => picture.getCodedHeight()),
      ...(await shownSize(picture)),
      videoCodec: codecName(await picture.getCodec(), picture.internalCodecId),
      frameRate: await quietly(async () => {
        const { averagePacketRate } = await picture.computePacketStats(packetsForRate)
        return averagePacketRate > 0 ? Math.round(averagePacketRate * 1000) / 1000 : null
      }),
    }
  } catch {
    return { ...nothing, faults: ['index-lies'] }
  } finally {
    input.dispose()
  }
}

/** The height stays and the width follows the shape of the pixels, as in the other containers. */
async function shownSize(picture: InputVideoTrack) {
  const rotationClockwise = await quietly(() => picture.getRotation())
  const width = await quietly(() => picture.getCodedWidth())
  const height = await quietly(() => picture.getCodedHeight())
  const shape = await quietly(() => picture.getPixelAspectRatio())
  if (width === null || height === null) return { displayWidth: null, displayHeight: null, rotationClockwise }
  const wide = shape ? Math.round((width * shape.num) / shape.den) : width
  return rotationClockwise === 90 || rotationClockwise === 270
    ? { displayWidth: height, displayHeight: wide, rotationClockwise }
    : { displayWidth: wide, displayHeight: height, rotationClockwise }
}

/** One value that cannot be had leaves the others. */
async function quietly<T>(read: () => Promise<T>): Promise<T | null> {
  try {
    return await read()
  } catch {
    return null
  }
}

const otherNames: Readonly<Record<string, string>> = { avc: 'h264', ulaw: 'pcm_mulaw', alaw: 'pcm_alaw' }

function codecName(codec: string | null, inside: unknown): string | null {
  if (codec !== null)
    return (
      otherNames[codec] ??
      codec.replace(/^pcm-(s|u|f)(\d+)(be)?$/, (_, kind, bits, big) =>
        bits === '8' ? `pcm_${kind}8` : `pcm_${kind}${bits}${big ?? 'le'}`,
      )
    )
  return typeof inside === 'string' ? matroskaCodec(inside) : null
}
