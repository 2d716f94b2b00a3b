/** Deadlines that hang on another event or on the day of reading: never dated by rule, always a question. */
import { gap, matchAt } from './date-point.ts'
import type { Precision } from './proposal.ts'

export interface RelativeWords {
  readonly start: number
  readonly end: number
  readonly precision: Precision
  readonly question: string
}

const count = '(?:\\d{1,3}|[一二两三四五六七八九十半]{1,3})'
const unit = '(?:个?(?:工作日|日|天|周|星期|小时)|个月)'
const within = new RegExp(`${count}${gap}${unit}(?:之内|以内|内)`, 'y')
const ahead = new RegExp(`(?:提前|会前|活动前|开幕前|举办前)(?:至少)?${gap}${count}${gap}${unit}(?:内|以上|前)?`, 'y')
const later = new RegExp(`${count}${gap}(?:个?工作日)(?:前|之前|以前)`, 'y')
const trigger =
  /(?:自|从|在|于)?(?:收到|接到|接|本?(?:通知|办法|方案|公告)?(?:印发|发布|公示|下发|签发|签订|公布|批复|签收)|活动|会议|大赛|培训|比赛|评审|公示)[^，。；、:()\n\d]{0,12}(?:之日|日|后|起|当天)起?(?:的|之)?$/
const dayWord =
  /(?:今日|今天|明日|明天|后天|次日|翌日|当日|当天|即日|本周[一二三四五六日天末]|下周[一二三四五六日天末]|这周[一二三四五六日天末]|周[一二三四五六日天末]|星期[一二三四五六日天]|周末|本周(?=内)|下周(?=内))/y
const dayTime =
  /[ ]{0,2}(?:(?:凌晨|早上|上午|中午|下午|晚上|晚)?[ ]?(?:\d{1,2}:\d{2}|\d{1,2}[时点]半?)|下班|上午|中午|下午|晚上)?/y
const dayBound = /[ ]{0,2}(?:之前|以前|前(?!往|来(?![电函信稿报])|期|夕|后|提(?![交供出报前]))|内|截止|止)/y
const holiday =
  /(?:元旦|春节|元宵节?|清明节?|劳动节|五一(?:节|假期)?|端午节?|六一|七一|八一|中秋节?|国庆(?:节|假期)?|教师节|寒假|暑假|开学|放假|活动开始|活动结束|会议召开|开幕式?|闭幕式?)(?:之前|以前|前(?!往|来(?![电函信稿报])|期|夕|后|提(?![交供出报前]))|后(?=(?:及时|立即|尽快)?(?:报送|上报|报|提交)))/y

const lunar =
  /(?:农历|阴历|旧历|腊月|正月|除夕)[^，。；、\n]{0,8}?(?:之前|以前|前(?!往|来(?![电函信稿报])|期|夕|后|提(?![交供出报前])))/y

/** Deadline words without a calendar date that begin at `at`; `floor`: where the previous finding ended. */
export function readRelative(text: string, at: number, floor: number): RelativeWords | null {
  const span = matchAt(within, text, at) ?? matchAt(later, text, at)
  if (span) {
    const lead = trigger.exec(text.slice(Math.max(floor, at - 24), at))
    const start = at - (lead?.[0].length ?? 0)
    const wording = text.slice(start, at + span[0].length)
    const hours = /小时/.test(span[0])
    const question = `“${wording}”从哪一天算起？请填写截止日期`
    return { start, end: at + span[0].length, precision: hours ? 'minute' : 'day', question }
  }
  const early = matchAt(ahead, text, at)
  if (early) {
    const question = `“${early[0]}”要看活动日期，请填写截止日期`
    return { start: at, end: at + early[0].length, precision: 'day', question }
  }
  const day = matchAt(dayWord, text, at)
  if (day) {
    const time = matchAt(dayTime, text, at + day[0].length)
    const end = at + day[0].length + (time?.[0].length ?? 0)
    const bound = matchAt(dayBound, text, end)
    if (!bound) return null
    const wording = text.slice(at, end + bound[0].length)
    const question = `“${wording}”是哪一天？请填写截止日期`
    return { start: at, end: end + bound[0].length, precision: /\d/.test(wording) ? 'minute' : 'day', question }
  }
  const feast = matchAt(holiday, text, at) ?? matchAt(lunar, text, at)
  if (!feast) return null
  const question = `“${feast[0]}”没有写日期，请填写截止日期`
  return { start: at, end: at + feast[0].length, precision: 'day', question }
}
