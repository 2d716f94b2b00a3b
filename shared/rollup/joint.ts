/** One activity that several offices report, so that it would be counted twice. Pure. */
import { fromUnits, toUnits } from '../form/decimal.ts'
import type { TableRow } from '../form/definition.ts'
import { originSources } from '../register/origin.ts'

/** Activities of one signed record, as `figureRows` tells them. */
export interface ReportedActivities {
  readonly recordId: string
  readonly officeId: string
  readonly officeName: string
  readonly rows: readonly TableRow[]
}
export interface JointRow {
  readonly recordId: string
  readonly officeName: string
  /** What the activity brings to each figure of that record; null where it brings nothing. */
  readonly values: Record<string, string | null>
}
export interface FoundJoint {
  readonly key: string
  readonly title: string
  readonly day: string
  readonly rows: JointRow[]
}

/** 2022年“科普大集”活动 and 2022 年科普大集活动 are one title. */
export const titleKey = (title: string): string =>
  title
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
    .slice(0, 120)

/** 示例县 of 示例县科学技术协会: how others write an office in a text. */
export function officeStem(name: string): string {
  const stem = name.replace(/(?:科学技术协会|科协|科学技术局|科技局|人民政府|科学技术厅|科技厅)$/u, '')
  return stem.length >= 2 ? stem : name
}

type Told = {
  readonly of: ReportedActivities
  readonly day: string
  readonly title: string
  readonly words: string
  readonly row: TableRow
}

function told(of: ReportedActivities): Told[] {
  return of.rows.flatMap((row) => {
    const { id = '', title = '', day = '', unit = '' } = row
    // Put together by the sender: no single activity any more. Without a day there is no overlap.
    if (id === '' || day === '' || titleKey(title) === '') return []
    return [{ of, day, title, words: `${title}\n${unit}`, row }]
  })
}

const names = (one: Told, other: ReportedActivities): boolean => one.words.includes(officeStem(other.officeName))

/** @param fields figures that add up */
export function jointActivities(all: readonly ReportedActivities[], fields: readonly string[]): FoundJoint[] {
  const byDay = new Map<string, Told[]>()
  for (const one of all.flatMap(told)) {
    const same = byDay.get(one.day)
    if (same) same.push(one)
    else byDay.set(one.day, [one])
  }
  return [...byDay].flatMap(([day, there]) => jointOfDay(day, there, fields)).sort((a, b) => (a.key < b.key ? -1 : 1))
}

function jointOfDay(day: string, there: readonly Told[], fields: readonly string[]): FoundJoint[] {
  const byTitle = new Map<string, Told[]>()
  for (const one of there) {
    const key = titleKey(one.title)
    const same = byTitle.get(key)
    if (same) same.push(one)
    else byTitle.set(key, [one])
  }
  const found: FoundJoint[] = []
  const alone: Told[] = []
  for (const [key, same] of byTitle) {
    if (new Set(same.map(({ of }) => of.officeId)).size > 1) found.push(foundOf(`${day}|${key}`, day, same, fields))
    else alone.push(...same)
  }
  // Other titles, but each names the other: one activity with two hosts.
  const taken = new Set<Told>()
  for (const [at, one] of alone.entries()) {
    if (taken.has(one)) continue
    const other = alone
      .slice(at + 1)
      .find(
        (next) =>
          !taken.has(next) && next.of.officeId !== one.of.officeId && names(one, next.of) && names(next, one.of),
      )
    if (!other) continue
    taken.add(one).add(other)
    const key = [titleKey(one.title), titleKey(other.title)].sort().join('|')
    found.push(foundOf(`${day}|${key}`, day, [one, other], fields))
  }
  return found
}

function foundOf(key: string, day: string, same: readonly Told[], fields: readonly string[]): FoundJoint {
  const rows = new Map<string, JointRow>()
  for (const { of, row } of same) {
    const known = rows.get(of.recordId) ?? { recordId: of.recordId, officeName: of.officeName, values: {} }
    for (const field of fields) {
      const amounts = originSources([row], field).flatMap(({ amount }) => (amount === '' ? [] : [amount]))
      const before = known.values[field] ?? null
      known.values[field] = amounts.length === 0 ? before : added(before, amounts)
    }
    rows.set(of.recordId, known)
  }
  return { key, title: same[0]?.title ?? '', day, rows: [...rows.values()] }
}

const added = (before: string | null, amounts: readonly string[]): string =>
  fromUnits(amounts.reduce((sum, amount) => sum + (toUnits(amount) ?? 0n), toUnits(before ?? '0') ?? 0n))

export interface JointChoice {
  readonly key: string
  /** The record whose row counts; null: all of them. */
  readonly countsIn: string | null
}

/**
 * What does not count of each record, by field: all rows of a joint activity but the one that was chosen. Where the
 * chosen one is not in the roll-up any more, nobody's is taken away: it would count nowhere.
 * @param present records that count
 */
export function jointDeductions(
  found: readonly FoundJoint[],
  choices: readonly JointChoice[],
  present: ReadonlySet<string>,
): Map<string, { key: string; values: Record<string, string> }[]> {
  const chosen = new Map(choices.map(({ key, countsIn }) => [key, countsIn]))
  const less = new Map<string, { key: string; values: Record<string, string> }[]>()
  for (const { key, rows } of found) {
    const countsIn = chosen.get(key) ?? null
    if (countsIn === null || !present.has(countsIn) || !rows.some(({ recordId }) => recordId === countsIn)) continue
    for (const { recordId, values } of rows) {
      if (recordId === countsIn) continue
      const amounts = Object.entries(values).filter((one): one is [string, string] => one[1] !== null)
      less.set(recordId, [...(less.get(recordId) ?? []), { key, values: Object.fromEntries(amounts) }])
    }
  }
  return less
}
