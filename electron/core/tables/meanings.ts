/** What the label of a column, or of a form's cell, means in the register. Sure only where it is known word for word. Pure. */
import type { ColumnMeaning, TableFactor } from '../../../shared/api/tables.ts'
import { plainLabel } from '../../../shared/form/compare.ts'
import { factLabels, moneyFacts } from '../../../shared/register/activity.ts'

export interface LabelMeaning {
  readonly meaning: ColumnMeaning
  readonly factor: TableFactor
  readonly sure: boolean
}

/** As plainLabel writes them: no brackets, no spaces. `same` means it; `near` means it mostly, and a person confirms. */
const synonyms: readonly (readonly [ColumnMeaning, same: string, near?: string])[] = [
  [
    'title',
    '活动名称 活动 项目名称 活动项目 活动主题 活动项目名称 名称及主题 活动题目',
    '名称 主题 项目 题目 标题 内容',
  ],
  [
    'time',
    '活动时间 时间 举办时间 举办日期 活动日期 日期 开展时间 开展日期 开始日期 开始时间 起始日期 计划时间 拟定时间',
  ],
  ['timeTo', '结束日期 结束时间 截止日期 终止日期', '截止时间'],
  ['place', '活动地点 地点 举办地点 活动地址 开展地点 举办场所 活动场所', '场所 地址 位置'],
  ['host', '主办单位 主办 主办方 主办部门'],
  ['organiser', '承办单位 承办 承办方 承办部门 承办单位名称', '协办单位 组织单位 举办单位 实施单位'],
  ['responsible', '责任单位 负责单位 牵头单位 责任部门', '责任人 落实单位'],
  [
    'unit',
    '填报单位 乡镇 乡镇名称 镇街 乡镇街道 镇街名称 乡镇街道名称 单位 单位名称 报送单位 上报单位 填报单位名称 乡镇或单位 乡镇单位 所属单位 所属乡镇 学校',
    '部门 区县 县区 学校名称 社区 村',
  ],
  ['audience', '面向群体 活动对象 参加对象 面向对象 服务对象 受众 受众群体 参与对象', '对象 群体'],
  ['sessions', '场次 举办场次 活动场次 次数 举办次数 场数', '活动数 期数'],
  ['plannedOnsite', '计划线下人数 预计线下人数 计划人数 预计人数 预计参加人数 计划参加人数', '计划规模 预计规模'],
  ['plannedOnline', '计划线上人数 预计线上人数'],
  [
    'onsite',
    '线下人次 线下人数 线下参与人次 线下参与人数 线下参加人次 线下参加人数 现场人数 现场参与人数 参加人数 参加人次 参与人数 参与人次 参与公众人数 线下',
    '人数 人次 规模 受众人数 受益人数 覆盖人数 惠及人数',
  ],
  [
    'online',
    '线上人次 线上人数 线上参与人次 线上参与人数 线上参加人次 线上参加人数 线上观看人次 线上',
    '观看人次 浏览量 点击量 直播观看人次',
  ],
  ['fullTime', '科普专职人员 专职人员 专职科普人员'],
  ['scientists', '科技工作者 科技工作者人数 参与科技工作者 科技人员', '专家人数 专家'],
  ['volunteers', '科技志愿者 志愿者 志愿者人数 科技志愿者人数 参与志愿者'],
  ['otherStaff', '其他人员 其他工作人员'],
  [
    'moreOutlets',
    '另有媒体 另有媒体数 另有媒体家数 报道媒体数量 媒体数量 媒体数 报道媒体家数 媒体家数 报道媒体数',
    '媒体',
  ],
  [
    'moreItems',
    '另有报道 另有报道数 另有报道条数 报道条数 宣传报道条数 新闻报道条数 报道数量 报道篇数 宣传报道数',
    '报道 宣传报道',
  ],
  ['press', '报道媒体 新闻报道 媒体名称 报道媒体名称', '报道链接 新闻链接 链接 网址'],
  ['fundsCentral', '中央财政 中央财政经费 中央财政投入'],
  ['fundsProvince', '省级财政 省财政 省级财政经费 省级经费'],
  ['fundsCity', '市级财政 市财政 市级财政经费 市级经费'],
  [
    'fundsCounty',
    '县级财政 县财政 区级财政 县区财政 县级财政经费 县级经费',
    '财政 财政经费 财政拨款 财政投入 本级财政',
  ],
  ['fundsEnterprise', '企业赞助 企业捐赠 企业投入 赞助', '社会赞助 社会捐赠'],
  ['inKindValue', '实物投入 实物折算 实物折价 实物价值'],
  ['fundsOther', '其他经费 其他投入 其他资金', '自筹 自筹经费 自筹资金 单位自筹'],
  ['funds', '经费 活动经费 投入经费 经费投入 投入资金 资金投入 经费合计 投入 经费支出', '资金 费用 金额 预算 经费预算'],
  ['inKindNote', '实物说明 实物投入说明', '实物'],
  ['module', '活动类别 活动类型 类别 模块 活动模块 所属模块 板块 活动板块', '类型 分类 形式 活动形式'],
  ['state', '状态 活动状态 举办状态 完成情况', '进展 进度'],
  ['main', '主场活动 是否主场 是否主场活动 主场'],
  ['ministryTask', '承接科技部活动任务 承接科技部任务 是否承接科技部任务 是否承接科技部活动任务'],
  [
    'description',
    '活动内容 活动情况 活动简介 内容简介 主要内容 活动概况 活动内容简介 简介 开展情况 基本情况',
    '说明 情况说明 活动说明 概况',
  ],
  ['joint', '联合行动 联合开展情况'],
  ['results', '成效 工作成效 活动成效 活动效果 取得成效', '效果 成果'],
  ['riskNote', '风险预案说明 风险防控预案', '风险防控 安全预案'],
  ['contactName', '联系人 联系人姓名 负责人 负责人姓名 活动负责人 活动联系人', '姓名 经办人 填报人 填表人'],
  ['mobile', '手机 手机号 手机号码 联系电话 联系手机 联系人电话 联系人手机 移动电话 电话 联系方式 电话号码 负责人电话'],
  ['officePhone', '办公电话 固定电话 单位电话 座机'],
  ['fax', '传真 传真号码'],
  ['email', '电子邮箱 邮箱 电子邮件 email 邮箱地址'],
  ['address', '通信地址 通讯地址 联系地址 邮寄地址'],
  [
    'ignore',
    '序号 序 号 编号 no 身份证 身份证号 身份证号码 公民身份号码 证件号码 备注 报送时间 填报时间 填报日期 填表日期 合计 小计 总计 人均经费 照片 照片数量 年度 版本核对码',
    '证件号 备注说明',
  ],
]

const groups = synonyms.map(([meaning, same, near = '']) => ({
  meaning,
  same: new Set([
    ...same.split(' '),
    ...(meaning in factLabels ? [plainLabel(factLabels[meaning as keyof typeof factLabels])] : []),
  ]),
  near: new Set(near.split(' ').filter((word) => word !== '')),
}))

const money: ReadonlySet<string> = new Set([...moneyFacts, 'funds'])
export const isMoney = (meaning: ColumnMeaning): boolean => money.has(meaning)

/** 2022年经费 and 经费2022 mean 经费; nothing else is taken off. */
const withoutYear = (plain: string): string => plain.replace(/^(?:20\d{2}年?(?:度)?)|(?:20\d{2}年?(?:度)?)$/gu, '')

/** Null: nobody here knows this label. */
export function meaningOfLabel(label: string): LabelMeaning | null {
  const found = lookUp(label) ?? lookUpLower(label)
  return found && { meaning: found.meaning, ...scaled(found, label) }
}

interface Found {
  readonly meaning: ColumnMeaning
  /** Its words mean just that, whatever its unit is. */
  readonly same: boolean
}
export const isKnownWord = (label: string): boolean => (lookUp(label) ?? lookUpLower(label))?.same === true

function lookUp(label: string): Found | null {
  const plain = withoutYear(plainLabel(label))
  if (plain === '') return null
  for (const same of [true, false])
    for (const group of groups) if ((same ? group.same : group.near).has(plain)) return { meaning: group.meaning, same }
  return null
}

/** Two rows of headings: 经费·财政（万元）, as the reader joins them; the lower one says it. */
function lookUpLower(label: string): Found | null {
  const parts = label.split('·').filter((part) => part.trim() !== '')
  const last = parts.at(-1)
  return parts.length < 2 || last === undefined ? null : (lookUp(last) ?? lookUp(parts.join('')))
}

/** Money without a unit in its heading may be 元 or 万元; the forms of the notices ask for 万元. */
function scaled({ meaning, same }: Found, label: string): Pick<LabelMeaning, 'factor' | 'sure'> {
  const text = label.normalize('NFKC').replace(/\s+/gu, '')
  if (isMoney(meaning)) {
    if (text.includes('亿元')) return { factor: '10000', sure: same }
    if (text.includes('万元')) return { factor: '1', sure: same }
    if (text.includes('千元')) return { factor: '0.1', sure: same }
    if (text.includes('元')) return { factor: '0.0001', sure: same }
    return { factor: '1', sure: false }
  }
  return { factor: /[(（]万(?:人|人次|次)?[)）]/u.test(text) ? '10000' : '1', sure: same }
}

/** Text of these is open at rest; the others are sealed. */
export const personalMeanings: ReadonlySet<ColumnMeaning> = new Set([
  'contactName',
  'officePhone',
  'mobile',
  'fax',
  'email',
  'address',
])
