/** Finds dates and deadline words in a text. Linear: every pattern is bounded and tried once a position. */
import { type Day, readIsoDay } from './calendar.ts'
import { readBound } from './date-bound.ts'
import { matchAt, type Point, readLoneDay, readPoint, readRangeEnd } from './date-point.ts'
import { readInclusion, readTime, readWeekday } from './date-time.ts'
import { foldText } from './plain-text.ts'
import { readRelative } from './relative-date.ts'
import { clockName, type DateContext, type DateFinding, resolveDate, type Tail } from './resolve-date.ts'

const candidate =
  /[\d〇○一二三四五六七八九十廿卅两半农阴旧腊正除今去明本次翌前上下当这每月年底末第春元清劳端国教寒暑开放活会提举即后周星闭结]/
const separator = /[ ]{0,3}\n?[ ]{0,3}(?:日|号)?(?:-{1,2}|至|到|~)[ ]{0,3}\n?[ ]{0,3}/y
// What looks like a date and is none: years from – to, document numbers, counts of years.
const noDate =
  /(?:\d{4}年?(?:-{1,2}|至|到|~)\d{2,4}年(?![ ]{0,2}\d{1,2}[ ]{0,2}月)|[〔[]\d{4}[\]〕][ ]{0,2}(?:第)?[ ]{0,2}\d{1,5}[ ]{0,2}号|一[月日周]一|\d{1,3}[多余]?(?:个月(?!内|之内|以内)|周年|年代|年来|月龄))/y
const numberSign = /[\d〇○一二三四五六七八九十廿卅]/

export function findDates(text: string, context: DateContext): DateFinding[] {
  const folded = foldText(text)
  const issued = readIsoDay(context.issuedOn)
  const found: DateFinding[] = []
  let floor = 0
  let at = 0
  let previous: Point | null = null
  while (at < folded.length) {
    if (!candidate.test(folded[at] ?? '')) {
      at += 1
      continue
    }
    const skipped = matchAt(noDate, folded, at)
    if (skipped) {
      at += skipped[0].length
      floor = at
      continue
    }
    const read = readOne(text, folded, at, floor, context, issued, previous)
    if (!read) {
      // Inside a number nothing new can begin.
      const digit = /\d/.test(folded[at] ?? '')
      at += 1
      if (digit) while (/\d/.test(folded[at] ?? '')) at += 1
      continue
    }
    found.push(read.finding)
    previous = read.point
    at = Math.max(at + 1, read.finding.span.end)
    floor = at
  }
  return shareBound(folded, found)
}

/** “6月10日、7月10日前”: the word behind the last date of a list holds for each of them. */
function shareBound(folded: string, found: readonly DateFinding[]): DateFinding[] {
  const shared = [...found]
  for (let index = shared.length - 2; index >= 0; index -= 1) {
    const [one, next] = [shared[index], shared[index + 1]]
    if (one?.bound !== 'on' || one.range || next?.bound !== 'by' || next.to === null) continue
    if (!/^[、和及与 ]{1,3}$/.test(folded.slice(one.span.end, Math.min(next.span.start, one.span.end + 4)))) continue
    const ask = `“${one.wording}”与“${next.wording}”连写，按同样的期限理解，请确认`
    const question = [ask, one.question].filter((words) => words !== null).join('；')
    shared[index] = { ...one, bound: 'by', from: null, includesDay: next.includesDay, sure: false, question }
  }
  return shared
}

interface Read {
  readonly finding: DateFinding
  readonly point: Point | null
}

function readOne(
  text: string,
  folded: string,
  at: number,
  floor: number,
  context: DateContext,
  issued: Day | null,
  previous: Point | null,
): Read | null {
  const relative = readRelative(folded, at, floor)
  if (relative) {
    const { start, end, precision, question } = relative
    const base = { bound: 'by', from: null, to: null, time: null, includesDay: null } as const
    const rest = { range: false, statistical: false, sure: false, question, precision, span: { start, end } }
    return { finding: { ...base, ...rest, wording: text.slice(start, end) }, point: null }
  }
  if (at > floor && numberSign.test(folded[at] ?? '') && /[第\d〇○一二三四五六七八九十廿卅]/.test(folded[at - 1] ?? ''))
    return null
  const lunar = /(?:农历|阴历|旧历)[ ]?$/.test(folded.slice(Math.max(0, at - 3), at))
  const first = readPoint(folded, at) ?? loneDay(folded, at, floor, previous)
  if (!first) return loneTime(text, folded, at)
  const head = readTail(folded, first.end)
  const dash = matchAt(separator, folded, head.end)
  const second = dash ? readRangeEnd(folded, head.end + dash[0].length, first) : null
  const tail = second ? readTail(folded, second.end) : head
  const last = second ?? first
  const whole = last.precision !== 'day' && !last.closing
  const bound = readBound(folded, at, tail.end, whole)
  // 5.15 is a date only where the words around it say so; 3.5 is a number.
  const bare = first.year === null && /^\d{1,2}[./]/.test(folded.slice(at, at + 3))
  if (
    bare &&
    (bound.bound === 'on' || (second !== null && second.precision !== 'day')) &&
    !(second && bound.start < at)
  ) {
    const labelled = /(?:时间|日期|于)[ ]?:?[ ]?$/.test(folded.slice(Math.max(0, at - 5), at))
    if (!labelled || (!second && !/日期|时间/.test(folded.slice(Math.max(0, at - 5), at)))) return null
  }
  if (
    last.precision === 'month' &&
    !last.closing &&
    bound.bound === 'on' &&
    first.year === null &&
    first.month === null
  ) {
    // 本月, 每月 alone say nothing that could be filed.
    return null
  }
  const finding = resolveDate({ text, context, issued, first, second, head, tail, bound, lunar })
  return { finding, point: last }
}

function readTail(folded: string, start: number): Tail {
  let end = start
  const early = readWeekday(folded, end)
  if (early) end = early.end
  const inclusion = readInclusion(folded, end)
  if (inclusion) end = inclusion.end
  const weekday = early ?? readWeekday(folded, end)
  if (weekday && weekday !== early) end = weekday.end
  const time = readTime(folded, end)
  if (time) end = time.end
  if (time && weekday && folded[end] === ')') end += 1
  const late = inclusion ?? readInclusion(folded, end)
  if (late && late !== inclusion) end = late.end
  return { end, weekday: weekday?.weekday ?? null, time, included: late?.included ?? null }
}

/** “15日前” takes its month from a date that stands in the same sentence, else asks. */
function loneDay(folded: string, at: number, floor: number, previous: Point | null): Point | null {
  const lone = readLoneDay(folded, at)
  if (!lone) return null
  if (folded[at - 1] === '月') {
    const wrong = {
      firstDay: lone.day,
      lastDay: lone.day,
      month: null,
      monthOffset: null,
      doubt: '月份有误，请确认日期',
    }
    return { ...wrong, year: null, yearOffset: null, monthSpan: 0, closing: false, precision: 'day', end: lone.end }
  }
  const near = previous && at - floor <= 3 && /^[、和及,\s]*$/.test(folded.slice(floor, at)) ? previous : null
  const bound = readBound(folded, at, readTail(folded, lone.end).end, false)
  if (bound.bound !== 'by') return null
  const base = { yearOffset: null, monthSpan: 0, closing: false, precision: 'day' as const, end: lone.end }
  const days = { firstDay: lone.day, lastDay: lone.day }
  if (near) return { ...near, ...base, ...days, year: near.year, doubt: '月份按前一个日期推定，请确认' }
  return { ...base, ...days, year: null, month: null, monthOffset: 0, doubt: '没有写明月份，请确认日期' }
}

/** “17:30前” names no day: a question. */
function loneTime(text: string, folded: string, at: number): Read | null {
  if (/[\d:]/.test(folded[at - 1] ?? '')) return null
  const time = readTime(folded, at)
  if (!time || /\s/.test(folded[at] ?? '')) return null
  const bound = readBound(folded, at, time.end, false)
  if (bound.bound !== 'by') return null
  const span = { start: bound.start, end: bound.end }
  const wording = text.slice(span.start, span.end)
  const facts = { bound: 'by', from: null, to: null, precision: 'minute', includesDay: null, range: false } as const
  const question = `“${wording}”没有写明是哪一天，请填写截止日期`
  return {
    finding: {
      ...facts,
      span,
      wording,
      time: time.named ? clockName(time.to) : null,
      statistical: false,
      sure: false,
      question,
    },
    point: null,
  }
}
