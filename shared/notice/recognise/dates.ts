/** Finds dates and deadline words in a text. Linear: every pattern is bounded and tried once a position. */
import { addDays, type Day, dayName, daysInMonth, endOfDay, isDay, isoAt, readIsoDay, weekdayOf } from './calendar.ts'
import { type Bound, readBound } from './date-bound.ts'
import { lastOfMonth, matchAt, type Point, readLoneDay, readPoint, readRangeEnd } from './date-point.ts'
import { readInclusion, readTime, readWeekday, type TimeWords } from './date-time.ts'
import { foldText } from './plain-text.ts'
import type { Precision, Span } from './proposal.ts'
import { readRelative } from './relative-date.ts'

export interface DateContext {
  /** Year of the notice; null: unknown, dates without a year become questions. */
  readonly year: number | null
  /** Day of issue, YYYY-MM-DD; tells whether a date without a year lies in the year after. */
  readonly issuedOn: string | null
}

export interface DateFinding {
  readonly span: Span
  readonly wording: string
  readonly bound: Bound
  /** First moment of what is named, ISO 8601 +08:00; null: open or unknown. */
  readonly from: string | null
  /** Last moment, ISO 8601 +08:00. For `by` this is the deadline. null: open or unknown. */
  readonly to: string | null
  readonly precision: Precision
  /** HH:mm of the (last) named time. */
  readonly time: string | null
  readonly includesDay: boolean | null
  /** A range was written (5月10日-20日). */
  readonly range: boolean
  /** “截至5月10日，已有…”: may be a statistic. */
  readonly statistical: boolean
  readonly sure: boolean
  readonly question: string | null
}

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
  return found
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
  const around = readBound(folded, at, tail.end, whole)
  const bound = readFrom(folded, around, at)
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
  const finding = resolve({ text, context, issued, first, second, head, tail, bound, lunar })
  return { finding, point: last }
}

type Around = ReturnType<typeof readBound>

/** 不晚于, 截止时间: may stand before the date; never reaches into the finding before. */
function readFrom(_folded: string, around: Around, at: number): Around {
  return around.start > at ? { ...around, start: at } : around
}

interface Tail {
  readonly end: number
  readonly weekday: number | null
  readonly time: TimeWords | null
  readonly included: boolean | null
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

function clockName(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
}

interface Parts {
  readonly text: string
  readonly context: DateContext
  readonly issued: Day | null
  readonly first: Point
  readonly second: Point | null
  readonly head: Tail
  readonly tail: Tail
  readonly bound: Around
  readonly lunar: boolean
}

function resolve(parts: Parts): DateFinding {
  const { text, context, issued, first, second, head, tail, bound } = parts
  const span = { start: bound.start, end: bound.end }
  const wording = text.slice(span.start, span.end)
  const said = wording.replace(/\s+/g, '')
  const last = second ?? first
  const doubts: string[] = []
  const notes: string[] = []
  if (parts.lunar) doubts.push('这是农历日期，请换算后填写')
  if (first.doubt) doubts.push(first.doubt)
  if (second?.doubt) doubts.push(second.doubt)
  const years = chooseYears(parts, doubts, notes)
  const from = parts.lunar ? null : dayOf(first, years?.first ?? null, context, issued, 'first')
  let to = parts.lunar ? null : dayOf(last, years?.last ?? null, context, issued, 'last')
  let includesDay = tail.included ?? bound.includesDay
  for (const day of [from, to]) {
    if (day && !isDay(day)) doubts.push(`日历上没有${dayName(day)}，请确认日期`)
  }
  if (
    from &&
    to &&
    isDay(from) &&
    isDay(to) &&
    Date.UTC(from.year, from.month, from.day) > Date.UTC(to.year, to.month, to.day)
  ) {
    doubts.push('起止日期前后颠倒，请确认')
  }
  checkWeekday(head.weekday, from, doubts)
  if (second) checkWeekday(tail.weekday, to, doubts)
  const time = tail.time
  if (time?.doubt) doubts.push(time.doubt)
  if (time) includesDay = true
  if (bound.bound === 'by' && includesDay === null && to && from && isDay(to)) {
    if (last.precision === 'day') {
      notes.push(`“${said}”含不含${dayName(to)}当日？这里按含当日计`)
    } else if (last.closing) {
      notes.push(`“${said}”按${dayName(to)}当日结束前计，请确认`)
    } else {
      // 6月前, 5月中旬前: before it begins; being early harms nobody.
      const begin = second ? dayOf(last, years?.last ?? null, context, issued, 'first') : from
      to = begin ? addDays(begin, -1) : null
      includesDay = false
      if (to) doubts.push(`“${said}”按${dayName(to)}止计；若指到期末，请改`)
    }
  }
  if (bound.bound === 'by' && tail.included === false && to) {
    to = addDays(to, -1)
    notes.push(`写明不含当日，按${dayName(to)}计`)
  }
  if (bound.bound === 'around') doubts.push(`“${said}”没有确切日期，请确认`)
  const question = [...doubts, ...notes].join('；') || null
  const fromOk = from !== null && isDay(from)
  const toOk = to !== null && isDay(to)
  const fromTime = second
    ? (head.time?.from ?? head.time?.to ?? 0)
    : (time?.from ?? (bound.bound === 'on' && time ? time.to : 0))
  const openStart = bound.bound === 'by' && !second
  const openEnd = bound.bound === 'from' || bound.bound === 'since'
  return {
    span,
    wording,
    bound: bound.bound,
    from: from !== null && fromOk && !openStart ? isoAt(from, openEnd && time ? time.to : fromTime) : null,
    to: to !== null && toOk && !openEnd ? isoAt(to, time ? time.to : endOfDay) : null,
    precision: time ? 'minute' : last.precision,
    time: time?.named ? clockName(time.to) : null,
    includesDay,
    range: second !== null,
    statistical: bound.statistical,
    sure: doubts.length === 0,
    question,
  }
}

function checkWeekday(weekday: number | null, day: Day | null, doubts: string[]): void {
  if (weekday === null || weekday < 0 || !day || !isDay(day)) return
  const real = weekdayOf(day)
  if (real !== weekday) doubts.push(`${dayName(day)}是星期${'日一二三四五六'[real]}，与所写的星期不一致，请确认`)
}

/** Years of both ends: written ones hold; else the notice's, and a doubt where that may be the wrong one. */
function chooseYears(parts: Parts, doubts: string[], notes: string[]): { first: number; last: number } | null {
  const { first, second, context, issued, bound } = parts
  const base = issued?.year ?? context.year
  const own = (point: Point): number | null =>
    point.year ?? (point.yearOffset !== null && base !== null ? base + point.yearOffset : null)
  const a = own(first)
  const b = second ? own(second) : null
  const turns = second !== null && (second.month ?? 0) < (first.month ?? 0) ? 1 : 0
  // A range end repeats its first end's year when read with no year of its own.
  if (a !== null) {
    if (first.yearOffset !== null && !issued) notes.push('年份按通知年度推定，请核对')
    const last = second && second.year !== null && second.year !== first.year ? second.year : a + turns
    if (last - a > 3 || last < a) doubts.push('起止年份相差较大，请确认')
    return { first: a, last }
  }
  if (b !== null) return { first: b - turns, last: b }
  if (base === null) {
    doubts.push('没有写年份，通知也没有日期，请填写年份')
    return null
  }
  if (!issued) {
    notes.push(`日期没有写年份，按${base}年推定，请核对`)
    return { first: base, last: base + turns }
  }
  const month = second?.month ?? first.month
  if (month === null) return { first: base, last: base }
  // The later end decides whether the whole still lies ahead of the day of issue.
  const lastMonth = month + (second ?? first).monthSpan
  const year = turns ? base + 1 : base
  if (turns === 0 && lastMonth < issued.month) {
    const ahead = bound.bound === 'by' || (issued.month >= 10 && lastMonth <= 4)
    doubts.push(
      ahead
        ? `没有写年份，月份早于通知印发的月份，按${base + 1}年计，请确认`
        : `没有写年份，月份早于通知印发的月份，按${base}年计，请确认`,
    )
    return ahead ? { first: base + 1, last: base + 1 } : { first: base, last: base }
  }
  const end = { year, month, day: (second ?? first).lastDay }
  if (bound.bound === 'by' && end.month === issued.month && end.day < issued.day && year === issued.year) {
    doubts.push('这个日期早于通知印发的日期，请确认')
  }
  return { first: base, last: base + turns }
}

function dayOf(
  point: Point,
  year: number | null,
  context: DateContext,
  issued: Day | null,
  end: 'first' | 'last',
): Day | null {
  let month = point.month
  let inYear = year
  if (month === null) {
    if (!issued || point.monthOffset === null) return null
    month = issued.month + point.monthOffset
    inYear = point.year ?? issued.year
    if (month > 12) {
      month -= 12
      inYear += 1
    }
    if (month < 1) {
      month += 12
      inYear -= 1
    }
  }
  const inherited = inYear ?? (point.month === null ? null : context.year)
  if (inherited === null) return null
  if (end === 'first') return { year: inherited, month, day: point.firstDay }
  const lastMonth = month + point.monthSpan
  const day = point.lastDay === lastOfMonth ? daysInMonth(inherited, lastMonth) : point.lastDay
  return { year: inherited, month: lastMonth, day }
}
