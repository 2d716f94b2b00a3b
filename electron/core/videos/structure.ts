/** One file from its first bytes to its facts, or to the reason why it is no video. */
import type { VideoContainer, VideoFacts } from '../../../shared/domain/video-facts.ts'
import type { UnreadableVideo } from '../../../shared/problems.ts'
import { headBytes, videoContainerOf } from './box-walk.ts'
import { type ByteSource, OverBudget } from './byte-source.ts'
import { isoFacts } from './iso-facts.ts'
import { notVideo } from './not-video.ts'
import { otherFacts } from './other-facts.ts'
import { Unreadable } from './unreadable.ts'

export type StructureAnswer =
  | { readonly facts: VideoFacts; readonly bytesRead: number }
  | { readonly unreadable: UnreadableVideo; readonly bytesRead: number }
  /** The system's word; `gone` when it could be opened first. */
  | { readonly gone: boolean; readonly system: string }

/** Read by our own reader of boxes. */
export const isBoxed = (container: VideoContainer): boolean =>
  container === 'mp4' || container === 'quicktime' || container === '3gpp'

/** @throws the errors of `source`, and nothing about the content of the file */
export function factsOf(source: ByteSource, fileName: string): StructureAnswer {
  try {
    const head = source.read(0, headBytes)
    const container = videoContainerOf(head)
    if (container === null) return { unreadable: notVideo(source, head), bytesRead: source.bytesRead }
    const facts = isBoxed(container) ? isoFacts(source, head, container) : otherFacts(source, head, container)
    return { facts: withName(plausible(facts), fileName), bytesRead: source.bytesRead }
  } catch (error) {
    if (error instanceof Unreadable) return { unreadable: error.reason, bytesRead: source.bytesRead }
    if (error instanceof OverBudget) return { unreadable: 'unknown', bytesRead: source.bytesRead }
    throw error
  }
}

/** A hundred days, 65,535 pixels: beyond it, or below nothing, a number is damage and says nothing. */
const maxSeconds = 8_640_000
const maxPixels = 65_535

function plausible(facts: VideoFacts): VideoFacts {
  const upTo = (most: number, value: number | null): number | null =>
    value !== null && value > 0 && value <= most ? value : null
  return {
    ...facts,
    durationSeconds: upTo(maxSeconds, facts.durationSeconds),
    pictureSeconds: upTo(maxSeconds, facts.pictureSeconds),
    codedWidth: upTo(maxPixels, facts.codedWidth),
    codedHeight: upTo(maxPixels, facts.codedHeight),
    displayWidth: upTo(maxPixels, facts.displayWidth),
    displayHeight: upTo(maxPixels, facts.displayHeight),
    frameRate: upTo(10_000, facts.frameRate),
  }
}

const endings: Readonly<Record<VideoContainer, readonly string[]>> = {
  mp4: ['mp4', 'm4v', 'm4a'],
  quicktime: ['mov', 'qt'],
  '3gpp': ['3gp', '3g2', '3gpp'],
  matroska: ['mkv', 'mka'],
  webm: ['webm'],
  'mpeg-ts': ['ts', 'mts', 'm2ts'],
  'mpeg-ps': ['mpg', 'mpeg', 'vob', 'dat'],
  avi: ['avi'],
  flv: ['flv'],
  asf: ['wmv', 'asf', 'wma'],
  ogg: ['ogv', 'ogg', 'ogx'],
}

function withName(facts: VideoFacts, fileName: string): VideoFacts {
  const ending = /\.([^.]+)$/.exec(fileName)?.[1]?.toLowerCase()
  if (ending === undefined || endings[facts.container].includes(ending)) return facts
  return { ...facts, faults: [...facts.faults, 'other-name'] }
}
