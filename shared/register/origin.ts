/**
 * The origin of figures as it travels: rows under `figureRowsField` among the open values of a frozen revision, one for
 * each activity that contributes. A cell says amount, names and note of one figure in lines: the amount, then the names,
 * then the note behind a tab. No personal data.
 */
import { fromUnits, toUnits } from '../form/decimal.ts'
import type { TableRow } from '../form/definition.ts'
import { type CountedActivity, plainName, type SourceAmount, totalOf } from './figures.ts'

/** Columns beside the figures: no bound field may be called so. */
export const originColumns = ['id', 'title', 'day', 'unit', 'note'] as const

/** As many rows as a table of values may have. */
export const maxOriginRows = 2000
/** Of all rows together: a record is sent as one text of at most 4 MiB. */
const maxOriginCharacters = 600_000
const maxNames = 400

export interface OriginSource {
  /** '' where several activities were put together. */
  readonly activityId: string
  readonly title: string
  readonly unit: string
  /** YYYY-MM-DD or words. */
  readonly day: string
  readonly amount: string
  readonly names: readonly string[]
  readonly note: string
}

function cell({ amount, names, note }: Pick<SourceAmount, 'amount' | 'names' | 'note'>): string {
  const shown = names.length > maxNames ? [...names.slice(0, maxNames), `等 ${names.length} 个`] : names
  return [amount, ...shown, ...(note === '' ? [] : [`\t${plainName(note)}`])].join('\n').slice(0, 20_000)
}

function readCell(text: string): Pick<OriginSource, 'amount' | 'names' | 'note'> {
  const [amount = '', ...lines] = text.split('\n')
  return {
    amount: toUnits(amount) === null ? '' : amount,
    names: lines.filter((line) => line !== '' && !line.startsWith('\t')),
    note: lines.find((line) => line.startsWith('\t'))?.slice(1) ?? '',
  }
}

export const dayWords = ({ values: { time } }: Pick<CountedActivity, 'values'>): string => time.from ?? time.words

type Group = { title: string; day: string; unit: string; id: string; by: Map<string, SourceAmount> }

/**
 * @param figures sources by bound field
 * @returns [] where no activity contributes to anything
 */
export function originRows(
  figures: ReadonlyMap<string, readonly SourceAmount[]>,
  activities: readonly CountedActivity[],
): TableRow[] {
  const byActivity = new Map<string, Map<string, SourceAmount>>()
  for (const [field, sources] of figures)
    for (const source of sources) {
      const by = byActivity.get(source.activityId) ?? new Map<string, SourceAmount>()
      byActivity.set(source.activityId, by.set(field, source))
    }
  const groups = activities.flatMap((activity): Group[] => {
    const by = byActivity.get(activity.activityId)
    const { title, unit } = activity.values
    return by ? [{ id: activity.activityId, title, day: dayWords(activity), unit, by }] : []
  })
  const rows = groups.map(row)
  if (rows.length <= maxOriginRows && sizeOf(rows) <= maxOriginCharacters) return rows
  const merged = byUnit(groups)
  const short = merged.map(row)
  if (short.length <= maxOriginRows && sizeOf(short) <= maxOriginCharacters) return short
  return withoutNames(merged.length <= maxOriginRows ? merged : [allTogether(merged)]).map(row)
}

const sizeOf = (rows: readonly TableRow[]): number => JSON.stringify(rows).length

const row = ({ id, title, day, unit, by }: Group): TableRow => ({
  id,
  title,
  day,
  unit,
  ...Object.fromEntries([...by].map(([field, source]) => [field, cell(source)])),
})

function byUnit(groups: readonly Group[]): Group[] {
  const units = new Map<string, Group[]>()
  for (const group of groups) {
    const same = units.get(group.unit)
    if (same) same.push(group)
    else units.set(group.unit, [group])
  }
  return [...units].map(([unit, group]) => together(group, unit))
}

const allTogether = (groups: readonly Group[]): Group => together(groups, '')

type Sum = { units: bigint; names: Set<string>; words: boolean }

function together(groups: readonly Group[], unit: string): Group {
  const sums = new Map<string, Sum>()
  for (const group of groups)
    for (const [field, { amount, names }] of group.by) {
      const sum = sums.get(field) ?? { units: 0n, names: new Set<string>(), words: true }
      sum.units += toUnits(amount) ?? 0n
      sum.words &&= amount === ''
      for (const name of names) sum.names.add(name)
      sums.set(field, sum)
    }
  const by = [...sums].map(([field, { units, names, words }]): [string, SourceAmount] => [
    field,
    { activityId: '', amount: words ? '' : fromUnits(units), names: [...names], note: '' },
  ])
  return { id: '', title: `${unit || '未写填报单位'}：${groups.length} 项合并`, day: '', unit, by: new Map(by) }
}

/** Words have nothing but their names. */
const withoutNames = (groups: readonly Group[]): Group[] =>
  groups.map((group) => ({
    ...group,
    by: new Map(
      [...group.by].map(([field, source]) => [field, source.amount === '' ? source : { ...source, names: [] }]),
    ),
  }))

/** Sources of one figure, as they were frozen. */
export function originSources(rows: readonly TableRow[], field: string): OriginSource[] {
  return rows.flatMap((row): OriginSource[] => {
    const text = Object.hasOwn(row, field) ? row[field] : undefined
    if (text === undefined) return []
    const { id = '', title = '', unit = '', day = '' } = row
    return [{ activityId: id, title, unit, day, ...readCell(text) }]
  })
}

/** Fields that some row tells of. */
export function originFields(rows: readonly TableRow[]): string[] {
  const fields = new Set(rows.flatMap((row) => Object.keys(row)))
  for (const column of originColumns) fields.delete(column)
  return [...fields]
}

/** What the sources of a figure make together; null where there are none. Not rounded. */
export function originTotal(sources: readonly Pick<OriginSource, 'amount' | 'names'>[]): string | null {
  if (sources.length === 0) return null
  return totalOf({ kind: sources.every(({ amount }) => amount === '') ? 'notes' : 'count' }, sources)
}

/** The sheet beside a printed form: it repeats the form's labels, and is no answer to them. */
export const originSheetName = '数字来源'
