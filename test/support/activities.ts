/** Made-up activities as a county would write them down: seeded, the same in every run. The people are made up. */
import {
  type ActivityValues,
  activityStates,
  activityValues,
  type OpenVenue,
  type PressItem,
} from '../../shared/register/activity.ts'

export interface SyntheticOptions {
  readonly seed?: number
  /** They count for it; null or left out: for none. */
  readonly noticeId?: string | null
  /** Ids of modules to choose among; of each activity one or two, now and then none. */
  readonly modules?: readonly string[]
  readonly year?: number
  /** Share with contact data, which are sealed; 0 to 1. */
  readonly personal?: number
}

/** mulberry32: small, and good enough for test data. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

const townships = [
  '东湖镇',
  '西桥镇',
  '南湾乡',
  '北塘街道',
  '青石镇',
  '白杨乡',
  '临河镇',
  '高桥街道',
  '新安镇',
  '柳泉乡',
]
const offices = ['人民政府', '科学技术协会', '中心小学', '初级中学', '卫生院', '农业技术推广站', '文化站']
const topics = [
  '水稻病虫害绿色防控',
  '青少年人工智能体验',
  '食品安全进社区',
  '防灾减灾应急演练',
  '慢性病防治义诊',
  '无人机植保示范',
  '科学家精神宣讲',
  '心理健康讲座',
  '垃圾分类科普',
  '反诈防骗宣传',
  '天文观测之夜',
  '果树修剪技术培训',
]
const forms = ['讲座', '现场咨询', '展览', '培训班', '进校园活动', '志愿服务', '线上直播']
const places = ['文化广场', '镇政府会议室', '中心小学操场', '农家书屋', '科技馆报告厅', '新时代文明实践站']
const audiences = ['农民', '青少年', '社区居民', '科技工作者', '老年人', '企业职工']
const outlets = ['示例日报', '示例电视台', '示例县融媒体中心', '示例科普网', '东湖发布']
const familyNames = ['测', '试', '样', '例', '演']
const venueNames = ['县科技馆', '县图书馆', '农业科技示范园', '示例职业学院', '县气象局观测站']
const sentences = [
  '组织科技志愿者现场讲解，发放明白纸。',
  '邀请市级专家授课，并到田间地头逐户指导。',
  '设置互动体验区，参与者动手完成实验。',
  '活动同步线上直播，回答观众提问。',
  '结合当地产业特点，编印了通俗易懂的资料。',
]

export function syntheticActivities(
  count: number,
  { seed = 1, noticeId = null, modules = [], year = 2022, personal = 0 }: SyntheticOptions = {},
): ActivityValues[] {
  const next = seeded(seed)
  const below = (limit: number): number => Math.floor(next() * limit)
  const one = <T>(list: readonly T[]): T => list[below(list.length)] as T
  const maybe = (share: number, make: () => string): string => (next() < share ? make() : '')
  const number = (limit: number): string => String(below(limit))
  const money = (): string => `${below(20)}${next() < 0.5 ? `.${1 + below(9)}` : ''}`
  const press = (month: string): PressItem[] =>
    Array.from({ length: below(4) }, (_none, at) => ({
      outlet: one(outlets),
      headline: `${one(topics)}走进基层`,
      url: next() < 0.5 ? `https://news.example.cn/${month}/${at}` : '',
      day: null,
    }))
  const venues = (): OpenVenue[] =>
    next() < 0.2 ? [{ kind: one(['venue', 'institute', 'university'] as const), name: one(venueNames) }] : []

  return Array.from({ length: count }, (_none, at) => {
    const state = next() < 0.6 ? 'held' : one(activityStates)
    const held = state === 'held'
    const month = String(1 + below(12)).padStart(2, '0')
    const first = 1 + below(26)
    const day = (of: number): string => `${year}-${month}-${String(of).padStart(2, '0')}`
    const dated = held || next() < 0.6
    const last = next() < 0.3 ? day(first + 1 + below(2)) : null
    const township = one(townships)
    const unit = next() < 0.5 ? township : `${township}${one(offices)}`
    const some =
      modules.length === 0 || next() < 0.1 ? [] : [...new Set([one(modules), ...(next() < 0.2 ? [one(modules)] : [])])]
    const hasContact = next() < personal
    return activityValues.parse({
      year,
      state,
      title: `${township}${one(topics)}${one(forms)}（第${at + 1}期）`,
      host: next() < 0.8 ? '示例县科学技术协会' : `${township}人民政府`,
      organiser: maybe(0.6, () => `${township}${one(offices)}`),
      responsible: maybe(0.7, () => `${township}${one(offices)}`),
      unit,
      place: maybe(0.9, () => `${township}${one(places)}`),
      audience: maybe(0.7, () => one(audiences)),
      time: dated
        ? { words: '', from: day(first), to: last }
        : { words: `${Number(month)}月${one(['上旬', '中旬', '下旬'])}`, from: null, to: null },
      notices: noticeId === null ? [] : [{ noticeId, modules: some }],
      main: at % 97 === 0,
      ministryTask: next() < 0.05,
      sessions: maybe(0.5, () => String(1 + below(5))),
      plannedOnsite: maybe(0.8, () => number(500)),
      plannedOnline: maybe(0.3, () => number(20_000)),
      ...(held && {
        onsite: maybe(0.9, () => number(600)),
        online: maybe(0.4, () => number(30_000)),
        fullTime: maybe(0.5, () => number(10)),
        scientists: maybe(0.6, () => number(40)),
        volunteers: maybe(0.6, () => number(60)),
        otherStaff: maybe(0.3, () => number(20)),
        fundsCentral: maybe(0.1, money),
        fundsProvince: maybe(0.2, money),
        fundsCity: maybe(0.3, money),
        fundsCounty: maybe(0.6, money),
        fundsEnterprise: maybe(0.2, money),
        inKindValue: maybe(0.2, money),
        fundsOther: maybe(0.1, money),
        inKindNote: maybe(0.2, () => one(['图书', '光盘', '科普挂图', '种子'])),
        press: press(month),
        moreOutlets: maybe(0.1, () => number(3)),
        moreItems: maybe(0.1, () => number(6)),
        venues: venues(),
        results: maybe(0.5, () => `${one(sentences)}群众反响良好。`),
      }),
      description: Array.from({ length: 1 + below(3) }, () => one(sentences)).join(''),
      joint: maybe(0.1, () => '与县农业农村局联合开展'),
      riskPlan: next() < 0.4 ? 'prepared' : 'none',
      ...(hasContact && {
        personal: { contactName: `${one(familyNames)}某${at % 10}`, mobile: `1390000${String(1000 + (at % 9000))}` },
      }),
    })
  })
}
