/** What a notice asks of a video against what the file says of itself. Nothing here sees a picture. */
import type { FormDefinition } from '../form/definition.ts'
import type { NoticePack } from '../notice/pack.ts'
import {
  bitDepthText,
  codecText,
  containerText,
  durationText,
  videoMessages as say,
  sizeText,
  soundText,
} from '../wording/videos.ts'
import type { VideoFacts, VideoFault, VideoLimits, VideoVerdict } from './video-facts.ts'

/** MP4, three minutes, 720P: what the notices of these years ask. */
export const usualVideoLimits: VideoLimits = { containers: ['mp4'], maxSeconds: 180, minShortSide: 720, grade: 'hard' }

type VideoField = Extract<FormDefinition['fields'][number], { kind: 'attachments' }>['video']

/** Of a field's `video`; the usual ones for a field that sets none. */
export function limitsOf(video: VideoField): VideoLimits {
  if (video === undefined) return usualVideoLimits
  const { containers, maxSeconds, minShortSide, grade } = video
  return { containers, maxSeconds, minShortSide, grade }
}

/** Of the first duty that collects video works, by its registration form; null when the notice collects none. */
export function noticeVideoLimits(pack: Pick<NoticePack, 'deliverables' | 'forms'>): VideoLimits | null {
  for (const { video } of pack.deliverables) {
    const form = video && pack.forms.find(({ id }) => id === video.registrationFormId)
    for (const field of form?.fields ?? [])
      if (field.kind === 'attachments' && field.video !== undefined) return limitsOf(field.video)
  }
  return null
}

/** Containers count in 1/600 or 1/1000 of a second: no frame is as short as this. */
const rounding = 0.005
/** Sound comes in blocks (AAC: 1024 samples, and up to 2112 before the first): so far it may outlast the pictures by itself. */
const soundPadding = 0.1

/**
 * Seconds that a limit is held against. Where the sound outlasts the pictures by no more than its last block, the pictures
 * count: a video of exactly 180 s passes, one that is a single frame longer does not.
 */
export function judgedSeconds({ durationSeconds, pictureSeconds }: VideoFacts): number | null {
  if (durationSeconds === null || pictureSeconds === null) return durationSeconds
  const over = durationSeconds - pictureSeconds
  return over > 0 && over <= soundPadding ? pictureSeconds : durationSeconds
}

/** Every rule that applies, in the order of `videoRules`; only `block` stands in the way. */
export function videoVerdicts(facts: VideoFacts, limits: VideoLimits): VideoVerdict[] {
  const hasPicture = !facts.faults.includes('no-video-track')
  return [
    readable(facts),
    complete(facts),
    container(facts, limits),
    picture(hasPicture),
    duration(facts, limits),
    ...(hasPicture ? [shortSide(facts, limits), codec(facts)] : []),
    sound(facts),
    structure(facts),
    { rule: 'unseen', grade: 'info', ok: true, actual: say.unseenShort, limit: null, message: say.unseen },
  ]
}

const gradeOf = ({ grade }: VideoLimits): 'block' | 'warn' => (grade === 'hard' ? 'block' : 'warn')

function readable(facts: VideoFacts): VideoVerdict {
  const ok = facts.durationSeconds !== null || facts.videoCodec !== null || facts.audioCodec !== null
  const actual = containerText(facts.container)
  const message = ok ? say.readable(facts.container) : say.namedOnly(facts.container)
  // What is named but not read is blocked by its container, where that one is not allowed.
  return { rule: 'readable', grade: 'warn', ok, actual, limit: null, message }
}

function complete({ complete: ok, faults }: VideoFacts): VideoVerdict {
  const lies = !ok && !faults.includes('cut-off')
  const actual = ok ? say.whole : lies ? say.wrongLength : say.cutOffShort
  const message = ok ? say.complete : lies ? say.indexLength : say.cutOff
  return { rule: 'complete', grade: 'block', ok, actual, limit: null, message }
}

function container(facts: VideoFacts, limits: VideoLimits): VideoVerdict {
  const ok = limits.containers.includes(facts.container)
  const actual = containerText(facts.container)
  const limit = limits.containers.map(containerText).join('、')
  const renamed = facts.faults.includes('other-name')
  const message = ok ? say.container(actual) : say.otherContainer({ actual, limit, renamed })
  return { rule: 'container', grade: gradeOf(limits), ok, actual, limit, message }
}

const picture = (ok: boolean): VideoVerdict => ({
  rule: 'picture',
  grade: 'block',
  ok,
  actual: ok ? say.withPicture : say.noPictureShort,
  limit: null,
  message: ok ? say.picture : say.noPicture,
})

function duration(facts: VideoFacts, { maxSeconds, ...limits }: VideoLimits): VideoVerdict {
  const seconds = judgedSeconds(facts)
  const limit = maxSeconds === null ? null : durationText(maxSeconds)
  const rule = 'duration'
  if (seconds === null)
    return { rule, grade: 'warn', ok: maxSeconds === null, actual: say.unknown, limit, message: say.noDuration }
  const actual = durationText(seconds, maxSeconds)
  if (maxSeconds === null || limit === null)
    return { rule, grade: 'info', ok: true, actual, limit, message: say.duration(actual) }
  const ok = seconds <= maxSeconds + rounding
  const message = ok ? say.durationWithin(actual, limit) : say.tooLong(actual, limit)
  return { rule, grade: gradeOf({ ...limits, maxSeconds }), ok, actual, limit, message }
}

function shortSide(facts: VideoFacts, limits: VideoLimits): VideoVerdict {
  const { displayWidth: width, displayHeight: height } = facts
  const { minShortSide } = limits
  const limit = minShortSide === null ? null : say.pixels(minShortSide)
  const rule = 'short-side'
  if (width === null || height === null)
    return { rule, grade: 'warn', ok: minShortSide === null, actual: say.unknown, limit, message: say.noSize }
  const short = Math.min(width, height)
  const actual = say.pixels(short)
  const size = sizeText(width, height)
  if (minShortSide === null) return { rule, grade: 'info', ok: true, actual, limit, message: say.size(size) }
  const ok = short >= minShortSide
  const message = ok ? say.largeEnough(size, short, minShortSide) : say.tooSmall(size, short, minShortSide)
  return { rule, grade: gradeOf(limits), ok, actual, limit, message }
}

/** H.264 with eight bits plays everywhere; the others are told, never refused. */
function codec({ videoCodec, bitDepth }: VideoFacts): VideoVerdict {
  const deep = bitDepth !== null && bitDepth > 8
  const ok = videoCodec === 'h264' && !deep
  const actual = videoCodec === null ? say.unknown : codecText(videoCodec) + (deep ? bitDepthText(bitDepth) : '')
  const message = ok ? say.codec(actual) : videoCodec === null ? say.noCodec : say.rareCodec(actual)
  return { rule: 'codec', grade: 'warn', ok, actual, limit: null, message }
}

const playedSound = new Set(['aac', 'mp3'])

function sound({ audioCodec, faults }: VideoFacts): VideoVerdict {
  const silent = faults.includes('no-audio-track')
  const ok = !silent && audioCodec !== null && playedSound.has(audioCodec)
  const actual = silent ? say.silentShort : audioCodec === null ? say.unknown : soundText(audioCodec)
  const message = silent ? say.silent : ok ? say.sound(actual) : say.rareSound(actual)
  return { rule: 'sound', grade: 'warn', ok, actual, limit: null, message }
}

const structural: readonly VideoFault[] = ['index-lies', 'duration-disagrees', 'other-name']

function structure(facts: VideoFacts): VideoVerdict {
  const found = structural.filter((fault) => facts.faults.includes(fault))
  const ok = found.length === 0
  const actual = ok ? say.soundStructure : say.oddities(found.length)
  const message = ok ? say.structure : found.map((fault) => say.faults[fault]).join('')
  return { rule: 'structure', grade: 'warn', ok, actual, limit: null, message }
}
