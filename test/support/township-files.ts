/**
 * Twenty answers of townships and schools as they arrive by WeChat: our blank list filled in, lists of their own in
 * xlsx, xls and GBK, and 活动情况填报表 in Word. Deterministic: the same bytes each time. Names and numbers are made up.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { utils, write } from 'xlsx'
import { writeDocx } from '../../electron/core/documents/docx/write-docx.ts'
import type { FormValues } from '../../shared/form/definition.ts'
import { makePrintDocument } from '../../shared/form/print-document.ts'
import { formById } from './form-files.ts'
import { gbk } from './gbk.ts'

/** Facts that every kind of file tells. Counts are digits, money in 万元. */
export interface TownshipActivity {
  readonly title: string
  readonly unit: string
  readonly module: string
  readonly moduleId: string
  readonly day: string
  readonly place: string
  readonly onsite: string
  readonly volunteers: string
  /** 县级财政, 万元. */
  readonly funds: string
  readonly contactName: string
  readonly mobile: string
}
/** A cell that waits for an answer, and what is answered. */
export interface TownshipDoubt {
  /** Of the list or form: from 0. */
  readonly activity: number
  readonly label: string
  readonly kind: 'question' | 'refusal'
  readonly answer: string
}
export interface TownshipFile {
  readonly path: string
  readonly sender: string
  readonly kind: 'xlsx' | 'docx' | 'csv' | 'xls'
  /** As they stand in the register once every doubt is answered. */
  readonly activities: readonly TownshipActivity[]
  readonly doubts: readonly TownshipDoubt[]
}

const senders = [
  '东测镇',
  '西测镇',
  '南样乡',
  '北样乡',
  '中试街道',
  '示范乡',
  '演示镇',
  '占位乡',
  '样本镇',
  '范例街道',
  '前测镇',
  '后测镇',
  '左样乡',
  '右样乡',
  '上试街道',
  '下试街道',
  '示例第一小学',
  '示例第二中学',
  '示例县农学会',
  '示例县科技馆',
] as const
const kinds = ['xlsx', 'docx', 'csv', 'xls'] as const
const modules = [
  ['团结引领', 'tuanjie'],
  ['精神传承', 'jingshen'],
  ['建家办事', 'jianjia'],
  ['为民服务', 'weimin'],
  ['开放合作', 'kaifang'],
] as const
const themes = [
  '农技专家田间行',
  '科普大篷车进校园',
  '老年人智能手机培训',
  '科学家精神宣讲',
  '防灾减灾知识讲座',
] as const
const surnames = '甲乙丙丁戊己庚辛壬癸'

const pick = <T>(list: readonly T[], at: number): T => list[at % list.length] as T

function activityOf(sender: string, file: number, at: number): TownshipActivity {
  const [module, moduleId] = pick(modules, file + at)
  const day = `2022-05-${String(10 + ((file * 3 + at * 5) % 20)).padStart(2, '0')}`
  return {
    title: `${sender}${pick(themes, file + at * 2)}`,
    unit: sender,
    module,
    moduleId,
    day,
    place: `${sender}文化广场`,
    onsite: String(60 + file * 17 + at * 5),
    volunteers: String(5 + ((file + at) % 9)),
    // 1250 元 and the like: exact in 万元.
    funds: String((1250 + file * 100 + at * 50) / 10_000),
    contactName: `${surnames[file % 10] ?? ''}测${surnames[at] ?? ''}`,
    mobile: `1990000${String(1000 + file * 10 + at)}`,
  }
}

const chinese = (day: string): string => {
  const [year, month, date] = day.split('-').map(Number)
  return `${year}年${month}月${date}日`
}
const yuan = (funds: string): number => Math.round(Number(funds) * 10_000)
const serial = (day: string): number => Date.parse(`${day}T00:00:00Z`) / 86_400_000 + 25_569

/** Cells in which the clerk of this file was careless: by activity and label, what stands there instead. */
type Careless = readonly { readonly doubt: TownshipDoubt; readonly written: string }[]

function carelessnessOf(kind: TownshipFile['kind'], file: number, activities: readonly TownshipActivity[]): Careless {
  const first = activities[0] as TownshipActivity
  if (file % 5 !== 0 && kind !== 'csv') return []
  switch (kind) {
    case 'xlsx':
      return [
        {
          doubt: { activity: 0, label: '参加人数', kind: 'question', answer: first.onsite },
          written: `约${first.onsite}人`,
        },
      ]
    case 'csv':
      return [{ doubt: { activity: 0, label: '联系电话', kind: 'refusal', answer: first.mobile }, written: '1.99E+10' }]
    case 'xls':
      return [{ doubt: { activity: 0, label: '时间', kind: 'question', answer: first.day }, written: '5月中旬' }]
    case 'docx':
      return [
        {
          doubt: { activity: 0, label: '线下参与人次', kind: 'question', answer: first.onsite },
          written: `${first.onsite}余人`,
        },
      ]
  }
}

const headers = {
  xlsx: [
    '序号',
    '活动名称',
    '活动类别',
    '举办日期',
    '举办地点',
    '负责人',
    '联系\n电话',
    '身份证号',
    '参加人数',
    '志愿者人数',
    '县级财政（元）',
  ],
  csv: [
    '序号',
    '活动名称',
    '活动类别',
    '举办日期',
    '举办地点',
    '负责人',
    '联系电话',
    '身份证号',
    '参加人数',
    '志愿者人数',
    '县级财政（元）',
  ],
  xls: [
    '序号',
    '项目名称',
    '模块',
    '时间',
    '地点',
    '联系人',
    '手机',
    '身份证号',
    '线下人数',
    '志愿者',
    '县财政（万元）',
  ],
} as const
const labelAt = (header: readonly string[], label: string): number =>
  header.findIndex((one) => one.replace(/\s/gu, '') === label)

/** With checksum, area 620999, which is assigned to nobody. */
const identity = '620999196606060010'

function listRows(
  kind: 'xlsx' | 'csv' | 'xls',
  activities: readonly TownshipActivity[],
  careless: Careless,
): (string | number)[][] {
  const header = headers[kind]
  return activities.map((one, at) => {
    const day = kind === 'xlsx' ? chinese(one.day) : kind === 'csv' ? one.day.replaceAll('-', '.') : serial(one.day)
    const row: (string | number)[] = [
      at + 1,
      one.title,
      one.module,
      day,
      one.place,
      one.contactName,
      kind === 'xlsx' ? `${one.mobile.slice(0, 3)} ${one.mobile.slice(3, 7)} ${one.mobile.slice(7)}` : one.mobile,
      identity,
      kind === 'csv' ? wide(one.onsite) : Number(one.onsite),
      Number(one.volunteers),
      kind === 'xls' ? Number(one.funds) : yuan(one.funds),
    ]
    for (const { doubt, written } of careless) if (doubt.activity === at) row[labelAt(header, doubt.label)] = written
    return row
  })
}
const wide = (digits: string): string =>
  [...digits].map((digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)).join('')

function listBytes(kind: 'xlsx' | 'xls', sender: string, rows: readonly (readonly (string | number)[])[]): Buffer {
  const sheet = utils.aoa_to_sheet([
    [`2022年${sender}活动登记表`],
    [`填报单位：${sender}`],
    [...headers[kind]],
    ...rows.map((row) => [...row]),
  ])
  sheet['!merges'] = [utils.decode_range('A1:K1'), utils.decode_range('A2:K2')]
  if (kind === 'xls')
    for (let row = 4; row < 4 + rows.length; row++) {
      const cell = sheet[`D${row}`]
      if (cell?.t === 'n') cell.z = 'yyyy/m/d'
    }
  const book = utils.book_new()
  utils.book_append_sheet(book, sheet, '活动登记表')
  return Buffer.from(write(book, { type: 'buffer', bookType: kind === 'xls' ? 'biff8' : 'xlsx' }) as Uint8Array)
}

const csvCell = (cell: string | number): string =>
  /[",\r\n]/u.test(`${cell}`) ? `"${`${cell}`.replaceAll('"', '""')}"` : `${cell}`

async function formBytes(sender: string, activities: readonly TownshipActivity[], careless: Careless): Promise<Buffer> {
  const form = formById('LIB-COLLECTION')
  const documents = activities.map((one, at) => {
    const values: Record<string, FormValues[string]> = {
      unitName: sender,
      reportDate: '2022-06-02',
      activityName: one.title,
      module: one.module,
      hostName: `${sender}科学技术协会`,
      whenText: { words: chinese(one.day), date: one.day },
      place: one.place,
      audienceOffline: one.onsite,
      volunteers: one.volunteers,
      funds: one.funds,
      contactName: one.contactName,
      contactPhone: one.mobile,
      links: [
        { media: '示例县融媒体中心', headline: `走进${sender}、走进田间`, url: `https://example.invalid/${at + 1}` },
      ],
      body: `在${one.place}举办。`,
    }
    const document = makePrintDocument(form, values, {
      officeName: sender,
      footer: null,
      masked: false,
      pictures: {},
      example: false,
    })
    return careless.reduce(
      (page, { doubt, written }) =>
        doubt.activity === at && doubt.label === '线下参与人次' ? withWords(page, 'audienceOffline', written) : page,
      document,
    )
  })
  const [first, ...following] = documents
  if (!first) throw new Error('no activity')
  return writeDocx(first, {
    following,
    at: '2022-06-02T00:00:00Z',
    recordId: null,
    revision: null,
    code: null,
    draftSeq: null,
    formId: form.id,
    formVersion: form.version,
    masked: false,
    bytesOf: () => null,
  })
}

/** What a person typed over in Word. */
function withWords<T extends ReturnType<typeof makePrintDocument>>(page: T, field: string, words: string): T {
  const blocks = page.blocks.map((block) =>
    block.kind === 'grid'
      ? {
          ...block,
          rows: block.rows.map((row) => ({
            ...row,
            cells: row.cells.map((cell) =>
              cell.kind === 'value' && cell.field === field ? { ...cell, text: words } : cell,
            ),
          })),
        }
      : block,
  )
  return { ...page, blocks }
}

export async function writeTownshipFiles(dir: string): Promise<TownshipFile[]> {
  mkdirSync(dir, { recursive: true })
  const files: TownshipFile[] = []
  for (const [at, sender] of senders.entries()) {
    const kind = pick(kinds, at)
    // A second form in one document, three rows in a list.
    const count = kind === 'docx' ? (at % 8 === 1 ? 2 : 1) : 3
    const activities = Array.from({ length: count }, (_none, index) => activityOf(sender, at, index))
    const careless = carelessnessOf(kind, at, activities)
    const bytes =
      kind === 'docx'
        ? await formBytes(sender, activities, careless)
        : kind === 'csv'
          ? gbk(
              [[...headers.csv], ...listRows(kind, activities, careless)]
                .map((row) => row.map(csvCell).join(','))
                .join('\r\n'),
            )
          : listBytes(kind, sender, listRows(kind, activities, careless))
    const name = kind === 'docx' ? `${sender}活动情况填报表` : `${sender}-活动登记表`
    const file = path.join(dir, `${name}.${kind}`)
    writeFileSync(file, bytes)
    files.push({ path: file, sender, kind, activities, doubts: careless.map(({ doubt }) => doubt) })
  }
  return files
}
