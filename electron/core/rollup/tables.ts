/** The parts of a roll-up as tables, for paper and for a workbook. Identity data never stand in one: only numbers, offices and words of open fields. Pure. */
import type { Rollup, RollupField, RollupRow } from '../../../shared/api/rollups.ts'
import { totalName } from '../../../shared/rollup/changes.ts'
import { codeText } from '../../../shared/wording/revision-code.ts'

export interface RollupTable {
  readonly title: string
  readonly columns: readonly { heading: string; widthMm: number }[]
  readonly rows: readonly (readonly string[])[]
}

/** 实物投入情况（如：捐赠图书…） is 实物投入情况 over a narrow column. */
const short = (label: string): string => label.replace(/[（(].*$/u, '')
export const labelOf = ({ label, unit }: Pick<RollupField, 'label' | 'unit'>): string =>
  unit === '' ? short(label) : `${short(label)}（${unit}）`

export const fromWords: Readonly<Record<RollupRow['from'], string>> = {
  package: '',
  entered: '代录',
  own: '本级',
}
export const nameOf = ({ officeName, from }: Pick<RollupRow, 'officeName' | 'from'>): string =>
  fromWords[from] === '' ? officeName : `${officeName}（${fromWords[from]}）`

/** 县科学技术协会 repeats in every heading. */
export const shortName = (name: string): string => name.replace(/科学技术协会/gu, '科协')

/** Columns of offices that fit beside the labels on A4, wide enough for a 版本核对码 in one line. */
const officesAcross = 4
const labelMm = 46
const officeMm = 32

/** One column an office, some at a time; what does not count of a number stands behind it. */
export function officeTables({ fields, rows }: Rollup): RollupTable[] {
  const counted = rows.filter((row) => row.leftOut === null)
  const tables: RollupTable[] = []
  for (let from = 0; from < counted.length; from += officesAcross) {
    const some = counted.slice(from, from + officesAcross)
    const cells = fields.map((field) => [labelOf(field), ...some.map((row) => cellWords(row, field.field))])
    const codes = ['版本核对码', ...some.map(({ code }) => codeText(code))]
    const last = Math.min(from + officesAcross, counted.length)
    tables.push({
      title: counted.length <= officesAcross ? '各单位' : `各单位（${from + 1}—${last}）`,
      columns: [
        { heading: '项目', widthMm: labelMm },
        ...some.map((row) => ({ heading: shortName(nameOf(row)), widthMm: officeMm })),
      ],
      rows: [...cells, codes],
    })
  }
  return tables
}

function cellWords({ values, deducted }: RollupRow, field: string): string {
  const value = values[field] ?? ''
  const less = deducted[field]
  return less === undefined || value === '' ? value : `${value}（减${less}）`
}

export function changesTable({ changes }: Rollup): RollupTable[] {
  if (changes.length === 0) return []
  return [
    {
      title: '与上次相比的变动',
      columns: [
        { heading: '单位', widthMm: 50 },
        { heading: '项目', widthMm: 64 },
        { heading: '原来', widthMm: 30 },
        { heading: '现在', widthMm: 30 },
      ],
      rows: changes.map(({ officeName, label, before, after }) => [
        officeName === totalName ? totalName : shortName(officeName),
        short(label),
        before ?? '空',
        after ?? '空',
      ]),
    },
  ]
}

/** Joint activities that count once, rows that do not count, odd numbers that were asked about, words, who is missing. */
export function remarkTables(rollup: Rollup): RollupTable[] {
  const { joint, rows, notes, missing, fields } = rollup
  const labels = new Map(fields.map(({ field, label }) => [field, short(label)]))
  const decided = joint.filter((one) => one.decided)
  const asked = rows.flatMap((row) =>
    row.leftOut !== null
      ? []
      : row.flags.flatMap(({ checked, field, words }) =>
          checked === null ? [] : [[shortName(nameOf(row)), labels.get(field) ?? '', words, checked]],
        ),
  )
  const tables: RollupTable[] = [
    {
      title: '联合举办、多家上报的活动',
      columns: [
        { heading: '活动', widthMm: 52 },
        { heading: '日期', widthMm: 24 },
        { heading: '上报单位', widthMm: 50 },
        { heading: '怎么计', widthMm: 48 },
      ],
      rows: decided.map(({ title, day, rows: theirs, countsIn, reason }) => {
        const one = theirs.find(({ recordId }) => recordId === countsIn)
        const how = one ? `只计在${shortName(one.officeName)}` : '分别计'
        return [title, day, theirs.map(({ officeName }) => shortName(officeName)).join('、'), `${how}：${reason}`]
      }),
    },
    {
      title: '不计入合计的',
      columns: [
        { heading: '单位', widthMm: 60 },
        { heading: '版本核对码', widthMm: 34 },
        { heading: '原因', widthMm: 80 },
      ],
      rows: rows.flatMap((row) =>
        row.leftOut === null ? [] : [[shortName(nameOf(row)), codeText(row.code), row.leftOut]],
      ),
    },
    {
      title: '已核实的数',
      columns: [
        { heading: '单位', widthMm: 38 },
        { heading: '项目', widthMm: 36 },
        { heading: '疑问', widthMm: 58 },
        { heading: '核实说明', widthMm: 42 },
      ],
      rows: asked,
    },
    ...notes.map(({ label, rows: told }) => ({
      title: label,
      columns: [
        { heading: '单位', widthMm: 60 },
        { heading: label, widthMm: 114 },
      ],
      rows: told.map(({ officeName, text }) => [shortName(officeName), text]),
    })),
    {
      title: '没有汇总进来的',
      columns: [
        { heading: '单位', widthMm: 80 },
        { heading: '原因', widthMm: 94 },
      ],
      rows: missing.map(({ officeName, why }) => [shortName(officeName), why]),
    },
  ]
  return tables.filter((table) => table.rows.length > 0)
}

/** 正式汇总, 补充报告（第1次）, or that nothing is fixed yet. */
export function standWords({ number, rows, missing }: Pick<Rollup, 'number' | 'rows' | 'missing'>): string {
  const kind = number === null ? '尚未定下' : number === 1 ? '正式汇总' : `补充报告（第${number - 1}次）`
  const inside = rows.filter((row) => row.leftOut === null).length
  return `${kind}；汇总 ${inside} 份${missing.length > 0 ? `，另有 ${missing.length} 家没有汇总进来` : ''}`
}
