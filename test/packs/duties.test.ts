/** Every duty of the five notices, written down by hand from the notices and domain.md §1, not read from the packs. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { readPack } from '../../electron/core/notices/read-pack.ts'
import { addresseeFor, deliverablesFor, recipientOf } from '../../electron/core/notices/routing.ts'
import {
  dutyForms,
  type NoticePack,
  type OfficeLevel,
  officeLevel,
  type SenderType,
  senderType,
} from '../../shared/notice/pack.ts'

const root = join(import.meta.dirname, '../../resources/notices')
const ids = {
  N22: 'cast-most-2022-workers-day',
  N23: 'cast-most-2023-workers-day',
  XX: 'xinxiang-2022-workers-day-and-tech-week',
  JS: 'jiangsu-2022-workers-day',
  PD: 'cast-2022-science-popularization-day',
} as const
type Notice = keyof typeof ids
const notices = Object.keys(ids) as Notice[]

/** `county association`: who owes it. */
type Sender = `${OfficeLevel} ${SenderType}`
const senders = officeLevel.options.flatMap((level) => senderType.options.map((type): Sender => `${level} ${type}`))

interface Duty {
  readonly due: string | null
  readonly dueWording: string
  readonly forms: readonly string[]
  readonly owes: Readonly<Partial<Record<Sender, string | null>>>
  readonly limits?: readonly string[]
  readonly quantity?: readonly [number, number]
  readonly stamped?: true
  readonly kept?: true
  readonly optional?: true
  readonly opensAt?: string
  readonly criteria?: readonly string[]
}

const to = (unit: string | null, ...who: readonly Sender[]): Duty['owes'] =>
  Object.fromEntries(who.map((one) => [one, unit]))

const publicity = '中国科协宣传文化部'
const talent = '科技部人才与科普司'
const castSide = [
  'province association',
  'national society',
  'national university-association',
  'province university-association',
  'national enterprise-association',
  'province enterprise-association',
] as const
const national = { ...to(publicity, ...castSide), ...to(talent, 'province science-department') }
const topicPage = to('2023年全国科技工作者日专题网页', ...castSide, 'province science-department')
const summaryParts = ['活动开展情况和工作成效', '典型经验', '意见建议', '文字信息、影像资料']

const xxAssociation = '新乡市科学技术协会组织人事部'
const xxScience = '新乡市科学技术局科技合作人才与科普科'
const xxAssociationSide = [
  'county association',
  'city society',
  'city university-association',
  'county university-association',
  'city enterprise-association',
  'county enterprise-association',
] as const
const xxScienceSide = ['county science-department', 'city institution', 'county institution'] as const

const organisation = '江苏省科学技术协会组织人事部'
const academic = '江苏省科学技术协会学会学术部'
const jsOrganisation = ['city association', 'province institution'] as const
const jsAcademic = ['province society', 'province university-association'] as const
const jiangsu = { ...to(organisation, ...jsOrganisation), ...to(academic, ...jsAcademic) }

const platform = '全国科普日网站（科普中国客户端）'

const table: Readonly<Record<string, readonly [Notice, Duty]>> = {
  T1: ['N22', { due: null, dueWording: '及时', forms: ['LIB-SPECIAL-REPORT'], owes: national }],
  T2: [
    'N22',
    {
      due: '2022-06-30T23:59:00+08:00',
      dueWording: '6月底前',
      forms: ['LIB-SUMMARY-4'],
      owes: national,
      quantity: [1, 1],
      limits: summaryParts,
    },
  ],
  T3: ['N23', { due: null, dueWording: '及时', forms: ['LIB-SPECIAL-REPORT'], owes: topicPage }],
  T4: [
    'N23',
    {
      due: '2023-06-30T23:59:00+08:00',
      dueWording: '6月底前',
      forms: ['LIB-SUMMARY-4'],
      owes: national,
      quantity: [1, 1],
      limits: summaryParts,
    },
  ],
  T5: [
    'XX',
    {
      due: '2022-06-20T23:59:00+08:00',
      dueWording: '6月20日前',
      forms: ['LIB-SUMMARY-4'],
      owes: to(xxAssociation, ...xxAssociationSide),
      quantity: [1, 1],
      limits: summaryParts,
    },
  ],
  T6: [
    'XX',
    {
      due: '2022-06-20T23:59:00+08:00',
      dueWording: '6月20日前',
      forms: ['XX-F1', 'LIB-SUMMARY-4'],
      owes: to(xxScience, ...xxScienceSide),
      quantity: [1, 1],
      stamped: true,
      limits: ['统计表和总结报告各1份', '统计表盖章'],
    },
  ],
  'T7 of XX': [
    'XX',
    {
      due: null,
      dueWording: '没有写日期',
      forms: ['LIB-RISK-PLAN'],
      owes: to(null, ...xxAssociationSide, ...xxScienceSide),
      kept: true,
      limits: ['活动举办之前备好'],
    },
  ],
  'T7 of PD': [
    'PD',
    {
      due: null,
      dueWording: '提前',
      forms: ['LIB-RISK-PLAN'],
      owes: to(null, ...senders),
      kept: true,
      limits: ['谁举办、谁负责'],
    },
  ],
  // The city that issued the notice does it itself: nobody that it is addressed to owes it.
  T8: [
    'XX',
    {
      due: null,
      dueWording: '4月中下旬比赛；作品评选没有写日期',
      forms: ['LIB-BEST-WORKS'],
      owes: {},
      limits: ['讲解大赛选手6名', '优秀作品颁发证书'],
    },
  ],
  T10: ['JS', { due: null, dueWording: '及时', forms: ['LIB-SPECIAL-REPORT'], owes: jiangsu }],
  T11: [
    'JS',
    {
      due: '2022-05-15T23:59:00+08:00',
      dueWording: '5月15日前',
      forms: ['JS-T11'],
      owes: jiangsu,
      quantity: [1, 1],
      stamped: true,
    },
  ],
  T12: [
    'JS',
    {
      due: '2022-05-15T23:59:00+08:00',
      dueWording: '5月15日前',
      forms: ['JS-F2'],
      owes: jiangsu,
      quantity: [1, 2],
      stamped: true,
      limits: ['一项一表，表格可自行复制', '每项活动原则上500字以内'],
    },
  ],
  T13: [
    'JS',
    {
      due: '2022-05-15T23:59:00+08:00',
      dueWording: '5月15日前',
      forms: ['JS-T13'],
      owes: jiangsu,
      quantity: [1, 1],
      limits: ['200字左右'],
    },
  ],
  T14: [
    'JS',
    {
      due: '2022-05-15T23:59:00+08:00',
      dueWording: '5月15日前',
      forms: ['JS-T14'],
      owes: jiangsu,
      quantity: [1, 1],
      limits: ['3-5张', '无明显时间标识'],
    },
  ],
  T15: [
    'JS',
    {
      due: '2022-05-20T23:59:00+08:00',
      dueWording: '5月20日前',
      opensAt: '2022-05-10T00:00:00+08:00',
      forms: ['JS-F3', 'JS-F4'],
      owes: to('江苏省科学传播中心', ...jsOrganisation, ...jsAcademic),
      limits: [
        '时长不超过3分钟',
        '统一采用MP4格式',
        '分辨率不低于720P',
        '与主题相关，导向正确，内容健康',
        '多人参加的，每人都要签名并注明身份证号',
      ],
    },
  ],
  T16: [
    'JS',
    {
      due: '2022-06-20T23:59:00+08:00',
      dueWording: '6月20日前',
      forms: ['LIB-SUMMARY-4'],
      owes: jiangsu,
      quantity: [1, 1],
    },
  ],
  T17: [
    'JS',
    {
      due: '2022-06-20T23:59:00+08:00',
      dueWording: '6月20日前',
      forms: ['LIB-RECOMMEND'],
      owes: to(organisation, 'city association'),
      quantity: [1, 2],
    },
  ],
  T18: [
    'PD',
    {
      due: '2022-09-28T23:59:00+08:00',
      dueWording: '2022年8月15日-9月28日',
      opensAt: '2022-08-15T00:00:00+08:00',
      forms: ['PD-T18'],
      owes: to(platform, ...senders),
      optional: true,
      limits: ['可提供参与活动的科技工作者准确信息，用于发送感谢短信', '规范使用全国科普日和科普中国标识'],
    },
  ],
  T19: [
    'PD',
    {
      due: '2022-10-14T23:59:00+08:00',
      dueWording: '10月14日前',
      forms: ['PD-T19'],
      owes: to(platform, ...senders),
      limits: ['活动图片视频', '新闻报道链接', '活动总结材料'],
    },
  ],
  T20: [
    'PD',
    {
      due: '2022-10-25T23:59:00+08:00',
      dueWording: '10月25日前',
      forms: ['LIB-RECOMMEND'],
      owes: to(platform, 'national society', 'national association', 'province society', 'province association'),
      criteria: ['组织动员', '数量规模', '品牌宣传', '科技志愿', '联合行动', '网络活动话题协同'],
    },
  ],
}

const packs = new Map<Notice, NoticePack>()
beforeAll(async () => {
  for (const notice of notices) packs.set(notice, await readPack(root, ids[notice], '1'))
})
const packOf = (notice: Notice): NoticePack => packs.get(notice)!

/** Who owes a duty, with the unit that it goes to. */
function owing(pack: NoticePack, dutyId: string): Duty['owes'] {
  return Object.fromEntries(
    senders.flatMap((sender): [Sender, string | null][] => {
      const [level, type] = sender.split(' ') as [OfficeLevel, SenderType]
      const item = deliverablesFor(pack, { level, type }).find(({ id }) => id === dutyId)
      if (!item || !addresseeFor(pack, { level, type })) return []
      const recipientId = recipientOf(pack, { level, type }, item)
      return [[sender, pack.recipients.find(({ id }) => id === recipientId)?.unit ?? null]]
    }),
  )
}

describe('the duties', () => {
  test.each(Object.entries(table))('%s', (name, [notice, duty]) => {
    const pack = packOf(notice)
    const id = name.split(' ')[0]!
    const item = pack.deliverables.find((one) => one.id === id)!
    expect({
      due: item.dueAt,
      dueWording: item.dueWording,
      opensAt: item.opensAt,
      forms: dutyForms(item),
      quantity: item.quantity && [item.quantity.min, item.quantity.max],
      limits: item.limits,
      stamped: item.stamped,
      kept: item.kept,
      optional: item.optional,
      criteria: item.criteria,
    }).toEqual({
      due: duty.due,
      dueWording: duty.dueWording,
      opensAt: duty.opensAt ?? null,
      forms: duty.forms,
      quantity: duty.quantity ?? null,
      limits: duty.limits ?? [],
      stamped: duty.stamped ?? false,
      kept: duty.kept ?? false,
      optional: duty.optional ?? false,
      criteria: duty.criteria ?? [],
    })
    expect(owing(pack, id)).toEqual(duty.owes)
    for (const form of duty.forms) expect(pack.forms.map((one) => one.id)).toContain(form)
  })

  test('nineteen in all, no T9, none twice but T7, which two notices ask for', () => {
    const found = notices.flatMap((notice) => packOf(notice).deliverables.map(({ id }) => id))
    expect(found.sort((a, b) => Number(a.slice(1)) - Number(b.slice(1)))).toEqual(
      ['T1', 'T2', 'T3', 'T4', 'T5', 'T6', 'T7', 'T7', 'T8', 'T10'].concat([
        'T11',
        'T12',
        'T13',
        'T14',
        'T15',
        'T16',
        'T17',
        'T18',
        'T19',
        'T20',
      ]),
    )
    expect(Object.keys(table)).toHaveLength(20)
  })

  test('a duty that only the issuing city does names who that is, and where its choice goes', () => {
    const item = packOf('XX').deliverables.find(({ id }) => id === 'T8')!
    expect([item.levels, item.types]).toEqual([['city'], ['association', 'science-department']])
    expect(item.recipientId).toBe('province-contest')
  })
})

describe('the notices', () => {
  const facts: Readonly<Record<Notice, readonly [string, string | null, string, number, number]>> = {
    N22: ['创新争先、自立自强', null, '2022年5月中旬-6月上旬', 0, 7],
    N23: ['点亮精神火炬', null, '2023年5月上旬-6月上旬', 0, 6],
    XX: ['创新争先、自立自强，走进科技、你我同行', null, '2022年5月中旬—6月上旬', 0, 9],
    JS: ['创新争先、自立自强', null, '2022年5月中旬-6月上旬', 6, 0],
    PD: ['喜迎二十大，科普向未来', '各地各部门可根据全国主题、结合实际自拟', '9月15-21日', 0, 12],
  }

  test.each(notices)('%s: theme, sub-theme, period, modules or kinds; a sample of the past', (notice) => {
    const { theme, subTheme, period, modules, activityKinds, historical } = packOf(notice)
    expect([theme, subTheme, period?.wording, modules.length, activityKinds.length]).toEqual(facts[notice])
    expect(historical).toBe(true)
  })

  test('the science popularisation day has its days', () => {
    expect(packOf('PD').period).toMatchObject({ from: '2022-09-15', to: '2022-09-21' })
  })

  test('the modules of Jiangsu, in their order', () => {
    expect(packOf('JS').modules.map(({ name }) => name)).toEqual(
      '团结引领 精神传承 建家办事 为民服务 开放合作 表彰发布'.split(' '),
    )
  })

  test('counties are no addressees of the province, nor cities and counties of the two ministries', () => {
    const levels = (notice: Notice) => new Set(packOf(notice).addressees.map(({ level }) => level))
    expect(levels('JS')).toEqual(new Set(['city', 'province']))
    for (const notice of ['N22', 'N23'] as const) expect(levels(notice)).toEqual(new Set(['national', 'province']))
    expect(levels('XX')).toEqual(new Set(['county', 'city']))
  })

  const contacts: readonly (readonly [Notice, string, string, string?, string?])[] = [
    ['N22', publicity, '010-68574158', 'xuanchuanchu@cast.org.cn', '100863'],
    ['N22', talent, '010-58884243', undefined, '100862'],
    ['N23', publicity, '010-68574158', 'xuanchuanchu@cast.org.cn', '100863'],
    ['N23', talent, '010-58884242', 'kjhdz@most.cn', '100044'],
    ['XX', xxAssociation, '0373-5820419', 'xxkxzzrsb@163.com'],
    ['XX', xxScience, '0373-5828882', 'kjj5828882@163.com'],
    ['JS', organisation, '025-83625036', '3505945690@qq.com'],
    ['JS', academic, '025-83625058', 'jskxxhb625@163.com'],
    ['JS', '江苏省科学传播中心', '025-86646080', '339042747@qq.com', '210009'],
    ['PD', platform, '010-63581772'],
    ['PD', '中国科协青少年科技中心（科普活动中心）', '010-68512519', 'kepuri@cast.org.cn', '100863'],
    ['PD', '中国科协科学技术普及部', '010-68526217'],
  ]
  test.each(contacts)('%s: the address of %s in that year', (notice, unit, phone, email, postcode) => {
    const found = packOf(notice).recipients.find((one) => one.unit === unit)
    expect([found?.phone, found?.email, found?.postcode]).toEqual([phone, email, postcode])
  })

  test.each([
    ['N22', ['两个收件单位的电话写法不同', '用专章写科技工作者日']],
    ['N23', ['用专章写科技工作者日', '专题网页的网址，通知没有写']],
    ['XX', ['市委统战部', '通知5月24日印发', '讲解大赛在4月中下旬已经比过', '既要填折合金额，又要写明实物']],
    ['JS', ['印发于2022年5月12日（星期四）', '5月15日（星期日）', '视频征集5月10日已经开始']],
    ['PD', ['没有发文日期', '登记是“可”']],
  ] as const)('%s: what contradicts itself is said, not repaired', (notice, said) => {
    const remarks = packOf(notice).remarks.join('\n')
    for (const words of said) expect(remarks).toContain(words)
  })
})

describe('beside the notices themselves', () => {
  const plain = (text: string) =>
    text
      .replace(/\s/g, '')
      .replace(/[(),:—–]/g, (sign) => ({ '(': '（', ')': '）', ',': '，', ':': '：' })[sign] ?? '-')
  const textOf = (notice: Notice) =>
    readFileSync(join(import.meta.dirname, '../fixtures/notices-text', `${ids[notice]}.txt`), 'utf8')

  test.each(notices)('%s: themes, kinds, wording and dates are the notice’s own', (notice) => {
    const { theme, period, modules, activityKinds, deliverables } = packOf(notice)
    const text = plain(textOf(notice))
    const own = [theme ?? '', period?.wording ?? '', ...modules.map(({ name }) => name), ...activityKinds]
    // A notice that names no date is quoted with none.
    const dates = deliverables.map((item) => item.dueWording).filter((words) => !words.includes('没有写日期'))
    const quotes = deliverables.flatMap(({ wording }) => wording.split('……'))
    for (const words of [...own, ...dates, ...quotes]) expect(text.includes(plain(words)), words).toBe(true)
  })

  test.each(notices)('%s: telephones, addresses and postcodes stand in it', (notice) => {
    const bare = (text: string) => text.replace(/[\s()（）-]/g, '')
    const text = bare(textOf(notice))
    for (const { phone = '', postcode = '', address = '' } of packOf(notice).recipients)
      for (const fact of [phone, postcode, address.replace('网址：', '')])
        expect(text.includes(bare(fact)), fact).toBe(true)
  })

  test.each(notices)('%s: its address book is of departments, not of persons', (notice) => {
    for (const { unit } of packOf(notice).recipients)
      expect(unit).toMatch(/(部|司|科|中心|网页|（科普中国客户端）|（科普活动中心）|（通知没有写明）)$/)
    expect(JSON.stringify(packOf(notice).recipients)).not.toMatch(/联\s*系\s*人|某|先生|女士|同志/)
  })
})
