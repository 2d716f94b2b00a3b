/** Turns the words of a date into moments, and every doubt about them into a question. */
import { addDays, type Day, dayName, daysInMonth, endOfDay, isDay, isoAt, weekdayOf } from './calendar.ts'
import type { Bound, BoundWords } from './date-bound.ts'
import { lastOfMonth, type Point } from './date-point.ts'
import type { TimeWords } from './date-time.ts'
import type { Precision, Span } from './proposal.ts'

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

export interface Tail {
  readonly end: number
  readonly weekday: number | null
  readonly time: TimeWords | null
  readonly included: boolean | null
}

/** HH:mm; 24:00 is possible. */
export function clockName(minutes: number): string {
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
  readonly bound: BoundWords
  readonly lunar: boolean
}

export function resolveDate(parts: Parts): DateFinding {
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
