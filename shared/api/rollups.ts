/** 汇总: the same form of many offices added up, with every number traceable; frozen, then only supplemented. */
import { z } from 'zod'

const noticeId = z.string().min(1).max(100)
const formId = z.string().min(1).max(100)
const path = z.string().min(1).max(4096)

export const rollupsInput = z.strictObject({ noticeId })
export const rollupInput = z.strictObject({
  noticeId,
  formId,
  /** Null: the one that is open now; 1: the frozen report; 2…: its supplements. */
  number: z.number().int().min(1).nullable().default(null),
})
export const saveRollupInput = z.strictObject({ ...rollupInput.shape, out: path })
export const rollupFormInput = z.strictObject({ noticeId, formId })
export const markRollupInput = z.strictObject({
  noticeId,
  formId,
  recordId: z.uuid(),
  /** `left-out`: counts for nothing, with a reason; `checked`: an outlier that was asked about and stands. */
  mark: z.enum(['left-out', 'checked']),
  /** Of `checked`. */
  field: z.string().max(40).nullable().default(null),
  reason: z.string().trim().max(200),
  remove: z.boolean().default(false),
})
/** How an activity that several offices report is counted. */
export const jointInput = z.strictObject({
  noticeId,
  formId,
  jointKey: z.string().min(1).max(300),
  /** The record whose row counts; null: every one counts (they are different activities). */
  countsIn: z.uuid().nullable(),
  reason: z.string().trim().max(200),
})
export const rollupSourcesInput = z.strictObject({ ...rollupFormInput.shape, field: z.string().min(1).max(40) })

export type RollupFlag = {
  /** `twice`: the same office is in it with two papers of one kind; `field` is then ''. */
  kind: 'outlier' | 'changed' | 'missing-part' | 'twice'
  field: string
  /** In words, with numbers. */
  words: string
  /** Why it stands, when it was asked about. */
  checked: string | null
}
export type RollupRow = {
  recordId: string
  revision: number
  code: string
  officeId: string
  officeName: string
  /** `own`: our own form of the same notice; `entered`: typed here from paper. */
  from: 'package' | 'entered' | 'own'
  state: 'received' | 'accepted' | 'returned'
  /** By field id: plain decimal, or null where nothing was filled in. Null is not zero. */
  values: Record<string, string | null>
  /** What does not count of it, because a joint activity counts elsewhere: positive digits by field. */
  deducted: Record<string, string>
  /** It is a total itself: its own rows stand in `rollups.check` of it. */
  carries: boolean
  leftOut: string | null
  flags: RollupFlag[]
}
export type RollupField = { field: string; label: string; group: string; unit: string; places: number }
export type RollupTotal = { value: string | null; filled: number; empty: number }
export type JointActivity = {
  key: string
  title: string
  day: string
  rows: { recordId: string; officeName: string; values: Record<string, string | null> }[]
  countsIn: string | null
  decided: boolean
  reason: string
}
export type Rollup = {
  noticeId: string
  formId: string
  formName: string
  number: number | null
  frozenAt: string | null
  fields: RollupField[]
  rows: RollupRow[]
  totals: Record<string, RollupTotal>
  /** Words that stand beside a number (实物投入说明): listed, not added. */
  notes: { field: string; label: string; rows: { recordId: string; officeName: string; text: string }[] }[]
  joint: JointActivity[]
  /** On the roster, owe this form and are not in it. */
  missing: { officeId: string; officeName: string; why: string }[]
  /** Of a supplement, and of the open one: what changed against the report before it. Totals stand last, as 合计. */
  changes: { officeName: string; field: string; label: string; before: string | null; after: string | null }[]
  /** Since the last freeze something came or changed. */
  changedSince: boolean
  /** Our own record that carries the totals upward. */
  recordId: string | null
}
export type RollupSummary = {
  formId: string
  formName: string
  offices: number
  expected: number
  frozen: number
  frozenAt: string | null
  changedSince: boolean
}
export type RollupSources = {
  field: string
  label: string
  total: RollupTotal
  rows: { recordId: string; officeName: string; value: string | null; code: string; activities: number }[]
}
/** At the next office up: each row of a total against what its office signed. */
export type RollupCheck = {
  recordId: string
  rows: {
    officeName: string
    recordId: string
    digest: string
    /** `same`: the signed record is here and says this; `differs`: it says otherwise; `absent`: not sent along; `entered`: typed at the city. */
    evidence: 'same' | 'differs' | 'absent' | 'entered'
    words: string
    /** A total itself, and here: it can be checked in turn. */
    carries: boolean
  }[]
  /** Fields whose total is not the sum of its rows. */
  wrongSums: { field: string; label: string; said: string | null; sum: string | null; reason: string }[]
}
