/** Figures of a form, counted over the activities of a notice. Pure and exact: decimals are strings, never floats. */
import { fromUnits, roundUnits, toUnits } from '../form/decimal.ts'
import type { FieldDefinition } from '../form/definition.ts'
import type { ActivityValues } from './activity.ts'
import type { FigureRule, RegisterWhere } from './rules.ts'

export interface CountedActivity {
  readonly activityId: string
  readonly values: ActivityValues
}
/** What one activity contributes to a figure. */
export interface SourceAmount {
  readonly activityId: string
  /** Plain digits; '' where the figure is words. The amounts of a figure add up to it exactly, before it is rounded. */
  readonly amount: string
  /** Outlets, places or words that it names, also those that an earlier activity already brought. */
  readonly names: readonly string[]
  /** What a reader of the list has to know, e.g. 未填场次，按 1 次计. */
  readonly note: string
}
export interface ComputedFigure {
  /** Null: no activity contributes. Empty is not zero. */
  readonly value: string | null
  readonly sources: readonly SourceAmount[]
}

/** 人民网 and 人民网　 are one outlet; so are ＣＣＴＶ and CCTV. */
export const plainName = (name: string): string => name.normalize('NFKC').replace(/\s+/gu, ' ').trim()
const nameKey = (name: string): string => plainName(name).toLowerCase()

type Where = RegisterWhere | undefined

function isOfStates({ values }: CountedActivity, where: Where, noticeId: string): boolean {
  // What was cancelled never counts, whatever a rule says.
  if (values.state === 'cancelled' || !(where?.states ?? ['held']).includes(values.state)) return false
  return values.notices.some((notice) => notice.noticeId === noticeId)
}

function isNarrowed({ values }: CountedActivity, where: Where, noticeId: string): boolean {
  if (where?.main !== undefined && values.main !== where.main) return false
  if (where?.ministryTask !== undefined && values.ministryTask !== where.ministryTask) return false
  const { modules } = where ?? {}
  if (!modules) return true
  return values.notices.some(
    (notice) => notice.noticeId === noticeId && notice.modules.some((id) => modules.includes(id)),
  )
}

/** First day first; activities without a certain day last, as they came. */
const byDay = (a: CountedActivity, b: CountedActivity): number => {
  const [one, other] = [a.values.time.from ?? '9999', b.values.time.from ?? '9999']
  return one < other ? -1 : one > other ? 1 : 0
}

const plain = (activityId: string, amount: string, note = ''): SourceAmount => ({ activityId, amount, names: [], note })

/** Each name is credited to the first activity that brings it, so that the amounts add up; later ones stay in sight with 0. */
function distinct(
  activities: readonly CountedActivity[],
  namesOf: (values: ActivityValues) => readonly string[],
  moreOf: (values: ActivityValues) => string,
): SourceAmount[] {
  const seen = new Set<string>()
  // The same few outlets stand in thousands of activities.
  const plainNames = new Map<string, readonly [key: string, plain: string]>()
  const named = (name: string): readonly [key: string, plain: string] => {
    const known = plainNames.get(name) ?? ([nameKey(name), plainName(name)] as const)
    plainNames.set(name, known)
    return known
  }
  return activities.flatMap(({ activityId, values }): SourceAmount[] => {
    const own = new Map<string, string>()
    for (const name of namesOf(values)) {
      const [key, plain] = named(name)
      if (key !== '' && !own.has(key)) own.set(key, plain)
    }
    const more = moreOf(values)
    if (own.size === 0 && more === '') return []
    const known: string[] = []
    for (const [key, plain] of own) if (seen.has(key)) known.push(plain)
    const fresh = own.size - known.length
    for (const key of own.keys()) seen.add(key)
    const notes = [
      ...(known.length > 0 ? [`${known.join('、')}前面的活动已计，不重复计`] : []),
      ...(more !== '' && own.size > 0 ? [`另有未列名 ${more} 家`] : []),
      ...(more !== '' && own.size === 0 ? ['未列名'] : []),
    ]
    const amount = fromUnits((toUnits(more) ?? 0n) + (toUnits(String(fresh)) ?? 0n))
    return [{ activityId, amount, names: [...own.values()], note: notes.join('；') }]
  })
}

function sourcesOf(rule: FigureRule, activities: readonly CountedActivity[]): SourceAmount[] {
  switch (rule.kind) {
    case 'sum':
      return activities.flatMap(({ activityId, values }): SourceAmount[] => {
        const written = values[rule.of]
        if (written !== '') return [plain(activityId, fromUnits(toUnits(written) ?? 0n))]
        return rule.emptyAs === undefined ? [] : [plain(activityId, rule.emptyAs, `未填，按 ${rule.emptyAs} 计`)]
      })
    case 'count':
      return activities.map(({ activityId }) => plain(activityId, '1'))
    case 'items':
      return activities.flatMap(({ activityId, values: { press, moreItems } }): SourceAmount[] => {
        if (press.length === 0 && moreItems === '') return []
        const more = toUnits(moreItems) ?? 0n
        const note = moreItems === '' ? '' : `列出 ${press.length} 条，另有 ${fromUnits(more)} 条`
        return [plain(activityId, fromUnits(more + (toUnits(String(press.length)) ?? 0n)), note)]
      })
    case 'outlets':
      return distinct(
        activities,
        ({ press }) => press.map(({ outlet }) => outlet),
        ({ moreOutlets }) => moreOutlets,
      )
    case 'venues':
      return distinct(
        activities,
        ({ venues }) => venues.filter(({ kind }) => kind === rule.of).map(({ name }) => name),
        () => '',
      )
    case 'notes': {
      const seen = new Set<string>()
      return activities.flatMap(({ activityId, values }): SourceAmount[] => {
        const words = plainName(values[rule.of])
        if (words === '') return []
        const note = seen.has(nameKey(words)) ? '与前面的活动相同，只写一次' : ''
        seen.add(nameKey(words))
        return [{ activityId, amount: '', names: [words], note }]
      })
    }
  }
}

/**
 * What a figure is, and of which activities. Without its rule saying otherwise only held activities count; cancelled ones
 * never do. Empty is not zero: a sum to which nobody wrote a number is empty; a count over activities of which none has
 * the mark (承接科技部任务) is a true zero once there are activities at all.
 * @param activities of any state and any notice; what does not belong here is left out
 */
export function computeFigure(
  rule: FigureRule,
  activities: readonly CountedActivity[],
  noticeId: string,
): ComputedFigure {
  const present = activities.filter((one) => isOfStates(one, rule.where, noticeId))
  const counted = present.filter((one) => isNarrowed(one, rule.where, noticeId)).sort(byDay)
  const sources = sourcesOf(rule, counted)
  if (sources.length === 0) return { value: rule.kind === 'count' && present.length > 0 ? '0' : null, sources }
  return { value: totalOf(rule, sources), sources }
}

/** The value that these sources make, not rounded. Also of sources that came with a revision. */
export function totalOf(
  rule: Pick<FigureRule, 'kind'>,
  sources: readonly Pick<SourceAmount, 'amount' | 'names'>[],
): string {
  if (rule.kind === 'notes') {
    const words = new Map<string, string>()
    for (const { names } of sources)
      for (const name of names) if (!words.has(nameKey(name))) words.set(nameKey(name), plainName(name))
    return [...words.values()].join('、')
  }
  return fromUnits(sources.reduce((sum, { amount }) => sum + (toUnits(amount) ?? 0n), 0n))
}

/** As the field takes it: a sum with more places than the form has is rounded half up. */
export function fittedFigure(field: FieldDefinition, value: string): string {
  if (field.kind !== 'decimal' && field.kind !== 'integer') return value
  const units = toUnits(value)
  return units === null ? value : fromUnits(roundUnits(units, field.kind === 'integer' ? 0 : field.places))
}
