/** What a label says about the values below it, and what looks like a label at all. Pure. */
import { type GridCell, isBlank } from './grid.ts'
import { tight } from './reading.ts'
import type { FoundColumn, ValueKind } from './types.ts'

/** White space taken out, nothing else: so it is named to people. */
export const shownLabel = (text: string): string =>
  text.replace(/[\s\u200b\ufeff]+/gu, '').replace(/^[*＊]+|(?<![:：*＊])[:：*＊]+$/gu, '')

const bare = (label: string): string =>
  tight(label)
    .replace(/[([【][^)\]】]{0,40}[)\]】]/gu, '')
    .replace(/[/／](?:千|万|亿)?(?:元|人次?)$/u, '')
    .replace(/^[*＊]+|(?<![:*＊])[:*＊]+$/gu, '')

/** Labels by themselves; at the end of a longer word they say nothing. */
const whole =
  /^(?:名|姓名|日|年|月|起止|开始|结束|起|止|地|位置|镇|街道|学校|社区|村|县|县区|区县|所属|人员|数|费|人|主办|承办|协办|类|号|序|项目|活动|状态|线上|线下|图片|照片|视频|附件|模块|大小|来源|专职|兼职|教师|学生|科学家|专家|分类|合计|小计|千?元|万元|no\.?|№)$/u
/** At the end of a label: 活动名称, 举办地点. */
const ending =
  /(?:名称|标题|题目|主题|姓名|时间|日期|地点|地址|场所|单位|部门|机构|乡镇|人数|人次|场次|场数|次数|数量|总数|规模|经费|金额|资金|预算|投入|支出|费用|财政|自筹|赞助|电话|手机|手机号码?|联系方式|传真|邮箱|邮编|身份证号码?|证件号码?|号码|卡号|账号|负责人|联系人|责任人|填报人|主讲人|备注|说明|类别|类型|性别|年龄|民族|学历|职务|职称|专业|内容|简介|概况|对象|群体|形式|方式|成效|效果|情况|时长|片长|分辨率|格式|作者|授权书|承诺书|报道|媒体|链接|网址|序号|编号|志愿者|科技工作者)$/u
const asking = /^(?:是否|有无).{1,12}$/u

/** Short words without digits, no sentence, no value. */
export function looksLikeLabel(cell: GridCell): boolean {
  if (cell.number !== null || cell.error !== null) return false
  const text = tight(cell.text)
  if (text === '' || [...text].length > 30) return false
  if (/[:：]./u.test(text) || /[。！？!?]/u.test(text)) return false
  if (/^[\d\s.,:：/-]+$/u.test(text) || /\d{5,}/u.test(text)) return false
  return !/^(?:\d{4}年)?\d{1,2}月\d{1,2}日/u.test(text)
}

export function isKnownLabel(cell: GridCell): boolean {
  const text = bare(cell.text).toLowerCase()
  return looksLikeLabel(cell) && text.length <= 14 && (whole.test(text) || ending.test(text) || asking.test(text))
}

const totals = /^(?:[\p{Script=Han}（）()]{0,12}(?:小计|合计|总计|共计|累计|总合计)|总?计|合)$/u
export const isTotal = (text: string): boolean => totals.test(tight(text).replace(/[:：]$/u, ''))
export const isSubtotal = (text: string): boolean =>
  /小计[:：]?$/u.test(tight(text)) || /^[\p{Script=Han}]{2,10}(?:合计|共计|累计)$/u.test(tight(text))

const footers =
  /^(?:填表人|填报人|制表人?|制表单位|审核人?|审批人?|复核人?|负责人|单位负责人|主管领导|分管领导|经办人|联系人|联系电话|电话|填报单位|填表单位|报送单位|单位|填报日期|填报时间|填表日期|填表时间|报送日期|日期|签字|签名|盖章|公章|领导签字|说明|备注|填表说明|填报说明|注|注意|注意事项|附注|附)(?:[(（][^)）]{0,12}[)）])?[:：]/u
/** 填表人：…　审核：… or 注：…, alone in its row. */
export const isFooter = (text: string): boolean =>
  footers.test(tight(text)) ||
  /^(?:第\d+页|共\d+页|第\d+页,?共\d+页|\d+\/\d+|[（(]?(?:盖章|公章|签章)[)）]?|[(（]?续表[)）]?)$/u.test(tight(text))

const heading = /^(?:[（(]?[一二三四五六七八九十]{1,3}[)）、.．]|第[一二三四五六七八九十]{1,3}(?:部分|类|批))/u
export const isHeading = (text: string): boolean => heading.test(tight(text))

/** Of 经费（万元）, 经费/千元, 参加人数（万人次）. */
export function unitOf(label: string): FoundColumn['unit'] {
  const text = tight(label)
  const found = /(千|万|亿)?元(?=[)）\]】]|$)|单位[:：](千|万|亿)?元/u.exec(text)
  const size = found?.[1] ?? found?.[2]
  if (found) return size === '千' ? '千元' : size === '万' ? '万元' : size === '亿' ? '亿元' : '元'
  return /[(（/]万(?:人次?|次|场|份)?[)）]?$/u.test(text) ? '万' : null
}

const yesNo = /^(?:√|✓|✔|☑|×|✗|✘|x|是|否|有|无|没有|已签|未签|已交|未交|y|n|yes|no)$/iu

/** By the last layer of the label first, then by the whole, then by what stands below. */
export function kindOf(label: string, cells: readonly GridCell[]): ValueKind {
  const filled = cells.filter((cell) => !isBlank(cell.text) || cell.number !== null)
  const parts = label.split('·')
  const own = bare(parts.at(-1) ?? '')
  const share = (test: (cell: GridCell) => boolean): number =>
    filled.length === 0 ? 1 : filled.filter(test).length / filled.length
  const hasDigits = share(
    (cell) => cell.number !== null || /[\d０-９一二三四五六七八九十百千万两零〇—–-]|无/u.test(cell.text),
  )
  if (/身份证|公民身份|证件号/u.test(own)) return 'identity'
  if (/卡号|账号|帐号|信用代码|邮编|编码|编号|学号|证号/u.test(own)) return 'text'
  if (/^(?:移动电话|手机号?码?|联系手机)$/u.test(own)) return 'mobile'
  if (/电话|手机|联系方式|传真/u.test(own)) return hasDigits >= 0.3 ? 'phone' : 'text'
  if (/时长|片长|播放时间/u.test(own)) return 'duration'
  if (/分辨率|画面尺寸|清晰度/u.test(own)) return 'resolution'
  if (
    /授权书|^是否|^有无|^(?:已签|签署|承诺书?)|是否/u.test(own) &&
    share((cell) => yesNo.test(tight(cell.text))) >= 0.5
  )
    return 'yes-no'
  if (/日期|时间|年月日?$|^(?:开始|结束|起|止)$/u.test(own) && !/时间段长|小时|分钟/u.test(own)) return 'date'
  if (/^(?:序号|序|号|no\.?|№)$/iu.test(own)) return 'number'
  if (/(?:负责|联系|责任|填报|报名|主持|主讲|经办|审核|参与|参加|承办|申报)人$/u.test(own)) return 'text'
  if (
    hasDigits >= 0.3 &&
    (/经费|金额|资金|拨款|赞助|费用?$|预算|支出|财政|自筹|投入$|价值|补贴|补助/u.test(own) ||
      /元$/u.test(unitOf(parts.at(-1) ?? '') ?? '')) &&
    !/来源|说明|渠道|人数|人次/u.test(own)
  )
    return 'money'
  if (
    hasDigits >= 0.3 &&
    (/人数|人次|场次|场数|次数|数量|总数|册数|件数|篇数|条数|份数|张数|规模|受众|观众|志愿者|科技工作者|科学家|专职|兼职|年龄|期数|^人$|数$/u.test(
      own,
    ) ||
      /[(（](?:人次?|名|位|场次?|次|个|篇|条|件|份|张|万人次?)[)）]/u.test(tight(label)) ||
      (/^(?:线上|线下|现场|网上|参加|参与)$/u.test(own) && parts.length > 1))
  )
    return 'count'
  const marks = filled.length >= 2 && share((cell) => /^[√✓✔☑×✗✘]$/u.test(tight(cell.text))) >= 0.9
  if (marks) return 'yes-no'
  if (parts.length > 1 && /经费|资金|投入|金额/u.test(bare(parts[0] ?? '')) && hasDigits >= 0.5) return 'money'
  if (parts.length > 1 && /人数|人次|规模/u.test(bare(parts[0] ?? '')) && hasDigits >= 0.5) return 'count'
  return 'text'
}
