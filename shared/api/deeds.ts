/** 操作日志: who, when, what, before and after; never a personal value. Chained by digest, only ever added to. */
import { z } from 'zod'

/** What a deed was done to; the subject's id is of that kind. */
export const deedSubject = z.enum([
  'store',
  'office',
  'person',
  'notice',
  'record',
  'activity',
  'video',
  'review',
  'package',
  'handover',
  'receipt',
  'roster',
  'rollup',
  'personal',
  'settings',
])
export type DeedSubject = z.output<typeof deedSubject>

export const deedFilter = z.strictObject({
  /** Part of what, whom or which; '' or left out: all. */
  text: z.string().max(100).optional(),
  person: z.string().max(40).optional(),
  subject: deedSubject.optional(),
  subjectId: z.string().max(100).optional(),
  /** Days of the office (Beijing), both included. */
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
})
export const listDeedsInput = deedFilter.extend({
  /** Older than this number; null: from the newest. */
  before: z.number().int().positive().nullable().default(null),
  limit: z.number().int().min(1).max(500).default(100),
})
const out = z.string().min(1).max(4096)

export type DeedsToPrint = z.input<typeof deedFilter>
export const saveDeedsInput = deedFilter.extend({ out, format: z.enum(['xlsx', 'pdf', 'jsonl']) })

/** One fact that changed, in the words of the form or screen. `personal`: changed, and its values are nowhere in the log. */
export type DeedChange = { what: string; before: string | null; after: string | null; personal: boolean }
export type Deed = {
  /** From 1 without a gap. */
  seq: number
  at: string
  /** Name of who was at the desk; '' when nobody said; null: the program itself (hourly copy, clean-up). */
  person: string | null
  /** Code, e.g. `record.frozen`; its sentence is in renderer/text. */
  deed: string
  subject: DeedSubject
  subjectId: string
  /** Title as it was then; never a person's name but of our own staff. */
  title: string
  changes: DeedChange[]
  /** Numbers and codes that the sentence needs: revision, version code, count. */
  facts: Record<string, string | number>
  /** SHA-256 over the entry and the digest before it (RFC 8785), hex. */
  digest: string
}
export type DeedList = { deeds: Deed[]; total: number }
/** `firstBad`: of the first entry that does not stand on the one before; `missing`: entries that the head knows and the chain lacks. */
export type ChainVerdict = {
  sound: boolean
  entries: number
  head: string
  firstBad: number | null
  missing: number
}
