/** Reads one end of a date as the words give it; the year may still be open. All patterns are sticky and bounded. */
import { readNumber } from './plain-text.ts'
import type { Precision } from './proposal.ts'

export interface Point {
  readonly end: number
  /** Written year; null: none. */
  readonly year: number | null
  /** 今年 0, 明年 1, 去年 -1; null: no such word. */
  readonly yearOffset: number | null
  /** null: the month is told only by 本月, 次月. */
  readonly month: number | null
  /** 本月 0, 次月 1; null: no such word. */
  readonly monthOffset: number | null
  /** Last month that it covers, counted from `month`: 0, a quarter 2, half a year 5. */
  readonly monthSpan: number
  readonly firstDay: number
  /** 99: last day of the last month. */
  readonly lastDay: number
  readonly precision: Precision
  /** 6月底, 季度末: 前 then means up to its end, not before its start. */
  readonly closing: boolean
  /** Why a person has to look, whatever the rest says. */
  readonly doubt: string | null
}

export const lastOfMonth = 99
/** Extracted text may break inside a date: a few blanks and one line end. */
export const gap = '[ ]{0,3}(?:\\n[ ]{0,3})?'
export const num = '(?:\\d{1,2}|[一二三四五六七八九十廿卅]{1,3})'
const plain = { year: null, yearOffset: null, monthOffset: null, monthSpan: 0, closing: false, doubt: null } as const

export function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at
  return pattern.exec(text)
}

const yearWords: Readonly<Record<string, number>> = {
  今年: 0,
  本年: 0,
  本年度: 0,
  明年: 1,
  次年: 1,
  翌年: 1,
  去年: -1,
  上年: -1,
  前年: -2,
}
const yearPattern = new RegExp(
  `(?:(\\d{4}|[二一][〇○零一二三四五六七八九]{3}|\\d{2})${gap}年度?|(今年|本年度|本年|明年|次年|翌年|去年|上年|前年))${gap}`,
  'y',
)
const monthPattern = new RegExp(`(${num})${gap}月份?${gap}`, 'y')
const bareMonthPattern = new RegExp(
  `(${num})(?=${gap}(?:-{1,2}|至|到|~)${gap}${num}${gap}月(?!${gap}${num}${gap}[日号]))`,
  'y',
)
const dayPattern = new RegExp(`(${num})${gap}[日号]`, 'y')
const bareDayPattern = new RegExp(`(${num})(?=${gap}(?:-{1,2}|至|到|~)${gap}${num}${gap}[日号])`, 'y')
const partPattern = /(中下旬|上中旬|上旬|中旬|下旬|月?底|月?末|月?初)/y
const yearPartPattern = /(上半年|下半年|第?[一二三四1-4]个?季度)(底|末|初|内)?|(年底|年末|底|末|年内|内)/y
const wordMonthPattern = /(本月|当月|这个月|下个月|下月|次月|翌月|上个月|上月|每个月|每月|月(?=[底末初]))份?/y
const fullPattern = /(\d{4})([-./])(\d{1,2})\2(\d{1,2})(?!\d)/y
const shortPattern = /(\d{1,2})([./])(\d{1,2})(?![\d.%/])/y

const partDays: Readonly<Record<string, readonly [number, number]>> = {
  上旬: [1, 10],
  中旬: [11, 20],
  下旬: [21, lastOfMonth],
  上中旬: [1, 20],
  中下旬: [11, lastOfMonth],
}

interface Part {
  readonly end: number
  readonly firstDay: number
  readonly lastDay: number
  readonly precision: Precision
  readonly closing: boolean
  readonly doubt: string | null
}

function readPart(text: string, at: number): Part | null {
  const found = matchAt(partPattern, text, at)
  const word = found?.[1]
  if (!word) return null
  const end = at + word.length
  const days = partDays[word]
  if (days) return { end, firstDay: days[0], lastDay: days[1], precision: 'xun', closing: false, doubt: null }
  if (/初/.test(word)) {
    const doubt = '“月初”没有写明到哪一天，请确认日期'
    return { end, firstDay: 1, lastDay: 10, precision: 'xun', closing: false, doubt }
  }
  return { end, firstDay: 21, lastDay: lastOfMonth, precision: 'month', closing: true, doubt: null }
}

/** Day, part or nothing after a month. */
function readRest(text: string, at: number): Part | null {
  const day = matchAt(dayPattern, text, at) ?? matchAt(bareDayPattern, text, at)
  if (day) {
    const value = readNumber(day[1] ?? '') ?? 0
    const end = at + day[0].length
    return { end, firstDay: value, lastDay: value, precision: 'day', closing: false, doubt: null }
  }
  return readPart(text, at)
}

function monthPoint(text: string, at: number): Point | null {
  const bare = matchAt(bareMonthPattern, text, at)
  const found = matchAt(monthPattern, text, at) ?? bare
  const month = readNumber(found?.[1] ?? '')
  if (!found || month === null || month > 12 || month < 1) return null
  const end = at + found[0].length
  const rest = readRest(text, end)
  if (rest) return { ...plain, ...rest, month }
  const whole = at + found[0].trimEnd().length
  return { ...plain, end: whole, month, firstDay: 1, lastDay: lastOfMonth, precision: 'month' }
}

/** 上半年, 第一季度末, 年底: parts of a year. `withYear`: a year stands before, so 底 alone is enough. */
function yearPart(text: string, at: number, withYear: boolean): Point | null {
  const found = matchAt(yearPartPattern, text, at)
  if (!found) return null
  const end = at + found[0].length
  const base = { ...plain, end, firstDay: 1, lastDay: lastOfMonth, precision: 'month' } as const
  const part = found[1]
  if (part) {
    const start = /上半年/.test(part) ? 1 : /下半年/.test(part) ? 7 : (quarterOf(part) - 1) * 3 + 1
    const monthSpan = /半年/.test(part) ? 5 : 2
    if (found[2] === '初') return { ...base, month: start, doubt: '没有写明到哪一天，请确认日期' }
    return { ...base, month: start, monthSpan, closing: found[2] !== undefined }
  }
  const word = found[3] ?? ''
  if (!withYear && (!word.startsWith('年') || /[\d一二两三四五六七八九十几多近]/.test(text[at - 1] ?? ''))) return null
  if (word.endsWith('内')) return { ...base, month: 1, monthSpan: 11, closing: true }
  return { ...base, month: 12, firstDay: 21, closing: true }
}

function quarterOf(words: string): number {
  return readNumber(/[一二三四1-4]/.exec(words)?.[0] ?? '') ?? 1
}

function wordMonth(text: string, at: number): Point | null {
  const found = matchAt(wordMonthPattern, text, at)
  const word = found?.[1]
  if (!found || !word) return null
  const end = at + found[0].length
  const rest = readRest(text, end)
  const monthOffset = /下|次|翌/.test(word) ? 1 : /上/.test(word) ? -1 : 0
  const doubt = word.startsWith('每') ? '这是每月重复的期限，请填写本次的日期' : null
  if (word === '月') {
    if (!rest) return null
    return { ...plain, ...rest, month: null, monthOffset: 0, doubt: rest.doubt ?? '没有写明是哪个月，请确认' }
  }
  if (!rest) {
    return { ...plain, end, month: null, monthOffset, firstDay: 1, lastDay: lastOfMonth, precision: 'month', doubt }
  }
  return { ...plain, ...rest, month: null, monthOffset, doubt: doubt ?? rest.doubt }
}

function numericPoint(text: string, at: number): Point | null {
  if (at > 0 && /[\dA-Za-z.\-/@〔[]/.test(text[at - 1] ?? '')) {
    // The dash of a range (2022.5.10-2022.5.15) is no part of a number.
    if (text[at - 1] !== '-' || !/[\d日]/.test(text[at - 2] ?? '')) return null
  }
  const full = matchAt(fullPattern, text, at)
  if (full) {
    const day = Number(full[4])
    const facts = { year: Number(full[1]), month: Number(full[3]), firstDay: day, lastDay: day }
    if (facts.month < 1 || facts.month > 12 || day < 1 || day > 31) return null
    return { ...plain, ...facts, end: at + full[0].length, precision: 'day' }
  }
  const short = matchAt(shortPattern, text, at)
  if (!short) return null
  const month = Number(short[1])
  const day = Number(short[3])
  if (month < 1 || month > 12 || day < 1 || day > 31) return null
  const doubt = `“${short[0]}”按${month}月${day}日理解，请确认`
  return { ...plain, month, firstDay: day, lastDay: day, end: at + short[0].length, precision: 'day', doubt }
}

/** One date from `at` on, e.g. 2022年5月15日, 6月底, 5月中旬, 本月15日, 2022.5.15; null where none begins. */
export function readPoint(text: string, at: number): Point | null {
  const year = matchAt(yearPattern, text, at)
  if (year) {
    const after = at + year[0].length
    const point = monthPoint(text, after) ?? yearPart(text, after, true)
    const two = year[1]?.length === 2
    if (!point || (two && point.precision !== 'day')) return null
    const value = year[1] ? readNumber(year[1]) : null
    return {
      ...point,
      year: value !== null && two ? 2000 + value : value,
      yearOffset: year[2] ? (yearWords[year[2]] ?? 0) : null,
      doubt: /年度/.test(year[0]) && year[1] ? '写的是“年度”，请确认是哪一年' : point.doubt,
    }
  }
  return monthPoint(text, at) ?? wordMonth(text, at) ?? yearPart(text, at, false) ?? numericPoint(text, at)
}

const endDayPattern = new RegExp(`(${num})${gap}[日号]`, 'y')

/** The later end of a range, which may leave out what the first end names: 20日, 下旬, 底, 20. */
export function readRangeEnd(text: string, at: number, first: Point): Point | null {
  const tail = matchAt(/月?[底末]/y, text, at)
  const whole = tail ? null : readPoint(text, at)
  if (whole) return whole
  const same = { ...first, doubt: null, closing: false }
  const day = matchAt(endDayPattern, text, at)
  if (day && first.precision === 'day') {
    const value = readNumber(day[1] ?? '') ?? 0
    return { ...same, firstDay: value, lastDay: value, end: at + day[0].length }
  }
  const part = readPart(text, at)
  return part ? { ...same, ...part } : null
}

/** A day alone (“15日前”): what it needs is the month of a date that stands just before it. */
export function readLoneDay(text: string, at: number): { readonly day: number; readonly end: number } | null {
  const found = matchAt(dayPattern, text, at)
  const day = readNumber(found?.[1] ?? '')
  return found && day !== null && day >= 1 && day <= 31 ? { day, end: at + found[0].length } : null
}
