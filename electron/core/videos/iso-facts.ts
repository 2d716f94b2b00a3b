/**
 * MP4, QuickTime and 3GPP by their own index. Common readers add the turning round of reordered pictures to the length (4.08
 * for 4.00 s) and find nothing behind an index whose length is wrong.
 */
import type { VideoContainer, VideoFacts, VideoFault } from '../../../shared/domain/video-facts.ts'
import { type BoxList, listBoxes, majorBrandOf } from './box-walk.ts'
import type { ByteSource } from './byte-source.ts'
import { type FragmentTimes, fragmentTimes } from './fragments.ts'
import { type MovieIndex, readMovieIndex, type Track } from './movie-index.ts'
import { Unreadable } from './unreadable.ts'

/** Without `other-name`: the name is not looked at here. @throws Unreadable, OverBudget */
export function isoFacts(source: ByteSource, head: Buffer, container: VideoContainer): VideoFacts {
  const walked = listBoxes(source, 0, source.size)
  const moov = walked.boxes.find((box) => box.type === 'moov')
  if (!moov) throw new Unreadable(hasMedia(walked) ? 'no-index' : 'header-only')
  const index = readMovieIndex(source, moov)
  if (index.tracks.length === 0) throw new Unreadable('no-index')
  const times = index.fragmented ? fragmentTimes(source, walked.boxes, index.tracks) : new Map<number, FragmentTimes>()
  const picture = index.tracks.find((track) => track.picture)
  const sound = index.tracks.find((track) => track.sound)
  const faults = structureFaults(source, walked, index)
  const { seconds, disagrees } = durationOf(index, times)
  if (disagrees) faults.push('duration-disagrees')
  if (!picture) faults.push('no-video-track')
  if (!sound) faults.push('no-audio-track')
  return {
    container,
    majorBrand: majorBrandOf(head),
    complete: !faults.includes('cut-off') && !index.holdsMedia,
    durationSeconds: rounded(seconds),
    pictureSeconds: picture ? rounded(trackSeconds(picture, times.get(picture.id))) : null,
    ...sizesOf(picture, index),
    videoCodec: picture?.picture?.codec ?? null,
    audioCodec: sound?.sound?.codec ?? null,
    bitDepth: picture?.picture?.bitDepth ?? null,
    frameRate: picture ? frameRateOf(picture, times.get(picture.id)) : null,
    fragmented: index.fragmented,
    faults,
  }
}

/** Nothing but a header: what a recording or a copy leaves that broke off at once. */
const hasMedia = ({ boxes, rest }: BoxList): boolean =>
  rest === 'no-box' || boxes.some(({ type }) => type === 'mdat' || type === 'moof')

function structureFaults(source: ByteSource, { boxes, rest }: BoxList, index: MovieIndex): VideoFault[] {
  const last = boxes.at(-1)
  const overEnd = last !== undefined && last.end > source.size && !index.holdsMedia
  const ends = index.tracks.map(({ table }) => table.endByte ?? 0)
  const missing = Math.max(0, ...ends) > source.size
  const faults: VideoFault[] = []
  if (overEnd || missing) faults.push('cut-off')
  if (index.broken || index.holdsMedia || rest === 'too-many' || (missing && !overEnd && !toTheEnd(source, boxes)))
    faults.push('index-lies')
  return faults
}

/** Media that run to the end of the file show nothing when they are cut. */
const toTheEnd = (source: ByteSource, boxes: BoxList['boxes']): boolean =>
  boxes.at(-1)?.type === 'mdat' && boxes.at(-1)?.end === source.size

/** A header that is off by more than this was written by a program that got it wrong, or on purpose. */
const disagreement = 0.5

function durationOf(
  index: MovieIndex,
  times: ReadonlyMap<number, FragmentTimes>,
): { seconds: number | null; disagrees: boolean } {
  const tracks = index.tracks.map((track) => trackSeconds(track, times.get(track.id)) ?? 0)
  const longest = Math.max(0, ...tracks)
  const said = index.headerSeconds
  if (longest === 0) return { seconds: said, disagrees: false }
  const header = said !== null && Math.abs(said - longest) <= disagreement
  const media = index.tracks.some(({ saidSeconds, table, unitsPerSecond }) =>
    saidSeconds !== null && table.units !== null && unitsPerSecond > 0 && times.size === 0
      ? Math.abs(saidSeconds - table.units / unitsPerSecond) > disagreement
      : false,
  )
  // In a fragmented file the header knows only what came before the first fragment.
  return { seconds: header ? said : longest, disagrees: media || (!header && said !== null && times.size === 0) }
}

/** As long as the track plays: its samples, cut and shifted by its edits. */
function trackSeconds(track: Track, fragments: FragmentTimes | undefined): number | null {
  const { unitsPerSecond, table, saidSeconds } = track
  if (unitsPerSecond === 0) return null
  const own = table.units !== null ? table.units / unitsPerSecond : fragments ? null : saidSeconds
  const inFragments = fragments
    ? (fragments.end - Math.min(fragments.first, table.units ?? fragments.first)) / unitsPerSecond
    : 0
  const media = Math.max(own ?? 0, inFragments)
  if (media === 0) return own
  if (track.edits.length === 0 || fragments) return media
  let shown = 0
  for (const { seconds, mediaStart } of track.edits) {
    const left = media - (mediaStart - table.shift) / unitsPerSecond
    // Without a length an edit shows all the rest.
    shown += mediaStart < 0 ? seconds : Math.max(0, seconds === 0 ? left : Math.min(seconds, left))
  }
  return shown > 0 ? shown : media
}

function frameRateOf(track: Track, fragments: FragmentTimes | undefined): number | null {
  const { table, unitsPerSecond } = track
  const samples = table.samples + (fragments?.samples ?? 0)
  const units = (table.units ?? 0) + (fragments?.units ?? 0)
  const rate = units > 0 ? (samples * unitsPerSecond) / units : 0
  return rate > 0 && Number.isFinite(rate) ? Math.round(rate * 1000) / 1000 : null
}

type Sizes = Pick<VideoFacts, 'codedWidth' | 'codedHeight' | 'displayWidth' | 'displayHeight' | 'rotationClockwise'>

function sizesOf(track: Track | undefined, index: MovieIndex): Sizes {
  const picture = track?.picture
  if (!track || !picture || picture.width === 0 || picture.height === 0)
    return { codedWidth: null, codedHeight: null, displayWidth: null, displayHeight: null, rotationClockwise: null }
  const matrix = multiplied(track.matrix, index.matrix)
  const scale = [0, 1].map((at) => Math.hypot(matrix[at] ?? 0, matrix[at + 3] ?? 0)) as [number, number]
  const degrees = (Math.atan2((matrix[1] ?? 0) / (scale[1] || 1), (matrix[0] ?? 0) / (scale[0] || 1)) * 180) / Math.PI
  const rotationClockwise = (((Math.round(degrees / 90) % 4) + 4) % 4) * 90
  const shape = pixelShape(track, scale)
  const width = Math.round((picture.width * shape[0]) / shape[1])
  const turned = rotationClockwise % 180 === 90
  return {
    codedWidth: picture.width,
    codedHeight: picture.height,
    displayWidth: turned ? picture.height : width,
    displayHeight: turned ? width : picture.height,
    rotationClockwise,
  }
}

/** In the order in which players believe them: the matrix, `pasp`, the size of the track, the codec. */
function pixelShape(track: Track, [across, down]: readonly [number, number]): readonly [number, number] {
  const picture = track.picture
  const square = [1, 1] as const
  if (!picture) return square
  if (across > 1 && down > 1 && Math.abs(across / down - 1) > 0.01) return [across, down]
  if (picture.containerShape) return picture.containerShape
  const { shownWidth, shownHeight } = track
  if (shownWidth > 0 && shownHeight > 0 && (shownWidth !== picture.width || shownHeight !== picture.height))
    return [picture.height * shownWidth, picture.width * shownHeight]
  return picture.codecShape ?? square
}

function multiplied(a: readonly number[], b: readonly number[]): number[] {
  // The last column counts in 2.30, the others in 16.16.
  const parts = (row: number, column: number, by: number): number =>
    ((a[row * 3 + by] ?? 0) * (b[by * 3 + column] ?? 0)) / (by === 2 ? 2 ** 30 : 2 ** 16)
  return Array.from({ length: 9 }, (_, at) =>
    [0, 1, 2].reduce((sum, by) => sum + parts(Math.floor(at / 3), at % 3, by), 0),
  )
}

const rounded = (seconds: number | null): number | null =>
  seconds === null || !Number.isFinite(seconds) ? null : Math.round(seconds * 1e6) / 1e6
