/** Columns of the list that goes out to townships: labels that come back known word for word. Identity numbers are not asked. */
import type { ColumnMeaning } from '../../../shared/api/tables.ts'

export interface BlankColumn {
  readonly meaning: ColumnMeaning
  readonly label: string
  readonly help: string
  readonly width: number
  /** What the cells take; text keeps telephones and vague times as they were typed. */
  readonly takes: 'text' | 'count' | 'money' | 'yes-no' | 'module' | 'state'
  readonly example: string
}

const count = (meaning: ColumnMeaning, label: string, example: string, help = ''): BlankColumn => ({
  meaning,
  label,
  help: `${help}只填数字；没有填0，还没有统计就空着。`,
  width: 11,
  takes: 'count',
  example,
})
const money = (meaning: ColumnMeaning, label: string, example: string): BlankColumn => ({
  meaning,
  label: `${label}（万元）`,
  help: '以万元计，5000元填0.5；没有填0，不清楚就空着。',
  width: 12,
  takes: 'money',
  example,
})
const text = (meaning: ColumnMeaning, label: string, example: string, help = '', width = 18): BlankColumn => ({
  meaning,
  label,
  help,
  width,
  takes: 'text',
  example,
})

/** Behind 序号, which bears the mark of the example. */
export const blankColumns: readonly BlankColumn[] = [
  text('unit', '填报单位', '示例镇人民政府', '镇、街道、学校或单位的全称。', 20),
  text('title', '活动名称', '农技专家田间行', '必填。一项活动填一行。', 28),
  text('time', '活动时间', '2022年5月28日至30日', '写清年月日，如：2022年5月28日，或2022年5月28日至30日。', 24),
  { ...text('module', '活动类别', '', '照通知的类别选填。'), takes: 'module' },
  { ...text('state', '状态', '已举办', '计划中、已举办或已取消。', 10), takes: 'state' },
  text('place', '活动地点', '示例镇三个村的示范田', '', 22),
  text('host', '主办单位', '示例镇科学技术协会', '', 20),
  text('organiser', '承办单位', '示例镇农业服务中心', '', 20),
  text('responsible', '责任单位', '', '', 20),
  text('audience', '面向群体', '农户', '如：农户、中小学生、科技工作者。'),
  count('sessions', '场次（场）', '6'),
  count('onsite', '线下人次（人次）', '860'),
  count('online', '线上人次（人次）', '1200'),
  count('fullTime', '科普专职人员（人）', '2'),
  count('scientists', '科技工作者（人）', '12'),
  count('volunteers', '科技志愿者（人）', '30'),
  count('otherStaff', '其他人员（人）', '5'),
  money('fundsCentral', '中央财政', '0'),
  money('fundsProvince', '省级财政', '0'),
  money('fundsCity', '市级财政', '0'),
  money('fundsCounty', '县级财政', '0.5'),
  money('fundsEnterprise', '企业赞助', '0.3'),
  money('inKindValue', '实物投入', '0.3'),
  text('inKindNote', '实物说明', '技术手册600册', '捐了什么、多少。'),
  money('fundsOther', '其他经费', '0'),
  text('press', '报道媒体', '示例县融媒体中心《专家来到田埂上》', '一家媒体一行，可以写成“媒体《标题》网址”。', 30),
  count('moreOutlets', '另有媒体（家）', '', '前一栏没有列出的媒体。'),
  count('moreItems', '另有报道（条）', '2', '前面没有列出的报道。'),
  { ...text('main', '主场活动', '否', '', 9), takes: 'yes-no' },
  text('contactName', '联系人', '示例员', '', 12),
  text('mobile', '联系电话', '0000-00000000', '手机或办公电话，按文本填写。', 18),
  text(
    'description',
    '活动内容',
    '请十二位农技专家分三个村开设田间课堂，现场诊断病虫害63例。',
    '做了什么，怎么做的。',
    50,
  ),
  text('joint', '联合行动', '', '和哪些单位一起做的。', 24),
  text('results', '成效', '', '', 36),
]

/** Sheets grow: as many rows are laid out. */
export const blankRows = 60
