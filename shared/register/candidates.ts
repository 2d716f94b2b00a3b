/** Who could be recommended (T17, T20), by what the register says of them. Pure. */
import type { Candidate } from '../api/register.ts'
import { toUnits } from '../form/decimal.ts'
import type { TableRow } from '../form/definition.ts'
import { type Deliverable, dutyForms, type NoticePack } from '../notice/pack.ts'
import { clause, withHost } from './fact-words.ts'
import type { CountedActivity } from './figures.ts'
import type { FigureRule, FormRegister } from './rules.ts'
import { type TakenRow, takenRow } from './taken.ts'
import { quotableFigure, textFigures } from './text-figures.ts'

/** PD 五(三); a duty that names its own is judged by those. */
export const defaultCriteria = ['组织动员', '活动数量规模', '宣传报道', '志愿服务', '联合行动', '线上话题'] as const

/** The duty that a form answers. */
export const dutyOf = (pack: Pick<NoticePack, 'deliverables'>, formId: string): Deliverable | undefined =>
  pack.deliverables.find((deliverable) => dutyForms(deliverable).includes(formId))

export function criteriaOf(pack: Pick<NoticePack, 'deliverables'>, formId: string): readonly string[] {
  const own = dutyOf(pack, formId)?.criteria ?? []
  return own.length > 0 ? own : defaultCriteria
}

export interface CandidateSource {
  /** Of the notice, of any state. */
  readonly activities: readonly CountedActivity[]
  readonly noticeId: string
  readonly officeName: string
  readonly criteria: readonly string[]
  /** What offices below sent us for the notice. */
  readonly reports: readonly OfficeReport[]
}
export interface OfficeReport {
  readonly officeName: string
  /** Short names of the forms: 工作总结, 统计表. */
  readonly forms: readonly string[]
  /** Numbers of its forms, by id of a text figure. */
  readonly figures: ReadonlyMap<string, string>
}

/** The quotable number that follows this rule alone; null: none does. */
export const figureOfRule = (rule: FigureRule): string | null =>
  textFigures.find(({ rules: [one, ...more] }) => {
    if (!one || more.length > 0 || one.kind !== rule.kind) return false
    const isMain = (which: FigureRule): boolean => which.where?.main === undefined && which.where?.modules === undefined
    return isMain(one) && isMain(rule) && !rule.where?.ministryTask && ofWhat(one) === ofWhat(rule)
  })?.id ?? null
const ofWhat = (rule: FigureRule): string => ('of' in rule ? rule.of : '')

type Quoted = readonly [id: string, words: string]
/** Which numbers speak to a criterion, by the words that notices use for it. */
const speaking: readonly (readonly [RegExp, readonly Quoted[]])[] = [
  [/志愿/u, [['volunteers', '科技志愿者{}人']]],
  [/联合|协同|共建/u, [['joint', '联合行动{}项']]],
  [/话题|线上|网络|直播/u, [['online', '线上参与{}人次']]],
  [
    /宣传|报道|传播|品牌|媒体|新闻/u,
    [
      ['outlets', '媒体{}家'],
      ['items', '报道{}条'],
    ],
  ],
  [
    /组织|动员|发动|参与/u,
    [
      ['staff', '参与组织和服务{}人'],
      ['scientists', '其中科技工作者{}人'],
    ],
  ],
  [
    /数量|规模|活动|成效|开展/u,
    [
      ['activities', '举办活动{}项'],
      ['sessions', '{}场'],
      ['onsite', '线下参与{}人次'],
      ['online', '线上参与{}人次'],
    ],
  ],
]

type Group = { readonly activities: readonly CountedActivity[]; readonly report?: OfficeReport | undefined }

function numberOf(id: string, { activities, report }: Group, noticeId: string): string {
  // What an office reported itself is more than what we wrote down of it.
  const reported = report?.figures.get(id)
  if (reported !== undefined && reported !== '0') return reported
  if (id !== 'joint') return quotableFigure(id, activities, noticeId)
  const acting = activities.filter(({ values }) => values.state === 'held' && values.joint.trim() !== '').length
  return acting === 0 ? '' : String(acting)
}

function factsOf(group: Group, { noticeId, criteria }: CandidateSource): Candidate['facts'] {
  const sent = group.report?.forms ?? []
  const told = criteria.flatMap((criterion) => {
    const quoted = speaking.find(([words]) => words.test(criterion))?.[1] ?? []
    const told = quoted.flatMap(([id, words]) => {
      const number = numberOf(id, group, noticeId)
      return number === '' ? [] : [{ number, words: words.replace('{}', number) }]
    })
    const [first] = told
    if (!first) return []
    return [{ criterion, words: told.map(({ words }) => words).join('，'), amount: Number(first.number) }]
  })
  if (sent.length === 0) return told
  return [...told, { criterion: '材料报送', words: `已报送${sent.join('、')}`, amount: sent.length }]
}

/** Every number once, in the order of the criteria. */
function evidence(facts: Candidate['facts'], activities: readonly CountedActivity[], one: boolean): string {
  const words = [...new Set(facts.flatMap((fact) => fact.words.split('，')))]
  const titles = activities
    .filter(({ values }) => values.state === 'held')
    .slice(0, 3)
    .map(({ values }) => `“${clause(values.title)}”`)
  if (one) return words.length === 0 ? '' : `${words.join('，')}。`
  const about = titles.length === 0 ? '' : `组织了${titles.join('、')}${activities.length > 3 ? '等' : ''}活动`
  const said = [about, ...words].filter((word) => word !== '')
  return said.length === 0 ? '' : `${said.join('，')}。`
}

export const unitOf = ({ values }: CountedActivity): string => clause(values.unit) || clause(values.host)

/** Whoever recommends does not recommend itself (T17: a city names counties). */
function unitGroups({ activities, officeName, reports }: CandidateSource): Map<string, Group> {
  const groups = new Map<string, { activities: CountedActivity[]; report?: OfficeReport }>()
  for (const report of reports) groups.set(report.officeName, { activities: [], report })
  for (const one of activities) {
    if (one.values.state !== 'held') continue
    const name = unitOf({ ...one, values: withHost(one.values, officeName) })
    const group = groups.get(name)
    if (group) group.activities.push(one)
    else groups.set(name, { activities: [one] })
  }
  groups.delete(clause(officeName))
  return groups
}

/** By places in each criterion added up, the best first; equals by name. */
function ranked(candidates: readonly Candidate[], criteria: readonly string[]): Candidate[] {
  const amountOf = ({ facts }: Candidate, criterion: string): number =>
    facts.find((fact) => fact.criterion === criterion)?.amount ?? 0
  const places = new Map<Candidate, number>()
  for (const one of candidates) {
    const sum = criteria.reduce(
      (total, criterion) =>
        total + candidates.filter((other) => amountOf(other, criterion) > amountOf(one, criterion)).length,
      0,
    )
    places.set(one, sum)
  }
  return [...candidates].sort(
    (a, b) => (places.get(a) ?? 0) - (places.get(b) ?? 0) || a.name.localeCompare(b.name, 'zh-Hans-CN'),
  )
}

/** Candidates of one kind are compared with each other up to this many; an office recommends a few. */
const mostRanked = 300

const candidate = (kind: Candidate['kind'], name: string, group: Group, source: CandidateSource): Candidate => {
  const { activities } = group
  const facts = factsOf(group, source)
  const ids = activities.map(({ activityId }) => activityId)
  return {
    kind,
    name,
    activityIds: ids,
    facts,
    evidence: evidence(facts, activities, kind === 'activity'),
    chosen: false,
  }
}

const firstOf = (activities: readonly CountedActivity[]): CountedActivity[] => {
  const reach = ({ values: { onsite, online } }: CountedActivity): bigint =>
    (toUnits(onsite) ?? 0n) + (toUnits(online) ?? 0n)
  const sorted = [...activities].sort((a, b) => (reach(b) > reach(a) ? 1 : reach(b) < reach(a) ? -1 : 0))
  return sorted.slice(0, mostRanked)
}

/** Held activities only: what was not held yet has nothing to show. */
export function findCandidates(source: CandidateSource): { units: Candidate[]; activities: Candidate[] } {
  const units = [...unitGroups(source)]
    .sort(([, a], [, b]) => b.activities.length - a.activities.length)
    .slice(0, mostRanked)
    .map(([name, group]) => candidate('unit', name, group, source))
  const held = firstOf(source.activities.filter(({ values }) => values.state === 'held'))
  const activities = held.map((one) => candidate('activity', clause(one.values.title), { activities: [one] }, source))
  return { units: ranked(units, source.criteria), activities: ranked(activities, source.criteria) }
}

/** The sentence of one candidate as the register says it now; null: none of this name. */
export function candidateEvidence(source: CandidateSource, kind: string, name: string): string | null {
  if (kind === 'unit') {
    const group = unitGroups(source).get(name)
    return group ? candidate('unit', name, group, source).evidence : null
  }
  const one = source.activities.find(({ values }) => values.state === 'held' && clause(values.title) === name)
  return one ? candidate('activity', name, { activities: [one] }, source).evidence : null
}

type Rules = NonNullable<Extract<FormRegister, { scope: 'notice' }>['candidates']>

/** A candidate as a row of the form's table, and the note of what was taken. */
export function candidateRow(rules: Rules, one: Candidate): { row: TableRow; taken: TakenRow } {
  const option = one.kind === 'unit' ? rules.kind?.unit : rules.kind?.activity
  const row: TableRow = { [rules.name]: one.name, [rules.evidence]: one.evidence }
  if (rules.kind && option !== undefined) row[rules.kind.column] = option
  const activity = one.kind === 'activity' ? (one.activityIds[0] ?? '') : ''
  const taken = takenRow({
    field: rules.table,
    kind: 'row',
    activity,
    part: one.kind,
    text: one.evidence,
    before: one.name,
  })
  return { row, taken }
}
