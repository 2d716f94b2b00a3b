/**
 * Ways to write a paragraph whose only source is one activity. The same way writes it again when the activity changed,
 * so that the change can be offered. '' : the activity has nothing to say there. Pure.
 */
import type { HeadingLevel } from '../form/official-text.ts'
import type { NoticePack } from '../notice/pack.ts'
import type { ActivityValues } from './activity.ts'
import {
  clause,
  filledLines,
  fundsTotal,
  itemCount,
  outletNames,
  responsibleWords,
  scaleWords,
  sentences,
  staffWords,
  timeWords,
} from './fact-words.ts'
import type { TextDraft } from './rules.ts'
import { bareLine } from './text-places.ts'

export type PieceNotice = Pick<NoticePack, 'id' | 'theme' | 'modules'>
type Write = (values: ActivityValues, notice: PieceNotice) => string

/** A title inside quotation marks keeps its own as ‘’. */
export const quoted = (title: string): string => `“${clause(title).replace(/“/gu, '‘').replace(/”/gu, '’')}”`
const labelled = (label: string, words: string): string => (words === '' ? '' : `${label}：${words}`)
const parts = (words: readonly string[], mark: string): string => words.filter((word) => word !== '').join(mark)

/** Lines that say the theme of an event: 座谈主题：…, 主题：… */
const themeLine = /^\S{0,6}主题[：:]\s*/u

/** Who did what, when and where, with how many. */
function event(values: ActivityValues): string {
  const who = clause(values.host)
  const place = clause(values.place)
  // A hall that holds an event in its own house: once is enough.
  const where = place === who ? '' : place
  const verb = values.state === 'held' ? '举办' : '计划举办'
  return parts(
    [
      clause(timeWords(values)),
      `${who}${where === '' ? '' : `在${where}`}${verb}${quoted(values.title)}`,
      values.organiser.trim() === '' ? '' : `由${clause(values.organiser)}承办`,
      values.audience.trim() === '' ? '' : `面向${clause(values.audience)}`,
      scaleWords(values) === '' ? '' : `${scaleWords(values).replace('，', '、')}参加`,
    ],
    '，',
  )
}

/** 标题。内容。（时间：…；地点：…；责任单位：…） as a plan lists its activities. */
const item: Write = (values) => {
  const facts = parts(
    [
      labelled('时间', clause(timeWords(values))),
      labelled('地点', clause(values.place)),
      labelled('责任单位', responsibleWords(values)),
    ],
    '；',
  )
  return `${clause(values.title)}。${sentences(values.description)}${facts === '' ? '' : `（${facts}）`}`
}

const told = (words: string, values: ActivityValues): string =>
  words.trim() === '' ? '' : `${clause(values.title)}。${sentences(words)}`

const press: Write = (values) => {
  const names = outletNames(values)
  const items = itemCount(values)
  if (names.length === 0 && (items === '' || items === '0')) return ''
  const who = names.length === 0 ? '' : `${names.slice(0, 6).join('、')}${names.length > 6 ? '等媒体' : ''}`
  const count = items === '' || items === '0' ? '' : `${values.state === 'held' ? '报道' : '已报道'}${items}条`
  return `宣传：${parts([who, count], '，')}。`
}

const written: Readonly<Record<string, Write>> = {
  item,
  sentence: (values) => `${event(values)}。${sentences(values.description)}`,
  results: (values) => told(values.results, values),
  joint: (values) => told(values.joint, values),
  'main.intro': (values) =>
    `举办${quoted(values.title)}${values.organiser.trim() === '' ? '' : `，由${clause(values.organiser)}承办`}。`,
  'main.theme': (values) => filledLines(values.description).find((line) => themeLine.test(line)) ?? '',
  'main.time': (values) => labelled('时间', clause(timeWords(values))),
  'main.place': (values) => labelled('地点', clause(values.place)),
  'main.people': (values) => labelled('参加人员', parts([clause(values.audience), scaleWords(values)], '，')),
  'main.attendance': (values) => sentences(parts([clause(values.audience), scaleWords(values)], '，')),
  'main.agenda': (values) =>
    filledLines(values.description)
      .filter((line) => !themeLine.test(line))
      .map(sentences)
      .join('\n'),
  'activity-plan.idea': (values, { theme }) => {
    const audience = clause(values.audience)
    if (theme === null && audience === '') return ''
    const about = theme === null ? '' : `围绕“${theme}”主题，`
    return `工作思路：${about}${audience === '' ? '' : `面向${audience}，`}办好${quoted(values.title)}。`
  },
  'activity-plan.measures': (values) => labelled('实施举措', sentences(values.description)),
  'activity-plan.joint': (values) => labelled('联合行动', sentences(values.joint)),
  'activity-plan.where': (values) => {
    const words = parts([clause(timeWords(values)), clause(values.place)], '，')
    return labelled('时间地点', words === '' ? '' : `${words}。`)
  },
  'activity-plan.people': (values) => {
    const words = parts([scaleWords(values), staffWords(values)], '；')
    return labelled('参加人员', words === '' ? '' : `${words}。`)
  },
  'activity-plan.arrangement': (values) => {
    const words = parts(
      [
        values.host.trim() === '' ? '' : `${clause(values.host)}主办`,
        values.organiser.trim() === '' ? '' : `${clause(values.organiser)}承办`,
        values.responsible.trim() === '' ? '' : `${clause(values.responsible)}负责`,
        fundsTotal(values) === '' || fundsTotal(values) === '0' ? '' : `安排经费${fundsTotal(values)}万元`,
        values.riskPlan === 'prepared' ? '已制定风险防控预案' : '',
      ],
      '，',
    )
    return labelled('主要安排', words === '' ? '' : `${words}。`)
  },
  'activity-plan.results': (values) => labelled('预期成效', sentences(values.results)),
  // For the public: neither money nor what the office arranges within itself.
  'activity-intro.event': (values) => `${event(values)}。`,
  'activity-intro.content': (values) => sentences(values.description),
  'activity-intro.joint': (values) => sentences(values.joint),
  'activity-report.event': (values) => `${event(values)}。`,
  'activity-report.content': (values) => sentences(values.description),
  'activity-report.people': (values) => {
    const words = staffWords(values)
    return words === '' ? '' : `参与组织和服务的有${words}。`
  },
  'activity-report.joint': (values) => labelled('联合行动', sentences(values.joint)),
  'activity-report.results': (values) => labelled('活动成效', sentences(values.results)),
  'activity-report.press': press,
  'risk-scope.title': (values) => labelled('活动名称', clause(values.title)),
  'risk-scope.time': (values) => labelled('时间', clause(timeWords(values))),
  'risk-scope.place': (values) => labelled('地点', clause(values.place)),
  'risk-scope.scale': (values) =>
    labelled('规模', parts([scaleWords(values), values.audience.trim() && `面向${clause(values.audience)}`], '，')),
  'risk-scope.host': (values) => labelled('主办单位', clause(values.host)),
  'risk-scope.organiser': (values) => labelled('承办单位', clause(values.organiser)),
}

/** Paragraphs of a draft about one activity, in their order. */
export function pieceNames(draft: Extract<TextDraft, `activity-${string}` | 'risk-scope'>): string[] {
  return Object.keys(written).filter((name) => name.startsWith(`${draft}.`))
}

/** Null: an earlier or later program wrote this row. */
export function writePiece(name: string, values: ActivityValues, notice: PieceNotice): string | null {
  const write = Object.hasOwn(written, name) ? written[name] : undefined
  // Lists that a person numbered in the facts are numbered by the text that they stand in.
  return write ? write(values, notice).split('\n').map(bareLine).join('\n') : null
}

/** Where the text has no line of it yet: the level that such a paragraph has. */
export function levelOfPiece(name: string): HeadingLevel {
  if (['main.theme', 'results', 'joint'].includes(name)) return 2
  return ['item', 'main.time', 'main.place', 'main.people', 'main.agenda'].includes(name) ? 3 : 0
}
