/** Matroska and WebM (RFC 9559) by `Info` and `Tracks` of the one segment, and the first pictures for their rate. */
import type { VideoFacts, VideoFault } from '../../../shared/domain/video-facts.ts'
import { type ByteSource, OverBudget } from './byte-source.ts'
import { type Element, elementAt, maxHeadBytes, numberAt, Parts } from './ebml.ts'
import { matroskaPicture, matroskaSound } from './matroska-codecs.ts'

const ids = {
  ...{ header: 0x1a45dfa3, segment: 0x18538067, info: 0x1549a966, tracks: 0x1654ae6b, cluster: 0x1f43b675 },
  ...{ scale: 0x2ad7b1, duration: 0x4489, track: 0xae, number: 0xd7, type: 0x83, codec: 0x86, private: 0x63a2 },
  ...{ frameNanoseconds: 0x23e383, video: 0xe0, audio: 0xe1, bits: 0x6264, projection: 0x7670, roll: 0x7675 },
  ...{ width: 0xb0, height: 0xba, shownWidth: 0x54b0, shownHeight: 0x54ba, shownUnit: 0x54b2 },
  ...{ simpleBlock: 0xa3, group: 0xa0, block: 0xa1 },
} as const
const pictureTrack = 1
const soundTrack = 2
const maxElements = 2000
/** Of `Tracks`: descriptions of codecs may be long. */
const maxPartBytes = 500_000
/** Pictures that are counted for the rate where the track does not say it. */
const maxBlocks = 60

export type MatroskaFacts = Pick<
  VideoFacts,
  | 'complete'
  | 'durationSeconds'
  | 'codedWidth'
  | 'codedHeight'
  | 'displayWidth'
  | 'displayHeight'
  | 'rotationClockwise'
  | 'videoCodec'
  | 'audioCodec'
  | 'frameRate'
  | 'faults'
>

/** Never throws for the content: where `Tracks` cannot be read, nothing is known but that. */
export function matroskaFacts(source: ByteSource, head: Buffer): Partial<MatroskaFacts> {
  const segment = segmentOf(head)
  const cut = segment !== null && segment.length !== null && segment.dataStart + segment.length > source.size
  const whole: readonly VideoFault[] = cut ? ['cut-off'] : []
  const found = segment && quietly(() => walk(source, segment))
  if (!found?.tracks) return { complete: !cut, faults: [...whole, 'index-lies'] }
  const tracks = found.tracks.all(ids.track).map((data) => new Parts(data))
  const picture = tracks.find((track) => track.unsigned(ids.type) === pictureTrack)
  const sound = tracks.find((track) => track.unsigned(ids.type) === soundTrack)
  const faults: VideoFault[] = [...whole]
  if (!picture) faults.push('no-video-track')
  if (!sound) faults.push('no-audio-track')
  const scale = found.info?.unsigned(ids.scale) ?? 1_000_000
  const duration = found.info?.float(ids.duration) ?? null
  const bits = sound?.inside(ids.audio).unsigned(ids.bits) ?? 16
  return {
    complete: !cut,
    durationSeconds: duration === null ? null : rounded((duration * scale) / 1e9, 1e6),
    audioCodec: sound ? matroskaSound(sound.text(ids.codec), sound.data(ids.private), bits) : null,
    ...(picture && {
      ...sizeOf(picture.inside(ids.video)),
      videoCodec: matroskaPicture(picture.text(ids.codec), picture.data(ids.private)),
      frameRate: rateOf(picture) ?? quietly(() => countedRate(source, found.cluster, picture, scale)),
    }),
    faults,
  }
}

const rounded = (value: number, parts: number): number | null =>
  Number.isFinite(value) ? Math.round(value * parts) / parts : null

function quietly<T>(read: () => T): T | null {
  try {
    return read()
  } catch (error) {
    if (error instanceof OverBudget) return null
    throw error
  }
}

function segmentOf(head: Buffer): Element | null {
  const header = elementAt(head, 0)
  if (header?.id !== ids.header || header.length === null) return null
  const segment = elementAt(head, header.dataStart + header.length)
  return segment?.id === ids.segment ? segment : null
}

interface Found {
  info: Parts | null
  tracks: Parts | null
  cluster: Element | null
}

/** Mostly all stands before the first cluster; a few programs write it behind the last. @throws OverBudget */
function walk(source: ByteSource, segment: Element): Found {
  const found: Found = { info: null, tracks: null, cluster: null }
  const end = Math.min(source.size, segment.dataStart + (segment.length ?? source.size))
  let at = segment.dataStart
  for (let n = 0; n < maxElements && at < end; n++) {
    const one = elementIn(source, at)
    if (!one) break
    if (one.id === ids.info) found.info ??= partsOf(source, one)
    else if (one.id === ids.tracks) found.tracks ??= partsOf(source, one)
    else if (one.id === ids.cluster) found.cluster ??= one
    if (one.length === null || (found.info && found.tracks && found.cluster)) break
    at = one.dataStart + one.length
  }
  return found
}

/** With its place in the file. */
function elementIn(source: ByteSource, start: number): Element | null {
  const one = elementAt(source.read(start, maxHeadBytes), 0)
  return one && { ...one, dataStart: start + one.dataStart }
}
const partsOf = (source: ByteSource, { dataStart, length }: Element): Parts | null =>
  length === null || length > maxPartBytes ? null : new Parts(source.read(dataStart, length))

/** The height stays and the width follows the shape of the pixels, as in the other containers. */
function sizeOf(video: Parts) {
  const width = video.unsigned(ids.width)
  const height = video.unsigned(ids.height)
  // Counter-clockwise; half turns of a quarter come from arithmetic, not from people.
  const roll = video.inside(ids.projection).float(ids.roll) ?? 0
  const turned = Number.isFinite(roll) ? (((Math.round(-roll / 90) * 90) % 360) + 360) % 360 : 0
  const rotationClockwise = turned === 90 || turned === 180 || turned === 270 ? turned : 0
  if (!width || !height) return { rotationClockwise }
  const [across, down] = [video.unsigned(ids.shownWidth), video.unsigned(ids.shownHeight)]
  const isSaid = across && down && video.unsigned(ids.shownUnit) !== 4
  const wide = isSaid ? Math.round((height * across) / down) : width
  const [displayWidth, displayHeight] = rotationClockwise % 180 === 0 ? [wide, height] : [height, wide]
  return { codedWidth: width, codedHeight: height, displayWidth, displayHeight, rotationClockwise } as const
}

function rateOf(picture: Parts): number | null {
  const nanoseconds = picture.unsigned(ids.frameNanoseconds)
  return nanoseconds ? rounded(1e9 / nanoseconds, 1000) : null
}

/** Only heads of blocks are read. @throws OverBudget */
function countedRate(source: ByteSource, cluster: Element | null, picture: Parts, scale: number): number | null {
  const number = picture.unsigned(ids.number)
  if (!cluster) return null
  const times: number[] = []
  const end = Math.min(source.size, cluster.dataStart + (cluster.length ?? source.size))
  for (let at = cluster.dataStart, n = 0; at < end && n < maxElements && times.length < maxBlocks; n++) {
    const one = elementIn(source, at)
    if (!one || one.length === null) break
    if (one.id === ids.simpleBlock || one.id === ids.block) {
      const head = source.read(one.dataStart, maxHeadBytes)
      const track = numberAt(head, 0)
      if (track?.value === number && track && head.length >= track.bytes + 2) times.push(head.readInt16BE(track.bytes))
    }
    // A group begins with its block.
    at = one.id === ids.group ? one.dataStart : one.dataStart + one.length
  }
  times.sort((a, b) => a - b)
  const seconds = (((times.at(-1) ?? 0) - (times[0] ?? 0)) * scale) / 1e9
  return times.length > 1 && seconds > 0 ? rounded((times.length - 1) / seconds, 1000) : null
}
