/** 汇总 in a clerk's words. Nothing filled in is 未填, never 0. */
import type {
  RollupCheck,
  RollupField,
  RollupFlag,
  RollupRow,
  RollupSummary,
  RollupTotal,
} from '../../shared/api/rollups.ts'
import { grouped } from './activities.ts'
import type { Worded } from './packages.ts'

/** A plain decimal as it is read; null has a word of its own. */
export const figureText = (value: string | null): string => (value === null ? '未填' : grouped(value))

/** 12,340 人次; 未填 without its unit. */
export const figureUnitText = (value: string | null, unit: string): string =>
  value === null ? '未填' : `${grouped(value)}${unit === '' ? '' : ` ${unit}`}`

export const rowSources: Readonly<Record<RollupRow['from'], string>> = {
  package: '报送包',
  entered: '代录',
  own: '本单位',
}

export const flagWords: Readonly<Record<RollupFlag['kind'], string>> = {
  outlier: '数字异常',
  changed: '冻结后有变',
  'missing-part': '没有填',
  twice: '可能重复',
}

/** Flags that a person should still look at. */
export const openFlags = ({ flags, leftOut }: RollupRow): readonly RollupFlag[] =>
  leftOut === null ? flags.filter(({ kind, checked }) => checked === null && kind !== 'changed') : []

/** 28 家填了，2 家未填 */
export function totalNote({ filled, empty }: RollupTotal): string {
  return empty === 0 ? `${filled} 家都填了` : `${filled} 家填了，${empty} 家未填`
}

/** Neighbouring fields of one group of the form, in its order. */
export function groupsOf(fields: readonly RollupField[]): { group: string; count: number }[] {
  const groups: { group: string; count: number }[] = []
  for (const { group } of fields) {
    const last = groups.at(-1)
    if (last && last.group === group) last.count++
    else groups.push({ group, count: 1 })
  }
  return groups
}

/** 第1号：汇总报告；以后的是补充报告 */
export const numberWords = (number: number): string =>
  number === 1 ? '汇总报告（已冻结）' : `第 ${number - 1} 次补充报告`

/** 已收 28 家，应报 31 家 */
export function summaryText({ offices, expected, frozen, changedSince }: RollupSummary): string {
  const came = expected === 0 ? `已收 ${offices} 家` : `已收 ${offices} 家，应报 ${expected} 家`
  return frozen === 0 ? came : `${came}，已冻结${changedSince ? '，之后有变化' : ''}`
}

type Evidence = RollupCheck['rows'][number]['evidence']
export const evidenceWords: Readonly<Record<Evidence, Worded>> = {
  same: { word: '与原件一致', tone: 'good' },
  differs: { word: '与原件不符', tone: 'stop' },
  absent: { word: '没有附原件', tone: 'wait' },
  entered: { word: '下级代录', tone: 'none' },
}
