/** Matroska, WebM and transport streams by mediabunny, AVI by its own header; of the rest the container alone is named. */
import type { VideoContainer, VideoFacts, VideoFault } from '../../../shared/domain/video-facts.ts'
import { aviFacts } from './avi.ts'
import type { ByteSource } from './byte-source.ts'
import { matroskaCodec, matroskaEnd } from './matroska.ts'
import { transportSeconds } from './transport.ts'

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
    case 'mpeg-ts': {
      const read = await readTracks(source)
      const seconds = transportSeconds(source, head, read.frameRate)
      return { container, ...read, durationSeconds: seconds ?? read.durationSeconds }
    }
    default:
      return { container, ...nothing }
  }
}

type Read = Omit<VideoFacts, 'container'>

const withCut = (read: Read, cut: boolean): Read =>
  cut ? { ...read, complete: false, faults: [...read.faults, 'cut-off'] } : read

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
      displayWidth: await quietly(() => picture.getDisplayWidth()),
      displayHeight: await quietly(() => picture.getDisplayHeight()),
      rotationClockwise: await quietly(() => picture.getRotation()),
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

/** One value that cannot be had leaves the others. */
async function quietly<T>(read: () => Promise<T>): Promise<T | null> {
  try {
    return await read()
  } catch {
    return null
  }
}

/** Stream types of ISO/IEC 13818-1 that mediabunny gives by number alone. */
const streamTypes: Readonly<Record<number, string>> = { 1: 'mpeg1video', 2: 'mpeg2video', 16: 'mpeg4', 17: 'aac_latm' }
const otherNames: Readonly<Record<string, string>> = { avc: 'h264', ulaw: 'pcm_mulaw', alaw: 'pcm_alaw' }

function codecName(codec: string | null, inside: unknown): string | null {
  if (codec !== null)
    return (
      otherNames[codec] ??
      codec.replace(/^pcm-(s|u|f)(\d+)(be)?$/, (_, kind, bits, big) =>
        bits === '8' ? `pcm_${kind}8` : `pcm_${kind}${bits}${big ?? 'le'}`,
      )
    )
  if (typeof inside === 'number') return streamTypes[inside] ?? null
  return typeof inside === 'string' ? matroskaCodec(inside) : null
}
