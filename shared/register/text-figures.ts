/** Numbers that a running text can quote, each with the rule that it follows. Pure. */
import { fromUnits, toUnits } from '../form/decimal.ts'
import { moneyFacts } from './activity.ts'
import { type CountedActivity, computeFigure } from './figures.ts'
import type { FigureRule } from './rules.ts'

export interface TextFigureRule {
  readonly id: string
  readonly label: string
  readonly unit: string
  /** Added up. */
  readonly rules: readonly FigureRule[]
}

const coming = { states: ['planned', 'held'] } as const
const held = { states: ['held'] } as const
type Held = { states: ['held'] }
const done = (): Held => ({ states: [...held.states] })
const sum = (of: Extract<FigureRule, { kind: 'sum' }>['of']): FigureRule => ({ kind: 'sum', of, where: done() })
const staffFacts = ['fullTime', 'scientists', 'volunteers', 'otherStaff'] as const

export const textFigures: readonly TextFigureRule[] = [
  { id: 'activities', label: '已举办活动', unit: '项', rules: [{ kind: 'count', where: done() }] },
  {
    id: 'sessions',
    label: '活动场次',
    unit: '场',
    rules: [{ kind: 'sum', of: 'sessions', emptyAs: '1', where: done() }],
  },
  { id: 'onsite', label: '线下参与', unit: '人次', rules: [sum('onsite')] },
  { id: 'online', label: '线上参与', unit: '人次', rules: [sum('online')] },
  { id: 'reach', label: '参与合计', unit: '人次', rules: [sum('onsite'), sum('online')] },
  { id: 'fullTime', label: '科普专职人员', unit: '人', rules: [sum('fullTime')] },
  { id: 'scientists', label: '科技工作者', unit: '人', rules: [sum('scientists')] },
  { id: 'volunteers', label: '科技志愿者', unit: '人', rules: [sum('volunteers')] },
  { id: 'otherStaff', label: '其他工作人员', unit: '人', rules: [sum('otherStaff')] },
  { id: 'staff', label: '工作人员合计', unit: '人', rules: staffFacts.map(sum) },
  { id: 'funds', label: '经费合计', unit: '万元', rules: moneyFacts.map(sum) },
  { id: 'fundsCentral', label: '中央财政经费', unit: '万元', rules: [sum('fundsCentral')] },
  { id: 'fundsProvince', label: '省级财政经费', unit: '万元', rules: [sum('fundsProvince')] },
  { id: 'fundsCity', label: '市级财政经费', unit: '万元', rules: [sum('fundsCity')] },
  { id: 'fundsCounty', label: '县级财政经费', unit: '万元', rules: [sum('fundsCounty')] },
  { id: 'fundsEnterprise', label: '企业赞助', unit: '万元', rules: [sum('fundsEnterprise')] },
  { id: 'inKindValue', label: '实物投入', unit: '万元', rules: [sum('inKindValue')] },
  { id: 'fundsOther', label: '其他经费', unit: '万元', rules: [sum('fundsOther')] },
  { id: 'outlets', label: '参与报道的媒体', unit: '家', rules: [{ kind: 'outlets', where: done() }] },
  { id: 'items', label: '宣传报道', unit: '条', rules: [{ kind: 'items', where: done() }] },
  { id: 'venues', label: '开放的科普场馆', unit: '个', rules: [{ kind: 'venues', of: 'venue', where: done() }] },
  {
    id: 'institutes',
    label: '开放的科研机构',
    unit: '个',
    rules: [{ kind: 'venues', of: 'institute', where: done() }],
  },
  { id: 'universities', label: '开放的大学', unit: '个', rules: [{ kind: 'venues', of: 'university', where: done() }] },
  {
    id: 'plannedActivities',
    label: '安排的活动（含主场活动）',
    unit: '项',
    rules: [{ kind: 'count', where: { states: [...coming.states] } }],
  },
  {
    id: 'plannedItems',
    label: '安排的活动（不含主场活动）',
    unit: '项',
    rules: [{ kind: 'count', where: { states: [...coming.states], main: false } }],
  },
  {
    id: 'plannedOnsite',
    label: '计划线下参与',
    unit: '人',
    rules: [{ kind: 'sum', of: 'plannedOnsite', where: { states: [...coming.states] } }],
  },
  {
    id: 'plannedOnline',
    label: '计划线上参与',
    unit: '人',
    rules: [{ kind: 'sum', of: 'plannedOnline', where: { states: [...coming.states] } }],
  },
]

/** Digits; null where no activity contributes, or the figure is unknown. */
export function textFigureValue(id: string, activities: readonly CountedActivity[], noticeId: string): string | null {
  const figure = textFigures.find((one) => one.id === id)
  if (!figure) return null
  const values = figure.rules.flatMap((rule) => computeFigure(rule, activities, noticeId).value ?? [])
  if (values.length === 0) return null
  return fromUnits(values.reduce((total, value) => total + (toUnits(value) ?? 0n), 0n))
}

/** As a sentence says it: a zero is left out as what is empty is. '' then. */
export function quotableFigure(id: string, activities: readonly CountedActivity[], noticeId: string): string {
  const value = textFigureValue(id, activities, noticeId)
  return value === null || value === '0' ? '' : value
}
