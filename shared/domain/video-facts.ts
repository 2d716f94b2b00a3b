/** What a video file says about itself, read from its structure; no picture is decoded. */

/** By what the file is, never by its name. */
export const videoContainers = [
  'mp4',
  'quicktime',
  '3gpp',
  'matroska',
  'webm',
  'mpeg-ts',
  'mpeg-ps',
  'avi',
  'flv',
  'asf',
  'ogg',
] as const
export type VideoContainer = (typeof videoContainers)[number]

/** Peculiarities of the structure, each with a sentence of its own in shared/wording. */
export type VideoFault =
  /** The last box ends behind the end of the file, or the index is missing: it was not copied whole. */
  | 'cut-off'
  /** The index or a box gives lengths or places that cannot be. */
  | 'index-lies'
  /** The length in the header and that of the pictures differ by more than half a second; the pictures count. */
  | 'duration-disagrees'
  | 'no-video-track'
  | 'no-audio-track'
  /** The name ends otherwise than the container asks for. */
  | 'other-name'

export interface VideoFacts {
  readonly container: VideoContainer
  /** Of `ftyp`, four characters; null for other containers. */
  readonly majorBrand: string | null
  /** False: the file was cut off. */
  readonly complete: boolean
  /** Of the longest track; null when the structure does not say. */
  readonly durationSeconds: number | null
  /** Where the pictures alone end: sound is padded to whole blocks and often outlasts them by some hundredths. */
  readonly pictureSeconds: number | null
  readonly codedWidth: number | null
  readonly codedHeight: number | null
  /** As a player shows it: after the shape of the pixels and the rotation. */
  readonly displayWidth: number | null
  readonly displayHeight: number | null
  /** What a player turns the coded picture by: 0, 90, 180, 270; null without pictures. */
  readonly rotationClockwise: number | null
  /** As ffprobe calls them: h264, hevc, mpeg4, vp9, av1 · aac, mp3, opus. */
  readonly videoCodec: string | null
  readonly audioCodec: string | null
  /** Bits a colour: 8, 10 or 12; null when the structure does not say. */
  readonly bitDepth: number | null
  /** Mean pictures a second. */
  readonly frameRate: number | null
  readonly fragmented: boolean
  readonly faults: readonly VideoFault[]
}

/** What a notice asks of a video; grade `hard` blocks, `soft` warns (左右, 原则上). */
export interface VideoLimits {
  readonly containers: readonly VideoContainer[]
  readonly maxSeconds: number | null
  /** Pixels of the shorter side of what is shown: a portrait video is as good as a landscape one. */
  readonly minShortSide: number | null
  readonly grade: 'hard' | 'soft'
}

export const videoRules = [
  'readable',
  'complete',
  'container',
  'picture',
  'duration',
  'short-side',
  'codec',
  'sound',
  'structure',
  'unseen',
] as const
export type VideoRule = (typeof videoRules)[number]

/** One rule against one file, in a clerk's words. */
export interface VideoVerdict {
  readonly rule: VideoRule
  /** `info` never stands in the way; 未检查画面 is one. */
  readonly grade: 'block' | 'warn' | 'info'
  readonly ok: boolean
  /** With unit, e.g. 3 分 01 秒. */
  readonly actual: string
  readonly limit: string | null
  /** What was found and what to do. */
  readonly message: string
}
