/** Dates as offices type them. YYYY-MM-DD, or YYYY-MM-DD/YYYY-MM-DD; what is vague or lacks its year is asked. Pure. */
import { isDay } from '../../../../shared/domain/standard-numbers.ts'
import { readNumber } from '../../../../shared/notice/recognise/plain-text.ts'
import { dayOfSerial } from './book-grid.ts'
import type { GridCell } from './grid.ts'
import { ask, askOpen, type Reading, refuse, sure, tight } from './reading.ts'

export interface DateContext {
  readonly from1904: boolean
  /** Of the title; null where it names none. */
  readonly year: number | null
}

/** Serial numbers of 2000 to 2049. */
const serials: readonly [number, number] = [36_526, 54_789]
const between1904And1900 = 1462

export function readDate(cell: GridCell, context: DateContext): Reading {
  if (cell.day !== null) return sure(cell.day)
  if (cell.seconds !== null) return askOpen('这里只有钟点，没有日期')
  if (cell.number !== null) return ofNumber(cell.number, context)
  const text = tight(cell.text)
  if (text === '') return askOpen('没有填日期')
  if (/^\d{5}(?:\.\d+)?$/u.test(text)) return ofNumber(Number(text), { ...context, from1904: false })
  return ofWords(text, context)
}

function ofNumber(number: number, { from1904 }: DateContext): Reading {
  const whole = String(number)
  if (/^\d{8}$/u.test(whole)) return ofParts(whole.slice(0, 4), whole.slice(4, 6), whole.slice(6))
  const serial = from1904 ? number + between1904And1900 : number
  if (serial >= serials[0] && serial < serials[1]) {
    const day = dayOfSerial(number, from1904)
    if (day !== null) return sure(day)
  }
  if (/^(?:19|20)\d\d$/u.test(whole)) return askOpen('只写了年份，没有写到日')
  // 2022.10 and 5.30 lose their last zero in a cell of numbers.
  if (/^(?:(?:19|20)\d\d|\d{1,2})\.\d{1,2}$/u.test(whole)) return askOpen('这一格是小数，看不准是几月几日')
  return askOpen('这个数看不出是哪一天')
}

const two = (text: string): string => text.padStart(2, '0')

function ofParts(year: string, month: string, day: string): Reading {
  const found = `${year}-${two(month)}-${two(day)}`
  return isDay(found) ? sure(found) : refuse('日历上没有这一天')
}

const han = '[〇○零一二三四五六七八九十廿卅]'
const separators = '(?:[-~—–―－]{1,3}|至|到)'
/** What may stand behind a day without changing it: (周一), 星期一, 上午, 9:00—11:30, 下午3点. */
const clock = '(?:\\d{1,2}[:：]\\d{2}(?:[:：]\\d{2})?|\\d{1,2}[时点](?:\\d{1,2}分|半)?)'
const weekday = '(?:星期|周|礼拜)[一二三四五六日天]'
const half = '(?:上午|下午|中午|早上|晚上?|全天)'
const behind = new RegExp(
  `^(?:[(（](?:${weekday}|${half}|${weekday}${half}|农历.{1,8})[)）]|${weekday}|${half}?${clock}(?:[-~—–至到]{1,2}${half}?${clock})?|${half})`,
  'u',
)
function withoutBehind(text: string): string {
  let rest = text
  for (let left = 4; left > 0 && behind.test(rest); left--) rest = rest.replace(behind, '')
  return rest
}

interface Point {
  readonly year: string | null
  readonly shortYear: boolean
  readonly month: string | null
  readonly day: string
  /** Behind it. */
  readonly rest: string
  /** 5.30 or 5-30: without 月 and 日. */
  readonly bare: boolean
}

const full = /^(\d{4})(?:年(\d{1,2})月(\d{1,2})(?:[日号]|(?!\d))|([-./年])(\d{1,2})[-./月](\d{1,2})(?:[日号]|(?!\d)))/u
const compact = /^((?:19|20)\d{2})(\d{2})(\d{2})(?!\d)/u
const stamp = /^(\d{4})-(\d{2})-(\d{2})T?\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z?$/u
const short = /^'?(\d{2})(?:年(\d{1,2})月(\d{1,2})(?:[日号]|(?!\d))|([-./])(\d{1,2})[-./](\d{1,2})(?:[日号]|(?!\d)))/u
const monthDay = /^(\d{1,2})月(\d{1,2})(?:[日号]|(?!\d))/u
const bareMonthDay = /^(\d{1,2})([-./])(\d{1,2})(?![\d./-])/u
const dayAlone = /^(\d{1,2})(?:[日号]|(?!\d))/u

function point(text: string, isFirst: boolean): Point | null {
  const at = (match: RegExpExecArray | null, take: (match: RegExpExecArray) => Omit<Point, 'rest'>): Point | null =>
    match ? { ...take(match), rest: text.slice(match[0].length) } : null
  const plain = { shortYear: false, bare: false }
  return (
    at(full.exec(text), ([, year = '', month, day, , m = '', d = '']) => ({
      ...plain,
      year,
      month: month ?? m,
      day: day ?? d,
    })) ??
    at(compact.exec(text), ([, year = '', month = '', day = '']) => ({ ...plain, year, month, day })) ??
    at(short.exec(text), ([, year = '', month, day, , m = '', d = '']) => ({
      ...plain,
      year: `20${year}`,
      shortYear: true,
      month: month ?? m,
      day: day ?? d,
    })) ??
    at(monthDay.exec(text), ([, month = '', day = '']) => ({ ...plain, year: null, month, day })) ??
    at(bareMonthDay.exec(text), ([, month = '', , day = '']) => ({ ...plain, year: null, month, day, bare: true })) ??
    (isFirst ? null : at(dayAlone.exec(text), ([, day = '']) => ({ ...plain, year: null, month: null, day })))
  )
}

/** 二〇二二年四月九日 → 2022年4月9日; other words stay. */
const plainDigits = (text: string): string =>
  text
    .replace(/([二一])([〇○OＯo0零一二三四五六七八九]{3})(?=年)/gu, (whole, first: string, rest: string) =>
      String(readNumber(`${first}${rest.replace(/[OＯo0]/gu, '〇')}`) ?? whole),
    )
    .replace(
      new RegExp(`(?<=年|^|${separators})(${han}{1,3})(?=月)|(?<=月|${separators})(${han}{1,3})(?=[日号])`, 'gu'),
      (whole) => String(readNumber(whole) ?? whole),
    )

function ofWords(raw: string, { year: titleYear }: DateContext): Reading {
  const text = plainDigits(raw.replace(/(?<=\d)。(?=\d)/gu, '.')).replace(/^(?:公历|时间[:：])/u, '')
  const stamped = stamp.exec(
    text.replace(
      /^(\d{4})[./](\d{1,2})[./](\d{1,2})(?=\d{2}:\d{2})/u,
      (_all, y: string, m: string, d: string) => `${y}-${two(m)}-${two(d)}`,
    ),
  )
  if (stamped) return ofParts(stamped[1] ?? '', stamped[2] ?? '', stamped[3] ?? '')
  const first = point(text, true)
  if (!first) return vague(text, titleYear)
  const year = first.year ?? (titleYear === null ? null : String(titleYear))
  if (year === null)
    return isDay(`2024-${two(first.month ?? '')}-${two(first.day)}`)
      ? askOpen('没有写年份')
      : refuse('日历上没有这一天')
  const from = ofParts(year, first.month ?? '', first.day)
  if (from.refusal !== null) return from
  const rest = withoutBehind(first.rest).replace(/^[,，。;；]+$/u, '')
  let value = String(from.reading)
  if (rest !== '') {
    const joined = new RegExp(`^${separators}`, 'u').exec(rest)
    const second = joined ? point(rest.slice(joined[0].length), false) : null
    const leftOver = second === null ? '' : withoutBehind(second.rest)
    if (second === null || leftOver !== '') return askOpen('日期里有看不明白的字，请核对是哪一天', value)
    const secondYear = second.year ?? year
    const to = ofParts(secondYear, second.month ?? first.month ?? '', second.day)
    if (to.refusal !== null) return to
    if (String(to.reading) < value) return askOpen('结束的日子早于开始的日子')
    if (to.reading !== value) value = `${value}/${String(to.reading)}`
  }
  if (first.year === null) return ask(value, `没有写年份，按标题里的 ${year} 年读`)
  if (first.shortYear) return ask(value, `年份只写了两位，按 ${year} 年读`)
  return sure(value)
}

function vague(text: string, titleYear: number | null): Reading {
  const noYear = /^\d{2,4}[年./-]/u.test(text) || titleYear !== null ? '' : '，也没有写年份'
  if (/[上中下]旬/u.test(text)) return askOpen(`只写到旬，没有写到日${noYear}`)
  if (/^(?:\d{2,4}年)?\d{1,2}月份?(?:[初底末中]|-)?/u.test(text) || /^\d{4}[-./]\d{1,2}$/u.test(text))
    return askOpen(`只写到月份，没有写到日${noYear}`)
  if (/^\d{2,4}年?$/u.test(text)) return askOpen('只写了年份，没有写到日')
  if (/^[-—/、无]+$/u.test(text)) return askOpen('没有写日期')
  if (/^\d{4}[-./年]\d{1,2}[-./月]\d{1,3}/u.test(text)) return refuse('日历上没有这一天')
  return askOpen('看不出是哪一天')
}
