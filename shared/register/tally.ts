/**
 * The figures of a notice kept in step change by change: what one activity brought is taken away, what it brings now is
 * added. As exact as counting all of them anew (`computeFigure`), which takes half a second for 10,000. Pure.
 */
import { fromUnits, toUnits } from '../form/decimal.ts'
import { type CountedActivity, computeFigure, plainName, type SourceAmount } from './figures.ts'
import type { FigureRule } from './rules.ts'

export interface TalliedActivity extends CountedActivity {
  /** Of two activities of one day the one written down first comes first. */
  readonly createdAt: string
}

/** What no rule reads: a change of these alone changes no figure. */
const besideFigures: ReadonlySet<string> = new Set([
  'year',
  'title',
  'host',
  'organiser',
  'responsible',
  'unit',
  'place',
  'audience',
  'description',
  'results',
  'riskPlan',
  'riskNote',
  'personal',
  'files',
])
/** @param facts names of values, `personal`, `files`, `deleted` */
export const mayMoveFigures = (facts: Iterable<string>): boolean => [...facts].some((fact) => !besideFigures.has(fact))

const ruleKey = (rule: FigureRule): string => JSON.stringify(rule)
const nameKey = (name: string): string => plainName(name).toLowerCase()

interface RuleTally {
  readonly rule: FigureRule
  /** Activities that contribute, and those that the rule looked at: a count of none of them is zero. */
  sources: number
  present: number
  /** Millionths; of outlets and places only those told of without a name. */
  units: bigint
  /** How many activities bring each name. */
  readonly names: Map<string, number>
  /** By activity, of `notes`: which comes first decides how a text is written. */
  readonly notes: Map<string, { readonly order: string; readonly names: readonly string[] }>
}

export class FigureTally {
  readonly #noticeId: string
  readonly #rules = new Map<string, RuleTally>()
  /** Activities that were added and not taken away. */
  size = 0

  constructor(rules: readonly FigureRule[], noticeId: string) {
    this.#noticeId = noticeId
    for (const rule of rules)
      this.#rules.set(ruleKey(rule), { rule, sources: 0, present: 0, units: 0n, names: new Map(), notes: new Map() })
  }

  /** Whether it counts exactly by these. */
  counts(rules: readonly FigureRule[]): boolean {
    const keys = new Set(rules.map(ruleKey))
    return keys.size === this.#rules.size && [...keys].every((key) => this.#rules.has(key))
  }

  add(activity: TalliedActivity): void {
    this.#move(activity, 1)
  }

  /** @param activity as it was added */
  remove(activity: TalliedActivity): void {
    this.#move(activity, -1)
  }

  /** Null: no activity contributes, or it does not count by this rule. */
  value(rule: FigureRule): string | null {
    const tally = this.#rules.get(ruleKey(rule))
    if (!tally) return null
    if (tally.sources === 0) return rule.kind === 'count' && tally.present > 0 ? '0' : null
    if (rule.kind === 'notes') return wordsOf(tally)
    return fromUnits(tally.units + (toUnits(String(tally.names.size)) ?? 0n))
  }

  #move(activity: TalliedActivity, by: 1 | -1): void {
    this.size += by
    for (const tally of this.#rules.values()) {
      const { value, sources } = computeFigure(tally.rule, [activity], this.#noticeId)
      const [source] = sources
      if (source || value !== null) tally.present += by
      if (source) moveSource(tally, activity, source, by)
    }
  }
}

function moveSource(tally: RuleTally, activity: TalliedActivity, source: SourceAmount, by: 1 | -1): void {
  tally.sources += by
  const { kind } = tally.rule
  if (kind === 'notes') {
    const { activityId, createdAt, values } = activity
    const order = [values.time.from ?? '9999', createdAt, activityId].join('\n')
    if (by > 0) tally.notes.set(activityId, { order, names: source.names })
    else tally.notes.delete(activityId)
    return
  }
  let units = toUnits(source.amount) ?? 0n
  if (kind === 'outlets' || kind === 'venues') {
    units -= toUnits(String(source.names.length)) ?? 0n
    for (const name of source.names) {
      const key = nameKey(name)
      const left = (tally.names.get(key) ?? 0) + by
      if (left === 0) tally.names.delete(key)
      else tally.names.set(key, left)
    }
  }
  tally.units += by > 0 ? units : -units
}

/** As `totalOf` joins them. */
function wordsOf({ notes }: RuleTally): string {
  const inOrder = [...notes.values()].sort((one, other) => (one.order < other.order ? -1 : 1))
  const words = new Map<string, string>()
  for (const { names } of inOrder)
    for (const name of names) if (!words.has(nameKey(name))) words.set(nameKey(name), name)
  return [...words.values()].join('、')
}
