/** 活动简介 (T13) and the parts of a summary (T2, T5, T16). A number that nobody wrote leaves its clause out. Pure. */
import type { Composed } from '../api/register.ts'
import { countCharacters } from '../form/characters.ts'
import { toUnits } from '../form/decimal.ts'
import type { ActivityValues } from './activity.ts'
import {
  byModule,
  figureClause,
  type ModuleGroup,
  mainChapter,
  ofStates,
  periodWords,
  type TextSource,
} from './compose-text.ts'
import { clause, reach, timeWords } from './fact-words.ts'
import type { CountedActivity } from './figures.ts'
import { writePiece } from './pieces.ts'
import { seenRows } from './taken.ts'
import { type Clause, joined, TextWriter, wordsOf } from './text-writer.ts'

/** Told one by one in a part of a summary; the others are in its numbers. */
const mostOfModule = 3
const mostTitles = 4

const people = (values: ActivityValues): bigint => {
  const { onsite, online } = reach(values)
  return (toUnits(onsite) ?? 0n) + (toUnits(online) ?? 0n)
}
/** Those that reached most; among equals the earlier one. */
function foremost(activities: readonly CountedActivity[], most: number): CountedActivity[] {
  const weight = ({ values }: CountedActivity): bigint => people(values) + (values.main ? 10n ** 24n : 0n)
  const ranked = [...activities].sort((a, b) => {
    const difference = weight(b) - weight(a)
    return difference > 0n ? 1 : difference < 0n ? -1 : 0
  })
  const chosen = new Set(ranked.slice(0, most))
  return activities.filter((one) => chosen.has(one))
}

const ended = (one: Clause): Clause => (one.length === 0 ? [] : [...one, '。'])

function openingText(source: TextSource): Composed {
  const { notice, officeName, field } = source
  const period = periodWords(notice)
  const theme = notice.theme === null ? '' : `，突出“${notice.theme}”主题`
  const writer = new TextWriter(field)
  writer.line(0, [
    `${period === '' ? '' : `${period}，`}${officeName}认真组织“${notice.shortTitle}”各项活动${theme}。现将有关情况报告如下。`,
  ])
  return { text: writer.text, taken: writer.taken }
}

function progressText(source: TextSource): Composed {
  const { field, notice } = source
  const writer = new TextWriter(field)
  const figure = (id: string, words: string): Clause => figureClause(source, id, words)
  const held = ofStates(source, ['held'])
  const main = held.filter(({ values }) => values.main)
  const count = joined([figure('activities', '共举办活动{}'), figure('sessions', '{}')], '、')
  const audience = joined([figure('onsite', '线下参与{}'), figure('online', '线上参与{}')], '，')
  const staff = joined(
    ['fullTime', 'scientists', 'volunteers', 'otherStaff'].map((id) => figure(id, `${staffNames[id] ?? ''}{}`)),
    '、',
  )
  writer.line(0, [
    ...ended(joined([count, audience], '，')),
    ...ended(staff.length === 0 ? [] : ['参与组织和服务的有', ...staff]),
    ...ended(figure('funds', '投入经费{}')),
  ])
  const groups: ModuleGroup[] = [
    { name: mainChapter, activities: main },
    ...byModule(
      notice,
      held.filter(({ values }) => !values.main),
    ),
  ].filter(({ activities }) => activities.length > 0)
  for (const { name, activities } of groups) {
    writer.line(2, [name])
    for (const { activityId, values } of foremost(activities, mostOfModule))
      writer.paragraph(0, 'sentence', activityId, writePiece('sentence', values, notice) ?? '')
  }
  const press = joined([figure('outlets', '参与报道的媒体有{}'), figure('items', '刊播报道{}')], '，')
  if (press.length > 0) writer.line(2, ['宣传报道']).line(0, ended(press))
  writer.note(
    seenRows(
      field,
      held.map(({ activityId }) => activityId),
    ),
  )
  return { text: writer.text, taken: writer.taken }
}
const staffNames: Readonly<Record<string, string>> = {
  fullTime: '科普专职人员',
  scientists: '科技工作者',
  volunteers: '科技志愿者',
  otherStaff: '其他人员',
}

function resultsText(source: TextSource): Composed {
  const { field, notice } = source
  const writer = new TextWriter(field)
  const figure = (id: string, words: string): Clause => figureClause(source, id, words)
  const open = joined(
    [figure('venues', '科普场馆{}'), figure('institutes', '科研机构{}'), figure('universities', '大学{}')],
    '、',
  )
  writer.line(
    0,
    ended(
      joined(
        [
          figure('reach', '活动覆盖群众{}'),
          open.length === 0 ? [] : ['面向社会开放', ...open],
          figure('items', '各类媒体报道{}'),
        ],
        '，',
      ),
    ),
  )
  for (const { activityId, values } of ofStates(source, ['held']))
    writer.paragraph(2, 'results', activityId, writePiece('results', values, notice) ?? '')
  return { text: writer.text, taken: writer.taken }
}

/** What the activities tell of acting together; where they tell nothing, headings for the clerk to write under. */
function experienceText(source: TextSource): Composed {
  const { field, notice } = source
  const writer = new TextWriter(field)
  for (const { activityId, values } of ofStates(source, ['held']))
    writer.paragraph(2, 'joint', activityId, writePiece('joint', values, notice) ?? '')
  if (writer.text === '') writer.line(2, ['主要做法']).line(2, ['几点体会'])
  return { text: writer.text, taken: writer.taken }
}

/** The register knows no advice: headings to write under, and nothing else. */
function adviceText({ field }: TextSource): Composed {
  const writer = new TextWriter(field)
  writer.line(2, ['存在的问题']).line(2, ['意见和建议']).line(2, ['下一步打算'])
  return { text: writer.text, taken: writer.taken }
}

const aboutCharacters = 200

/** One paragraph within the limit: clauses that would go beyond it are left out. */
function introductionText(source: TextSource): Composed {
  const { field, notice, officeName, limit } = source
  const coming = ofStates(source, ['planned', 'held'])
  const period = periodWords(notice)
  const [event] = coming.filter(({ values }) => values.main)
  const others = foremost(
    coming.filter((one) => one !== event),
    mostTitles,
  )
  const over = coming.length > 0 && coming.every(({ values }) => values.state === 'held')
  const title = ({ activityId, values }: CountedActivity): Clause => [
    '“',
    { quote: clause(values.title), part: 'title', activity: activityId },
    '”',
  ]
  const quoteOf = (one: CountedActivity, part: 'time' | 'place', words: string): Clause => {
    const quote = part === 'time' ? clause(timeWords(one.values)) : clause(one.values.place)
    return quote === '' ? [] : [words, { quote, part, activity: one.activityId }]
  }
  const mainSentence = (one: CountedActivity): Clause => {
    const where = [...quoteOf(one, 'time', '于'), ...quoteOf(one, 'place', '在')]
    return where.length === 0 ? ['主场活动为', ...title(one)] : ['主场活动', ...title(one), ...where, '举行']
  }
  const numbers = over
    ? joined([figureClause(source, 'onsite', '线下参与{}'), figureClause(source, 'online', '线上参与{}')], '，')
    : joined(
        [figureClause(source, 'plannedOnsite', '线下约{}'), figureClause(source, 'plannedOnline', '线上约{}')],
        '、',
      )
  const first: Clause = [
    notice.theme === null ? '' : `突出“${notice.theme}”主题，`,
    `${officeName}${over ? '举办' : '计划举办'}`,
    ...figureClause(source, 'plannedActivities', '{}活动'),
    coming.length === 0 ? `“${notice.shortTitle}”活动` : '',
    period === '' ? '' : `，时间为${period}`,
  ].filter((segment) => segment !== '')
  const offered: Clause[] = [
    ended(first),
    event === undefined ? [] : ended(mainSentence(event)),
    ended(numbers.length === 0 ? [] : over ? numbers : ['预计', ...numbers, '参与']),
    ended(others.length === 0 ? [] : ['重点开展', ...joined(others.map(title), '、'), '等活动']),
    ended(others.length < 2 ? [] : ['重点开展', ...joined(others.slice(0, 2).map(title), '、'), '等活动']),
  ]
  const most = limit ?? aboutCharacters
  const kept: Clause[] = []
  let hasTitles = false
  for (const [at, one] of offered.entries()) {
    const length = countCharacters([...kept, one].map(wordsOf).join(''))
    if (one.length === 0 || (hasTitles && at === 4) || (kept.length > 0 && length > most)) continue
    kept.push(one)
    hasTitles ||= at === 3
  }
  const writer = new TextWriter(field)
  writer.line(0, kept.flat())
  return { text: writer.text, taken: writer.taken }
}

export const summaryTexts = {
  opening: openingText,
  progress: progressText,
  results: resultsText,
  experience: experienceText,
  advice: adviceText,
  introduction: introductionText,
} as const satisfies Readonly<Record<string, (source: TextSource) => Composed>>
