/** 收表 in words: what columns mean, in which units they count, how it stands with a row or a file. */
import type { ColumnMeaning, TableFactor } from '../../shared/api/tables.ts'
import {
  type ActivityValues,
  activityStateNames,
  countFacts,
  factLabels,
  moneyFacts,
} from '../../shared/register/activity.ts'
import { daysText, grouped } from './activities.ts'

export const meaningNames: Readonly<Record<ColumnMeaning, string>> = {
  ...factLabels,
  time: '活动时间',
  timeTo: '结束时间',
  module: '活动模块',
  state: '举办状态',
  main: '是否主场活动',
  ministryTask: '承接科技部任务',
  funds: '经费（没写来源）',
  press: '报道媒体',
  contactName: '联系人',
  officePhone: '办公电话',
  mobile: '手机',
  fax: '传真',
  email: '电子邮箱',
  address: '通信地址',
  ignore: '不收这一列',
}

const group = (label: string, meanings: readonly ColumnMeaning[]) => ({
  label,
  options: meanings.map((value) => ({ value, label: meaningNames[value] })),
})
/** For a select: most wanted first. */
export const meaningChoices = [
  { label: '不收', options: [{ value: 'ignore' as ColumnMeaning, label: meaningNames.ignore }] },
  group('活动', [
    'title',
    'time',
    'timeTo',
    'place',
    'unit',
    'module',
    'host',
    'organiser',
    'responsible',
    'audience',
    'state',
    'main',
    'ministryTask',
    'description',
    'results',
    'joint',
    'riskNote',
  ]),
  group('人数和场次', [...countFacts.filter((fact) => fact !== 'moreOutlets' && fact !== 'moreItems')]),
  group('经费', ['funds', ...moneyFacts, 'inKindNote']),
  group('宣传', ['press', 'moreOutlets', 'moreItems']),
  group('联系', ['contactName', 'mobile', 'officePhone', 'fax', 'email', 'address']),
]

const money: ReadonlySet<ColumnMeaning> = new Set([...moneyFacts, 'funds'])
const counts: ReadonlySet<ColumnMeaning> = new Set(countFacts)
export const isMoney = (meaning: ColumnMeaning): boolean => money.has(meaning)
export const isNumber = (meaning: ColumnMeaning): boolean => money.has(meaning) || counts.has(meaning)

const moneyFactors: Readonly<Record<TableFactor, string>> = {
  '1': '万元',
  '0.0001': '元',
  '0.1': '千元',
  '10000': '亿元',
}
/** Units that their numbers may be in; null: it has none. */
export function factorChoices(meaning: ColumnMeaning): { value: TableFactor; label: string }[] | null {
  if (money.has(meaning))
    return (['1', '0.0001', '0.1', '10000'] as const).map((value) => ({ value, label: moneyFactors[value] }))
  if (!counts.has(meaning)) return null
  return [
    { value: '1', label: '个' },
    { value: '10000', label: '万' },
  ]
}
/** Beside a number that a clerk types in the sender's unit; '' where it goes without saying. */
export const factorUnit = (meaning: ColumnMeaning, factor: TableFactor): string =>
  money.has(meaning) ? moneyFactors[factor] : counts.has(meaning) && factor === '10000' ? '万' : ''

export const meaningHead = (meaning: ColumnMeaning): string =>
  money.has(meaning) ? `${meaningNames[meaning]}（万元）` : meaningNames[meaning]

export type ValueSetting = {
  fundsSource: Extract<keyof ActivityValues, `funds${string}`> | null
  moduleNames: ReadonlyMap<string, string>
}

/** What of this row will stand in the register under this meaning; '' for nothing. */
export function valueText(values: ActivityValues, meaning: ColumnMeaning, setting: ValueSetting): string {
  switch (meaning) {
    case 'ignore':
      return ''
    case 'time': {
      const { from, to, words } = values.time
      return from === null ? words : daysText(from, to, values.year)
    }
    case 'timeTo':
      return values.time.to === null ? '' : daysText(values.time.to, null, values.year)
    case 'module':
      return values.notices
        .flatMap(({ modules }) => modules)
        .map((id) => setting.moduleNames.get(id) ?? id)
        .join('、')
    case 'state':
      return activityStateNames[values.state]
    case 'main':
    case 'ministryTask':
      return values[meaning] ? '是' : '否'
    case 'funds':
      return setting.fundsSource === null ? '' : grouped(values[setting.fundsSource])
    case 'press':
      return values.press.map(({ outlet }) => outlet).join('、')
    case 'contactName':
    case 'officePhone':
    case 'mobile':
    case 'fax':
    case 'email':
    case 'address':
      return values.personal[meaning]
    default:
      return isNumber(meaning) ? grouped(values[meaning]) : values[meaning]
  }
}

/** 收 187 项；13 项等更正；2 项已有，不重复收. What is none is left out. */
export function takeSentence(counts: {
  ready: number
  /** Rows that wait; `sourceless` of them only for the choice where money comes from. */
  open: number
  sourceless: number
  same: number
  skipped: number
}): string {
  const { ready, open, sourceless, same, skipped } = counts
  return [
    ready > 0 ? `收 ${ready} 项` : '没有可以收的',
    open > sourceless ? `${open - sourceless} 项没有写清，留给更正单` : '',
    sourceless > 0 ? `${sourceless} 项要先选经费从哪里来` : '',
    same > 0 ? `${same} 项已有，不重复收` : '',
    skipped > 0 ? `${skipped} 项不收` : '',
  ]
    .filter((part) => part !== '')
    .join('；')
}

/** 第4行, of a form 第1张. */
export const rowName = (kind: 'list' | 'form', row: number): string => (kind === 'form' ? `第${row}张` : `第${row}行`)
