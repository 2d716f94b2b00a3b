/** 评审: scores by several reviewers, ranking, awards, certificates, 公示, recommendation upward. */
import { z } from 'zod'
import { isCertificatePattern } from '../domain/certificate-number.ts'
import type { ReviewResultRow } from '../domain/review.ts'
import type { EntryLack } from './videos.ts'

const reviewId = z.uuid()
const entryId = z.uuid()
const shortId = z.string().regex(/^[a-z][a-zA-Z0-9]{0,39}$/)
const out = z.string().min(1).max(4096)

export const reviewDutyInput = z.strictObject({
  noticeId: z.string().min(1).max(100),
  deliverableId: z.string().min(1).max(40),
})
export const reviewIdInput = z.strictObject({ reviewId })

/** Points have at most one decimal place: plain decimal digits. */
export const points = z.string().regex(/^\d{1,3}(\.\d)?$/)
const eachOnce = (list: readonly { id: string }[]): boolean => new Set(list.map(({ id }) => id)).size === list.length
export const reviewSettings = z.strictObject({
  criteria: z
    .array(
      z.strictObject({ id: shortId, label: z.string().trim().min(1).max(40), max: z.number().int().min(1).max(100) }),
    )
    .min(1)
    .max(12)
    .refine(eachOnce, '同一个评分项写了两次'),
  awards: z
    .array(
      z.strictObject({
        id: shortId,
        name: z.string().trim().min(1).max(20),
        /** Null: without a limit of number; given by hand. */
        count: z.number().int().min(0).max(500).nullable(),
      }),
    )
    .max(10)
    .refine(eachOnce, '同一个奖项写了两次'),
  /** Highest and lowest total of each entry do not count; needs at least four reviewers. */
  dropExtremes: z.boolean(),
  /** Marks of a certificate, e.g. 苏科传证〔2022〕{号}; {号} becomes 001, 002, …; '' : no number. */
  certificatePattern: z.string().trim().max(60).refine(isCertificatePattern, '编号里要有一处 {号}，而且只有一处'),
  /** Name of the contest as certificates and lists say it. */
  event: z.string().trim().min(1).max(80),
  /** 公示 of so many workdays; null: not said. */
  publicNoticeDays: z.number().int().min(1).max(60).nullable(),
})
export type ReviewSettings = z.infer<typeof reviewSettings>
export const saveReviewSettingsInput = z.strictObject({ reviewId, settings: reviewSettings })
/** The whole list; a reviewer that has scored cannot be left out. */
export const setReviewersInput = z.strictObject({
  reviewId,
  reviewers: z
    .array(z.strictObject({ reviewerId: z.uuid().nullable(), name: z.string().trim().min(1).max(30) }))
    .max(30)
    .refine((list) => new Set(list.map(({ name }) => name)).size === list.length, '评委的姓名有重复'),
})
/** Which entries are judged: those not named are out, with a reason. */
export const setReviewEntriesInput = z.strictObject({
  reviewId,
  out: z.array(z.strictObject({ entryId, reason: z.string().trim().min(1).max(100) })).max(5000),
})
export const scoreInput = z.strictObject({
  reviewId,
  reviewerId: z.uuid(),
  entryId,
  /** Null empties a cell. Only the criteria that changed. */
  points: z.record(shortId, points.nullable()),
  note: z.string().max(500).optional(),
})
/** All entries of one rank, in the order that a person decided, and why. */
export const decideTieInput = z.strictObject({
  reviewId,
  entryIds: z.array(entryId).min(2).max(100),
  reason: z.string().trim().min(2).max(200),
})
export const closeReviewInput = z.strictObject({ reviewId })
export const reopenReviewInput = z.strictObject({ reviewId, reason: z.string().trim().min(2).max(200) })
/** By hand, against the ranking: with a reason. Null: no award. */
export const setAwardInput = z.strictObject({
  reviewId,
  entryId,
  awardId: shortId.nullable(),
  /** True: what was decided by hand is taken back, the rank decides again; only while the review is open. */
  byRank: z.boolean().default(false),
  reason: z.string().trim().min(2).max(200),
})
export const recommendInput = z.strictObject({
  reviewId,
  entryIds: z.array(entryId).min(1).max(2000),
  recommended: z.boolean(),
})

export const reviewPaper = z.discriminatedUnion('paper', [
  /** 评分表 to be filled in by hand; null: one without a name. */
  z.strictObject({ paper: z.literal('score-sheet'), reviewId, reviewerId: z.uuid().nullable() }),
  /** 评审结果 with all scores, for the file. */
  z.strictObject({ paper: z.literal('result'), reviewId }),
  /** 公示 of the awards, without scores and names of persons other than the authors'. */
  z.strictObject({ paper: z.literal('publication'), reviewId }),
  /** A page each. Empty: all that have an award. */
  z.strictObject({ paper: z.literal('certificates'), reviewId, entryIds: z.array(entryId).max(2000) }),
  /** 推荐名单 for the office above. */
  z.strictObject({ paper: z.literal('recommendation'), reviewId }),
])
export type ReviewPaper = z.input<typeof reviewPaper>
export const reviewPaperInput = z.strictObject({ order: reviewPaper })
export const saveReviewPaperInput = z.strictObject({ order: reviewPaper, out })

export type Reviewer = {
  reviewerId: string
  name: string /** Entries that this one has scored in full. */
  done: number
}
export type ReviewEntry = {
  entryId: string
  /** Number on the score sheets, from 1; does not change. */
  number: number
  title: string
  unit: string
  officeName: string
  /** Registered here: it is handed in, never passed on. */
  own: boolean
  videoDigest: string | null
  durationSeconds: number | null
  hasPoster: boolean
  /** The one that is judged: the newest when it came into the review. 0: an own draft that was never frozen. */
  revision: number
  /** Larger than `revision` when a newer one has come since; that one is not judged. */
  latestRevision: number
  /** Why it is out; null: it is judged. */
  outReason: string | null
  /** What the list of works says of it today, in the order to do it; whoever judges decides whether it counts. */
  lacks: EntryLack[]
  /** By reviewer, by criterion. */
  scores: { reviewerId: string; points: Record<string, string>; note: string }[]
}
export type Review = {
  reviewId: string
  noticeId: string
  noticeShortTitle: string
  deliverableId: string
  deliverableTitle: string
  state: 'open' | 'closed'
  settings: ReviewSettings
  /** False: the notice names no criteria, the office sets them itself. */
  criteriaByNotice: boolean
  /** Review dates of the notice, in its words. */
  reviewWording: string | null
  /** The same as days, YYYY-MM-DD. */
  reviewFrom: string | null
  reviewTo: string | null
  reviewers: Reviewer[]
  entries: ReviewEntry[]
  /** By rank, of what is scored so far; see shared/domain/review.ts. */
  results: ReviewResultRow[]
  closedAt: string | null
  history: { at: string; what: string; reason: string }[]
}
export type ReviewSummary = {
  reviewId: string | null
  noticeId: string
  noticeShortTitle: string
  deliverableId: string
  deliverableTitle: string
  entries: number
  state: 'none' | 'open' | 'closed'
}
export type SavedReviewPaper = { path: string; bytes: number; sheets: number }
