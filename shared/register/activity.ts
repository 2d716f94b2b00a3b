/**
 * 活动: one activity of the register, written down once. Every fact has an id under which rules, forms and tables name it.
 * Numbers are plain decimal digits; '' is empty, which is not zero. Money is in 万元.
 */
import { z } from 'zod'

export const activityStates = ['planned', 'held', 'cancelled'] as const
export type ActivityState = (typeof activityStates)[number]
export const activityStateNames: Readonly<Record<ActivityState, string>> = {
  planned: '计划中',
  held: '已举办',
  cancelled: '已取消',
}

/** Counts: whole numbers, never negative. */
export const countFacts = [
  'sessions',
  'plannedOnsite',
  'plannedOnline',
  'onsite',
  'online',
  'fullTime',
  'scientists',
  'volunteers',
  'otherStaff',
  'moreOutlets',
  'moreItems',
] as const
/** 万元, at most six places (one 分). */
export const moneyFacts = [
  'fundsCentral',
  'fundsProvince',
  'fundsCity',
  'fundsCounty',
  'fundsEnterprise',
  'inKindValue',
  'fundsOther',
] as const
export type MoneyFact = (typeof moneyFacts)[number]
export const numberFacts = [...countFacts, ...moneyFacts] as const
export type NumberFact = (typeof numberFacts)[number]

/** One line of text each, but those of `severalLineFacts`. */
export const textFacts = [
  'title',
  'host',
  'organiser',
  'responsible',
  /** 填报单位: the township, school or office below us that told of it. */
  'unit',
  'place',
  'audience',
  'inKindNote',
  'description',
  'joint',
  'results',
  'riskNote',
] as const
export type TextFact = (typeof textFacts)[number]
export const severalLineFacts: ReadonlySet<string> = new Set<TextFact>(['description', 'joint', 'results', 'riskNote'])

const text = (max: number) => z.string().max(max).default('')
const count = z
  .string()
  .regex(/^\d{0,12}$/)
  .default('')
const money = z
  .string()
  .regex(/^(\d{1,12}(\.\d{1,6})?)?$/)
  .default('')

export const pressItem = z.strictObject({
  outlet: z.string().max(80),
  headline: text(160),
  url: text(500),
  day: z.iso.date().nullable().default(null),
})
export type PressItem = z.infer<typeof pressItem>
/** 开放的科普场馆、科研机构、大学 of F1. */
export const venueKinds = ['venue', 'institute', 'university'] as const
export const openVenue = z.strictObject({ kind: z.enum(venueKinds), name: z.string().min(1).max(80) })
export type OpenVenue = z.infer<typeof openVenue>

/** Who to ask, and the scientists who took part (PD 五(一): a thank-you message): sealed at rest. */
export const activityPersonal = z.strictObject({
  contactName: text(40),
  officePhone: text(40),
  mobile: text(40),
  fax: text(40),
  email: text(120),
  address: text(160),
  people: z
    .array(z.strictObject({ name: z.string().min(1).max(40), unit: text(80), mobile: text(40) }))
    .max(300)
    .default([]),
})
export type ActivityPersonal = z.infer<typeof activityPersonal>

export const activityValues = z.strictObject({
  /** Of the register; the year of its first day where there is one. */
  year: z.number().int().min(1949).max(2199),
  state: z.enum(activityStates).default('planned'),
  title: text(160),
  host: text(200),
  organiser: text(300),
  responsible: text(300),
  unit: text(120),
  place: text(200),
  audience: text(200),
  /** As written, e.g. 5月中旬; `from` and `to` where they are certain. */
  time: z
    .strictObject({
      words: text(120),
      from: z.iso.date().nullable().default(null),
      to: z.iso.date().nullable().default(null),
    })
    .default({ words: '', from: null, to: null }),
  /** The notices that it counts for, each with its modules; no module: of the notice as a whole. */
  notices: z
    .array(
      z.strictObject({
        noticeId: z.string().min(1).max(100),
        modules: z.array(z.string().max(40)).max(20).default([]),
      }),
    )
    .max(20)
    .default([]),
  /** 主场活动. */
  main: z.boolean().default(false),
  /** 承接科技部活动任务. */
  ministryTask: z.boolean().default(false),
  /** 场次; empty counts as one. */
  sessions: count,
  plannedOnsite: count,
  plannedOnline: count,
  onsite: count,
  online: count,
  fullTime: count,
  scientists: count,
  volunteers: count,
  otherStaff: count,
  fundsCentral: money,
  fundsProvince: money,
  fundsCity: money,
  fundsCounty: money,
  fundsEnterprise: money,
  inKindValue: money,
  fundsOther: money,
  inKindNote: text(200),
  press: z.array(pressItem).max(500).default([]),
  /** Outlets and items that are not listed one by one. */
  moreOutlets: count,
  moreItems: count,
  venues: z.array(openVenue).max(200).default([]),
  description: text(20_000),
  joint: text(2000),
  results: text(20_000),
  /** 风险防控预案 (T7). */
  riskPlan: z.enum(['none', 'prepared']).default('none'),
  riskNote: text(2000),
  personal: activityPersonal.prefault({}),
})
export type ActivityValues = z.infer<typeof activityValues>
export type ActivityInput = z.input<typeof activityValues>

/** A change of one activity: only what changed. What is absent stays, so no default may fill it in. */
export const activityChange = z.strictObject(
  Object.fromEntries(
    Object.entries(activityValues.shape).map(([key, schema]) => [key, withoutDefault(schema).optional()]),
  ),
) as unknown as z.ZodType<Partial<ActivityValues>, Partial<ActivityInput>>

function withoutDefault(schema: z.ZodType): z.ZodType {
  return schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault ? (schema.unwrap() as z.ZodType) : schema
}

/** Labels as screens, sheets and sentences name the facts. */
export const factLabels: Readonly<Record<NumberFact | TextFact, string>> = {
  sessions: '场次',
  plannedOnsite: '计划线下人数',
  plannedOnline: '计划线上人数',
  onsite: '线下人次',
  online: '线上人次',
  fullTime: '科普专职人员',
  scientists: '科技工作者',
  volunteers: '科技志愿者',
  otherStaff: '其他人员',
  moreOutlets: '另有媒体',
  moreItems: '另有报道',
  fundsCentral: '中央财政',
  fundsProvince: '省级财政',
  fundsCity: '市级财政',
  fundsCounty: '县级财政',
  fundsEnterprise: '企业赞助',
  inKindValue: '实物投入',
  fundsOther: '其他经费',
  title: '活动名称',
  host: '主办单位',
  organiser: '承办单位',
  responsible: '责任单位',
  unit: '填报单位',
  place: '地点',
  audience: '面向群体',
  inKindNote: '实物说明',
  description: '活动内容',
  joint: '联合行动',
  results: '成效',
  riskNote: '风险预案说明',
}
