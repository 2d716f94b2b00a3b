/**
 * How forms draw on the register, as a notice pack declares it: data, never code. Two kinds of form: one that counts over
 * the activities of a notice (统计表, 总结), and one that belongs to one activity (筹备方案, 登记表).
 */
import { z } from 'zod'
import { fieldId } from '../form/expression.ts'
import { activityStates, numberFacts, venueKinds } from './activity.ts'

/** Which activities count. The notice of the record always; absent parts do not narrow. */
export const registerWhere = z.strictObject({
  states: z.array(z.enum(activityStates)).min(1).optional(),
  modules: z.array(z.string().max(40)).min(1).optional(),
  main: z.boolean().optional(),
  ministryTask: z.boolean().optional(),
})
export type RegisterWhere = z.infer<typeof registerWhere>

/**
 * One figure. Empty is not zero: a figure to which no activity contributes is empty.
 * - `sum`: of a number; `emptyAs`: what an activity counts for that leaves it empty (a 场次 that was not written is one).
 * - `count`: of the activities.
 * - `outlets`: named outlets, each once, and those told of without a name. - `items`: reports, listed or told of.
 * - `venues`: open places of a kind, each name once.
 * - `notes`: the distinct texts of 实物说明 and the like, joined with 、.
 */
export const figureRule = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('sum'),
    of: z.enum(numberFacts),
    emptyAs: z
      .string()
      .regex(/^\d{1,6}$/)
      .optional(),
    where: registerWhere.optional(),
  }),
  z.strictObject({ kind: z.literal('count'), where: registerWhere.optional() }),
  z.strictObject({ kind: z.literal('outlets'), where: registerWhere.optional() }),
  z.strictObject({ kind: z.literal('items'), where: registerWhere.optional() }),
  z.strictObject({ kind: z.literal('venues'), of: z.enum(venueKinds), where: registerWhere.optional() }),
  z.strictObject({ kind: z.literal('notes'), of: z.enum(['inKindNote', 'joint']), where: registerWhere.optional() }),
])
export type FigureRule = z.infer<typeof figureRule>

/**
 * Facts of one activity that a form takes over. `scale`, `time`, `responsible` and the like are words made from the
 * facts; `modules` become ticks (of the options whose label is the module's name), `audience` ticks of the options whose
 * label stands in the text, or the text.
 */
export const activityParts = [
  'title',
  'host',
  'organiser',
  'responsible',
  'unit',
  'place',
  'audience',
  'modules',
  /** As written, or the days in words. */
  'time',
  /** YYYY-MM-DD/YYYY-MM-DD for a date-range, the words and first day for a vague-time. */
  'days',
  /** 线下约300人，线上约2000人: real numbers once it was held, else the planned ones. */
  'scale',
  'description',
  'joint',
  'results',
  'riskNote',
  'inKindNote',
  ...numberFacts,
  /** Of numbers that are sums: 经费合计 in 万元, named and unnamed outlets, items. */
  'fundsTotal',
  'outlets',
  'items',
  /** Rows of a table field: press {media, headline, url, day}, people {name, unit, mobile} (personal). */
  'press',
  'people',
  /** Personal. */
  'contactName',
  'officePhone',
  'mobile',
  'phone',
  'fax',
  'email',
  'address',
  /** 线下 | 线上 | 线上线下结合, of the numbers. */
  'mode',
  /** Titles of papers about the activity: “…”活动情况报告, “…”风险防控预案. */
  'reportTitle',
  'riskTitle',
  /** Pictures and films of the activity, into an attachments field. */
  'photos',
  'videos',
] as const
export type ActivityPart = (typeof activityParts)[number]

/**
 * Facts of a person: only a field that is sealed takes them, whatever a pack says. `phone` gives the mobile where there is
 * no office number. An office's own number, fax and address are nobody's.
 */
export const sealedParts: ReadonlySet<ActivityPart> = new Set(['contactName', 'mobile', 'phone', 'email', 'people'])

/** A running text that the program can write a first draft of, with figures and activities in it. */
export const textDraft = z.enum([
  'plan',
  'introduction',
  'progress',
  'results',
  'experience',
  'advice',
  'opening',
  'activity-plan',
  'activity-intro',
  'activity-report',
  'risk-scope',
])
export type TextDraft = z.infer<typeof textDraft>

export const formRegister = z.discriminatedUnion('scope', [
  z.strictObject({
    scope: z.literal('notice'),
    /** Figures by field; the record's value follows the register until a person overrides it with a reason. */
    figures: z.record(fieldId, figureRule).default({}),
    /** Long texts that activities and figures are put into. */
    texts: z.record(fieldId, textDraft).default({}),
    /** 推荐: the table of candidates; columns by id. */
    candidates: z
      .strictObject({
        table: fieldId,
        name: fieldId,
        /** Choice column and the option ids for units and activities; absent: no such column. */
        kind: z.strictObject({ column: fieldId, unit: fieldId.optional(), activity: fieldId.optional() }).optional(),
        evidence: fieldId,
      })
      .optional(),
  }),
  z.strictObject({
    scope: z.literal('activity'),
    parts: z.record(fieldId, z.enum(activityParts)).default({}),
    texts: z.record(fieldId, textDraft).default({}),
  }),
])
export type FormRegister = z.infer<typeof formRegister>

/** By form id. */
export const packRegister = z.record(z.string().max(64), formRegister)
export type PackRegister = z.infer<typeof packRegister>
