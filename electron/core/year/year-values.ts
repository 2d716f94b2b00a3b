/** What stands on the year page: sums over activities, exact, and nothing where nobody wrote anything. Pure. */
import { clipped } from '../../../shared/form/characters.ts'
import { fromUnits, toUnits } from '../../../shared/form/decimal.ts'
import type { FormValues, TableRow } from '../../../shared/form/definition.ts'
import { type ActivityValues, factLabels, moneyFacts, type NumberFact } from '../../../shared/register/activity.ts'
import { type CountedActivity, computeFigure, plainName } from '../../../shared/register/figures.ts'
import type { FigureRule } from '../../../shared/register/rules.ts'

export interface YearScope {
  readonly year: number
  /** 全部活动, or the notice's short title. */
  readonly words: string
  /** YYYY-MM-DD */
  readonly madeOn: string
  /** Null: of all notices together. */
  readonly noticeId: string | null
  /** By notice and module. */
  readonly moduleName: (noticeId: string, moduleId: string) => string | null
}

/** All activities as if of one notice: the rules of figures count within a notice. */
const everything = 'everything'
export const notWritten = '没有填写'
const noActivity = '—'
/** So much fits the page: see test/golden/print/year.test.ts. */
const mostModules = 6
const mostOutlets = 4
const mostTop = 5
const labelCharacters = 11
const titleCharacters = 13
const scopeCharacters = 20

const oneLine = (text: string, most: number): string => clipped(text.replace(/\s+/gu, ' ').trim(), most)

const units = (text: string): bigint => toUnits(text) ?? 0n

/** Null where nobody wrote anything. */
function sum(rule: FigureRule, activities: readonly CountedActivity[]): string | null {
  return computeFigure(rule, activities, everything).value
}
const sumOf = (of: NumberFact, activities: readonly CountedActivity[], emptyAs?: string): string | null =>
  sum({ kind: 'sum', of, ...(emptyAs !== undefined && { emptyAs }) }, activities)

function added(values: readonly (string | null)[]): string | null {
  const written = values.filter((value) => value !== null)
  return written.length === 0 ? null : fromUnits(written.reduce((total, value) => total + units(value), 0n))
}

/** 0 to 11; 12: no certain day, or one in another year. */
function monthOf({ time, year }: ActivityValues): number {
  return time.from?.startsWith(`${year}-`) ? Number(time.from.slice(5, 7)) - 1 : 12
}
const monthNames = [...Array.from({ length: 12 }, (_none, at) => `${at + 1}月`), '日期未定']

function monthTables(held: readonly CountedActivity[], planned: readonly CountedActivity[]) {
  const months: TableRow[] = []
  const reach: TableRow[] = []
  for (const [at, month] of monthNames.entries()) {
    const [done, coming] = [held, planned].map((all) => all.filter(({ values }) => monthOf(values) === at))
    if (!done || !coming) continue
    if (at === 12 && done.length + coming.length === 0) continue
    months.push({ month, held: String(done.length), planned: String(coming.length) })
    const people = (of: NumberFact): string => (done.length === 0 ? noActivity : (sumOf(of, done) ?? notWritten))
    reach.push({ month, onsite: people('onsite'), online: people('online') })
  }
  return { months, reach }
}

/** One that belongs to several modules counts in each, once. */
function moduleTable(scope: YearScope, activities: readonly CountedActivity[]): TableRow[] {
  const counts = new Map<string, number>()
  let none = 0
  for (const { values } of activities) {
    const notices = values.notices.filter(({ noticeId }) => scope.noticeId === null || noticeId === scope.noticeId)
    const names = notices.flatMap(({ noticeId, modules }) =>
      modules.map((id) => scope.moduleName(noticeId, id)).filter((name) => name !== null),
    )
    for (const name of new Set(names)) counts.set(name, (counts.get(name) ?? 0) + 1)
    if (names.length === 0) none++
  }
  const sorted = [...counts].sort(([, one], [, other]) => other - one)
  const shown = sorted.length + (none > 0 ? 1 : 0) <= mostModules + 1 ? sorted : sorted.slice(0, mostModules - 1)
  const rest = sorted.slice(shown.length)
  return [
    ...shown.map(([name, count]) => ({ name: oneLine(name, labelCharacters), count: String(count) })),
    ...(rest.length > 0
      ? [{ name: `其他${rest.length}个模块`, count: String(rest.reduce((total, [, count]) => total + count, 0)) }]
      : []),
    ...(none > 0 ? [{ name: '未归入模块', count: String(none) }] : []),
  ]
}

function outletTable(held: readonly CountedActivity[]): TableRow[] {
  const counts = new Map<string, { name: string; count: number }>()
  for (const { outlet } of held.flatMap(({ values }) => values.press)) {
    const name = plainName(outlet)
    const known = counts.get(name.toLowerCase()) ?? { name, count: 0 }
    known.count++
    counts.set(name.toLowerCase(), known)
  }
  const sorted = [...counts.values()].sort((one, other) => other.count - one.count)
  const shown = sorted.length <= mostOutlets + 1 ? sorted : sorted.slice(0, mostOutlets)
  const rest = sorted.slice(shown.length)
  const more = sumOf('moreItems', held)
  return [
    ...shown.map(({ name, count }) => ({ outlet: oneLine(name, labelCharacters) || notWritten, items: String(count) })),
    ...(rest.length > 0
      ? [{ outlet: `其他${rest.length}家媒体`, items: String(rest.reduce((total, one) => total + one.count, 0)) }]
      : []),
    ...(more === null ? [] : [{ outlet: '未列名', items: more }]),
  ]
}

function topTable(held: readonly CountedActivity[]): TableRow[] {
  return held
    .flatMap(({ values }) => {
      const people = added([values.onsite || null, values.online || null])
      return people === null ? [] : [{ values, people }]
    })
    .sort((one, other) =>
      units(other.people) > units(one.people) ? 1 : units(other.people) < units(one.people) ? -1 : 0,
    )
    .slice(0, mostTop)
    .map(({ values, people }) => ({ name: oneLine(values.title, titleCharacters), people }))
}

function progressWords(activities: readonly CountedActivity[], held: readonly CountedActivity[]): string {
  const count = (state: ActivityValues['state']): number =>
    activities.filter(({ values }) => values.state === state).length
  const states = `已举办 ${held.length} 项，计划中 ${count('planned')} 项，已取消 ${count('cancelled')} 项。`
  const plans = (['plannedOnsite', 'plannedOnline'] as const).map((of) => sumOf(of, held))
  if (plans.every((plan) => plan === null)) return states
  const [onsite, online] = plans.map((plan) => (plan === null ? notWritten : `${plan} 人次`))
  return `${states}已举办的活动原计划线下 ${onsite}、线上 ${online}。`
}

/** @param stored of this year, of any state */
export function yearValues(stored: readonly CountedActivity[], scope: YearScope): FormValues {
  const all = stored.map(({ activityId, values }) => ({ activityId, values }))
  const counted = all.map(({ activityId, values }) => ({
    activityId,
    values: { ...values, notices: [{ noticeId: everything, modules: [] }] },
  }))
  const held = counted.filter(({ values }) => values.state === 'held')
  const planned = counted.filter(({ values }) => values.state === 'planned')
  const going = all.filter(({ values }) => values.state !== 'cancelled')
  const money = moneyFacts.map((of) => ({ source: factLabels[of], amount: sumOf(of, held) }))
  const outlets = sum({ kind: 'outlets' }, held)
  const items = sum({ kind: 'items' }, held)
  const unit = (value: string | null, word: string): string => (value === null ? `${word}${notWritten}` : value + word)
  return {
    year: String(scope.year),
    scope: oneLine(scope.words, scopeCharacters),
    madeOn: scope.madeOn,
    activities: String(going.length),
    sessions: sumOf('sessions', held, '1') ?? noActivity,
    onsite: sumOf('onsite', held) ?? notWritten,
    online: sumOf('online', held) ?? notWritten,
    funds: added(money.map(({ amount }) => amount)) ?? notWritten,
    press: outlets === null && items === null ? notWritten : `${unit(outlets, '家')}／${unit(items, '条')}`,
    progress: progressWords(all, held),
    ...monthTables(held, planned),
    modules: moduleTable(scope, going),
    money: money.map(({ source, amount }) => ({ source, amount: amount ?? notWritten })),
    top: topTable(held),
    outlets: outletTable(held),
    note: '活动数含计划中的；场次、人次、经费和报道只计已举办的活动，没有填写场次的按一场计。一项活动属于几个模块的，各计一次。“没有填写”不等于 0，“—”为没有已举办的活动。',
  }
}
