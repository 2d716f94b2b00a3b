/** 视频作品: an entry is its 报名登记表 (F3, whose record id is the entry's), its 作品授权书 (F4) and the video file. */
import { z } from 'zod'
import type { RecordState } from '../domain/states.ts'
import type { VideoFacts, VideoVerdict } from '../domain/video-facts.ts'
import type { ConsentSum } from './authorizations.ts'

const entryId = z.uuid()
const noticeId = z.string().min(1).max(100)
const digest = z.string().regex(/^[0-9a-f]{64}$/)
const path = z.string().min(1).max(4096)

export const inspectVideoInput = z.strictObject({
  path,
  /** Whose limits count; null: the usual ones (MP4, 180 s, short side 720). */
  noticeId: noticeId.nullable().default(null),
})
export const listVideosInput = z.strictObject({ noticeId: noticeId.nullable().default(null) })
export const entryIdInput = z.strictObject({ entryId })
export const createEntryInput = z.strictObject({
  noticeId,
  deliverableId: z.string().min(1).max(40),
  workTitle: z.string().trim().max(120).default(''),
})
export const posterInput = z.strictObject({
  digest,
  /** A JPEG of at most 480 pixels on its longer side. */
  bytes: z.instanceof(Uint8Array).refine((bytes) => bytes.length > 0 && bytes.length <= 400_000),
})
export const videoDigestInput = z.strictObject({ digest })

export type InspectedVideo = VideoFacts & { verdicts: VideoVerdict[] }

export type EntryVideo = {
  digest: string
  bytes: number
  mediaType: string
  /** Null: what another office sent as a video and what is none. */
  facts: VideoFacts | null
  verdicts: VideoVerdict[]
  hasPoster: boolean
  /** Other entries that hold the same file. */
  alsoIn: { entryId: string; title: string }[]
}

/** What an entry still lacks, in the order in which it is done. */
export type EntryLack =
  | 'video'
  /** A rule of the notice that blocks does not hold. */
  | 'video-fault'
  /** 报名登记表 has findings that block. */
  | 'registration'
  | 'participants'
  /** A minor has no guardian's name. */
  | 'guardian'
  | 'authorization'
  /** Somebody has not signed. */
  | 'consent'

export type VideoEntry = {
  entryId: string
  authorizationId: string | null
  noticeId: string
  noticeShortTitle: string
  deliverableId: string
  title: string
  /** 工作单位 of the form; '' while empty. */
  unit: string
  officeId: string
  officeName: string
  own: boolean
  /** Of the two papers the one that is further behind. */
  state: RecordState
  /** Null without one; the first one, when there are several. */
  video: {
    digest: string
    bytes: number
    mediaType: string
    durationSeconds: number | null
    displayWidth: number | null
    displayHeight: number | null
    hasPoster: boolean
    /** No rule that blocks is broken. */
    ok: boolean
  } | null
  consents: ConsentSum
  lacks: EntryLack[]
  collectedAt: string
  /** After the date of the notice, or before it opened: marked, never refused. */
  timing: 'in-time' | 'late' | 'early'
  duplicates: number
  award: { id: string; name: string } | null
  recommended: boolean
  /** Passed on by an office between: whose it is in the first place. */
  originName: string | null
  /** Personal data were purged. */
  purged: boolean
}
export type VideoEntryDetail = VideoEntry & {
  /** Null: not here any more (purged), or not yet. */
  registrationCode: string | null
  authorizationCode: string | null
  /** Every file of the entry's video field. */
  videos: EntryVideo[]
  dueAt: string | null
  opensAt: string | null
}
/** For main alone: where the clear file of a kept video lies, to be streamed in ranges. */
export type VideoPlace = { path: string; bytes: number; mime: string }
