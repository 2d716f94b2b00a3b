/** The sources of all figures of a record as tables: on paper a few figures side by side, in a workbook all of them. */
import type { FigureSource } from '../../../shared/api/register.ts'
import { fromUnits, toUnits } from '../../../shared/form/decimal.ts'
import type { SourcedFigure } from './sources.ts'

export interface OriginColumn {
  readonly heading: string
  readonly widthMm: number
  /** Digits that can be added up. */
  readonly number: boolean
}
export interface OriginTable {
  readonly title: string
  readonly columns: readonly OriginColumn[]
  readonly rows: readonly (readonly string[])[]
}

/** Figures that count names or are words; the others are plain numbers. */
const hasNames = ({ sources }: SourcedFigure): boolean => sources.some(({ names }) => names.length > 0)

/** 实物投入情况（如：捐赠图书…） is 实物投入情况 over a narrow column. */
const shortLabel = (label: string): string => label.replace(/[（(].*$/u, '')
const headingOf = ({ figure: { label, unit } }: SourcedFigure): string =>
  unit === '' ? shortLabel(label) : `${shortLabel(label)}（${unit}）`

type Activity = Pick<FigureSource, 'activityId' | 'title' | 'unit' | 'time'>
const keyOf = ({ activityId, title, unit, time }: Activity): string => JSON.stringify([activityId, title, unit, time])

const activityColumns: readonly OriginColumn[] = [
  { heading: '序号', widthMm: 11, number: true },
  { heading: '活动', widthMm: 43, number: false },
  { heading: '时间', widthMm: 22, number: false },
  { heading: '填报单位', widthMm: 26, number: false },
]
const amountMm = 18

/** One row an activity, one column a figure, and their sums; activities that contribute to none of them stay out. */
function ledger(title: string, figures: readonly SourcedFigure[]): OriginTable {
  const activities = new Map<string, Activity>()
  const amounts = figures.map(({ sources }) => {
    const byActivity = new Map<string, FigureSource[]>()
    for (const source of sources) {
      const key = keyOf(source)
      if (!activities.has(key)) activities.set(key, source)
      byActivity.set(key, [...(byActivity.get(key) ?? []), source])
    }
    return byActivity
  })
  const ordered = [...activities].sort(([, a], [, b]) => order(a.time).localeCompare(order(b.time)))
  const rows = ordered.map(([key, { title: name, time, unit }], at) => [
    String(at + 1),
    name,
    time,
    unit,
    ...amounts.map((byActivity) => amountWords(byActivity.get(key) ?? [])),
  ])
  const sums = figures.map(({ sources }) => (sources.length === 0 ? '' : sumOf(sources)))
  return {
    title,
    columns: [
      ...activityColumns,
      ...figures.map((figure) => ({ heading: headingOf(figure), widthMm: amountMm, number: true })),
    ],
    rows: [...rows, ['', '合计', '', '', ...sums]],
  }
}

/** Days before words. */
const order = (time: string): string => (/^\d{4}-/.test(time) ? time : `~${time}`)

/** What came from another office may tell twice of one activity. */
const amountWords = (sources: readonly FigureSource[]): string => (sources.length === 0 ? '' : sumOf(sources))

const sumOf = (sources: readonly Pick<FigureSource, 'amount'>[]): string =>
  fromUnits(sources.reduce((sum, { amount }) => sum + (toUnits(amount) ?? 0n), 0n))

function named(title: string, figure: SourcedFigure): OriginTable {
  const counts = figure.sources.some(({ amount }) => amount !== '')
  const rows = figure.sources.map(({ title: name, time, unit, amount, names, note }, at) => [
    String(at + 1),
    name,
    time,
    unit,
    ...(counts ? [amount] : []),
    [names.join('、'), note].filter((one) => one !== '').join('。'),
  ])
  const total = counts ? [['', '合计', '', '', sumOf(figure.sources), '']] : []
  return {
    title,
    columns: [
      ...activityColumns,
      ...(counts ? [{ heading: '计入', widthMm: 14, number: true }] : []),
      { heading: counts ? '名称' : '内容', widthMm: counts ? 58 : 72, number: false },
    ],
    rows: [...rows, ...total],
  }
}

/** As many numbers as stand beside an activity on a page. */
const perLedger = 4

export function paperTables(figures: readonly SourcedFigure[]): OriginTable[] {
  const filled = figures.filter(({ sources }) => sources.length > 0)
  const numbers = filled.filter((one) => !hasNames(one))
  const tables: OriginTable[] = []
  for (let at = 0; at < numbers.length; at += perLedger) {
    const group = numbers.slice(at, at + perLedger)
    tables.push(ledger(`来源${tables.length + 1}　${group.map(headingOf).join('、')}`, group))
  }
  for (const figure of filled.filter(hasNames))
    tables.push(named(`来源${tables.length + 1}　${headingOf(figure)}`, figure))
  return tables
}

/** All numbers side by side, then the figures with names. */
export function sheetTables(figures: readonly SourcedFigure[]): OriginTable[] {
  const filled = figures.filter(({ sources }) => sources.length > 0)
  const [numbers, words] = [filled.filter((one) => !hasNames(one)), filled.filter(hasNames)]
  return [
    ...(numbers.length > 0 ? [ledger('各项活动的数字', numbers)] : []),
    ...words.map((figure) => named(headingOf(figure), figure)),
  ]
}
