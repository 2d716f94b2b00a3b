/** Every duty of the five notices, written down by hand from the notices and domain.md §1, not read from the packs. */
import { type OfficeLevel, officeLevel, type SenderType, senderType } from '../../shared/notice/pack.ts'

export const ids = {
  N22: 'cast-most-2022-workers-day',
  N23: 'cast-most-2023-workers-day',
  XX: 'xinxiang-2022-workers-day-and-tech-week',
  JS: 'jiangsu-2022-workers-day',
  PD: 'cast-2022-science-popularization-day',
} as const
export type Notice = keyof typeof ids
export const notices = Object.keys(ids) as Notice[]

/** `county association`: who owes it. */
export type Sender = `${OfficeLevel} ${SenderType}`
export const senders = officeLevel.options.flatMap((level) =>
  senderType.options.map((type): Sender => `${level} ${type}`),
)

export interface Duty {
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

export const publicity = '中国科协宣传文化部'
export const talent = '科技部人才与科普司'
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

export const xxAssociation = '新乡市科学技术协会组织人事部'
export const xxScience = '新乡市科学技术局科技合作人才与科普科'
const xxAssociationSide = [
  'county association',
  'city society',
  'city university-association',
  'county university-association',
  'city enterprise-association',
  'county enterprise-association',
] as const
const xxScienceSide = ['county science-department', 'city institution', 'county institution'] as const

export const organisation = '江苏省科学技术协会组织人事部'
export const academic = '江苏省科学技术协会学会学术部'
const jsOrganisation = ['city association', 'province institution'] as const
const jsAcademic = ['province society', 'province university-association'] as const
const jiangsu = { ...to(organisation, ...jsOrganisation), ...to(academic, ...jsAcademic) }

export const platform = '全国科普日网站（科普中国客户端）'

export const table: Readonly<Record<string, readonly [Notice, Duty]>> = {
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
