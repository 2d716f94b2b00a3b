/** 收报台: many packages at once, what waits for a person, conflicts field by field. */
import { z } from 'zod'
import type { PackageFinding, ProblemData } from '../problems.ts'
import type { ImportOutcome } from './packages.ts'

const batchId = z.uuid()
const digest = z.string().regex(/^[0-9a-f]{64}$/)

/** Files and folders; a folder is looked through with those in it, an unpacked package (folder with bagit.txt) is one. */
export const startIntakeInput = z.strictObject({ paths: z.array(z.string().min(1).max(4096)).min(1).max(5000) })
export const batchIdInput = z.strictObject({ batchId })
export const heldPackageInput = z.strictObject({ tagManifestDigest: digest })
export const conflictChoice = z.strictObject({
  recordId: z.uuid(),
  revision: z.number().int().min(1),
  /** Which of the two counts from now on; the other one is kept beside it. */
  take: z.enum(['here', 'arrived']),
})
export type ConflictChoice = z.infer<typeof conflictChoice>
export const decideHeldInput = z.strictObject({
  tagManifestDigest: digest,
  /** `again`: verified anew (after a card was compared, a notice taken in); `take`: what may be confirmed is confirmed; `set-aside`: not taken in. */
  choice: z.enum(['again', 'take', 'set-aside']),
  conflicts: z.array(conflictChoice).max(2000).default([]),
  /** Needed for `set-aside`; kept with it. */
  reason: z.string().trim().max(300).default(''),
})
export const recordRivalsInput = z.strictObject({ recordId: z.uuid() })

export type BatchState = 'running' | 'paused' | 'done'
/** `waiting`: its turn has not come; `other`: no package (a document of an office without the program, say). */
export type IntakeFile = {
  position: number
  path: string
  fileName: string
  bytes: number
  state: 'waiting' | 'done' | 'other'
  result: ImportOutcome['result'] | 'failed' | null
  kind: 'submission' | 'receipt' | 'notice' | 'office-card' | null
  senderOfficeId: string | null
  senderName: string
  sequence: number | null
  volume: { n: number; of: number } | null
  tagManifestDigest: string | null
  packageId: string | null
  /** A held card of an office that still waits to be compared: that is done where the office stands. */
  cardWaits: boolean
  records: number
  findings: PackageFinding[]
  /** Of `failed`: file vanished, disk full … the file can be tried again. */
  problem: ProblemData | null
  doneAt: string | null
}
export type BatchCounts = {
  files: number
  waiting: number
  imported: number
  duplicate: number
  held: number
  refused: number
  failed: number
  other: number
}
export type BatchSummary = {
  batchId: string
  title: string
  state: BatchState
  createdAt: string
  finishedAt: string | null
  /** Why it paused by itself: keys locked, disk full …; null when a person paused it, or a crash. */
  problem: ProblemData | null
  counts: BatchCounts
}
/** `files`: what needs a person first (failed, held, refused), then the rest in order. */
export type IntakeBatch = BatchSummary & { files: IntakeFile[] }

/** What a person can do about a held package, and what that means, in words. */
export type HeldChoice = {
  /** `again`: verified anew as it lies here; `ask-again`: the sender is asked for it, nothing happens here. */
  id:
    | 'compare-fingerprint'
    | 'again'
    | 'take'
    | 'take-in-notice'
    | 'wait'
    | 'resolve-conflict'
    | 'ask-again'
    | 'set-aside'
  label: string
  meaning: string
  /** False: shown with the reason why not (a revoked key is never taken on a click). */
  possible: boolean
}
/** A group of volumes of which some are missing is listed too, by the first one that came (`package.volume-missing`). */
export type HeldPackage = {
  tagManifestDigest: string
  packageId: string
  fileName: string
  kind: 'submission' | 'receipt' | 'notice' | 'office-card'
  senderOfficeId: string
  senderName: string
  sequence: number
  receivedAt: string
  /** By the sender's clock. */
  createdAt: string
  findings: PackageFinding[]
  choices: HeldChoice[]
  /** The file lies in our store, so that the stick may go. */
  kept: boolean
  /** Where it lies when it is not kept: an unpacked folder, or there was no room for a copy. */
  path: string | null
  conflicts: number
}

export type ConflictSide = {
  revision: number
  digest: string
  code: string
  deviceId: string
  deviceName: string
  /** When it was frozen, by the sender's clock, and when it came. */
  at: string
  receivedAt: string | null
}
export type ConflictField = {
  field: string
  label: string
  here: string
  arrived: string
  differs: boolean
  personal: boolean
}
export type RecordConflict = {
  recordId: string
  title: string
  formShortName: string
  officeName: string
  here: ConflictSide
  arrived: ConflictSide
  fields: ConflictField[]
}
/** A revision that lost: kept, shown beside the one that counts. */
export type RivalRevision = {
  digest: string
  code: string
  revision: number
  deviceId: string
  keptAt: string
  fields: ConflictField[]
}
