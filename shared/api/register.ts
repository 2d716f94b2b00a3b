/** Records and the register: figures with their sources, texts with activities in them, what changed since. */
import { z } from 'zod'
import { textDraft } from '../register/rules.ts'
import type { TakenRow } from '../register/taken.ts'
import type { RecordDetail } from './records.ts'

const recordId = z.uuid()
const field = z.string().min(1).max(40)
const noticeId = z.string().min(1).max(100)
const activityIds = z.array(z.uuid()).min(1).max(500)

export const figuresInput = z.strictObject({
  recordId,
  /** Null: as the draft stands now; for received records their latest revision. */
  revision: z.number().int().min(1).nullable().default(null),
})
export const figureSourcesInput = z.strictObject({ ...figuresInput.shape, field })
export const saveOriginInput = z.strictObject({ ...figuresInput.shape, out: z.string().min(1).max(4096) })
export const noticeIdOnly = z.strictObject({ noticeId })
/** A record of an activity's form, with the facts of this one in it. */
export const createFromActivityInput = z.strictObject({
  noticeId,
  formId: z.string().min(1).max(100),
  activityId: z.uuid(),
})
export const composeInput = z.strictObject({ recordId, field, draft: textDraft })
/** Paragraphs of some activities, to be put where the clerk stands. */
export const paragraphsInput = z.strictObject({
  recordId,
  field,
  activityIds,
  /** `items`: 1. 标题。内容。（责任单位：…）, as a plan lists them; `sentences`: one sentence each, as a summary tells them. */
  as: z.enum(['items', 'sentences']),
})
/** Pictures and films of these activities, into an attachments field. */
export const takeFilesInput = z.strictObject({ recordId, field, activityIds })
export const offersInput = z.strictObject({ recordId })
export const decideOffersInput = z.strictObject({
  recordId,
  draftSeq: z.number().int().min(0),
  /** Keys of offers. `keep`: the record's own words stay, and this change is not offered again. */
  take: z.array(z.string().max(200)).max(2000).default([]),
  keep: z.array(z.string().max(200)).max(2000).default([]),
})
export const candidatesInput = z.strictObject({ recordId })

/** Something that a form's field says by a rule. */
export type Figure = {
  field: string
  label: string
  unit: string
  /** What the register says; null: no activity contributes. */
  computed: string | null
  /** What the record says; null: empty. */
  value: string | null
  /** Set where the two differ by a person's will. */
  reason: string | null
  /** How it is counted, in a clerk's words. */
  rule: string
  /** Activities that contribute. */
  sources: number
  lastYear: string | null
  /** The sources make another figure and nobody said why: in words, null where all is well. */
  fault: string | null
}
export type Figures = {
  /** False: the form draws no figures from the register. */
  bound: boolean
  /** The record carries totals: sources are offices that reported, not activities. */
  totals: boolean
  /** Activities of the notice in the register, of any state; of totals the offices in them. */
  activities: number
  figures: Figure[]
  /** A frozen or received revision: the sources that it was frozen with. */
  frozen: boolean
}
export type FigureSource = {
  /** Null: of another office, or deleted since. */
  activityId: string | null
  title: string
  unit: string
  /** YYYY-MM-DD or words. */
  time: string
  /** What it contributes: digits, or names for outlets and places. */
  amount: string
  names: string[]
  /** 未填场次，按 1 次计. */
  note: string
}
export type FigureSources = { figure: Figure; sources: FigureSource[] }
/** A number that a text can quote. */
export type TextFigure = { id: string; label: string; unit: string; value: string | null }
/** A text to be put in, and what it took: rows for `takenField`. */
export type Composed = { text: string; taken: TakenRow[] }
export type Offer = {
  key: string
  field: string
  fieldLabel: string
  kind: TakenRow['kind'] | 'new-activity' | 'gone'
  activityId: string | null
  /** 走访慰问：地点. */
  about: string
  /** What the record says now, where it was found; null: it was rewritten by hand. */
  before: string | null
  /** What the register says. '' for `gone`: the activity was deleted or cancelled. */
  after: string
}
export type Offers = { offers: Offer[]; taken: number }
export type DecidedOffers = RecordDetail
/** Who could be recommended, by what the register says of them. */
export type Candidate = {
  kind: 'unit' | 'activity'
  name: string
  activityIds: string[]
  /** By criterion, in words with numbers: 宣传报道 12 条. */
  facts: { criterion: string; words: string; amount: number }[]
  /** A sentence for the paper. */
  evidence: string
  chosen: boolean
}
export type Candidates = {
  quota: { min: number; max: number; wording: string } | null
  criteria: string[]
  units: Candidate[]
  activities: Candidate[]
}
