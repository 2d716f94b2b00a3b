/** Weekday and time of day behind a date. */
import { gap, matchAt, num } from './date-point.ts'
import { readNumber } from './plain-text.ts'

export interface TimeWords {
  readonly end: number
  /** Minutes from midnight, up to 1440; of a range the first. */
  readonly from: number | null
  /** Minutes from midnight, up to 1440. */
  readonly to: number
  /** A clock time is written, not only 下班 or 中午. */
  readonly named: boolean
  readonly doubt: string | null
}

const half = '凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上|晚间|晚'
const clock = `(${half})?${gap}(?:(\\d{1,2}):(\\d{2})(?!\\d)|(${num})${gap}[时点](?!间|段|期|代|评|名|击|赞|长|刻|效|政)(半|整|${num}${gap}分)?)`
const clockPattern = new RegExp(clock, 'y')
const separatorPattern = new RegExp(`${gap}(?:-{1,2}|至|到|~)${gap}`, 'y')
const loosePattern = /(下班|中午|上午|下午|凌晨)(?=之前|以前|前)/y

function readClock(
  text: string,
  at: number,
  inherited: string,
): { end: number; minutes: number; half: string; doubt: string | null } | null {
  const found = matchAt(clockPattern, text, at)
  if (!found) return null
  const part = found[1] ?? inherited
  let hour = readNumber(found[2] ?? found[4] ?? '') ?? 99
  const tail = found[5] ?? ''
  const minute = found[3] ? Number(found[3]) : tail === '半' ? 30 : (readNumber(tail.replace(/[整分\s]/g, '')) ?? 0)
  let doubt: string | null = null
  if (hour > 24 || minute > 59 || (hour === 24 && minute > 0)) return null
  if (/下午|傍晚|晚/.test(part) && hour < 12) hour += 12
  else if (/晚/.test(part) && hour === 12) hour = 24
  else if (part === '中午' && hour < 4) hour += 12
  else if (/上午|早|凌晨/.test(part) && hour >= 12) doubt = '上午、下午与钟点不一致，请确认时间'
  else if (part === '' && hour > 0 && hour < 8) doubt = '没有写明上午还是下午，请确认时间'
  return { end: at + found[0].length, minutes: hour * 60 + minute, half: part, doubt }
}

/** 下午5:00, 17:30, 上午9:30-11:30, 24时, 12点半, 下班; `at` may stand on blanks. */
export function readTime(text: string, at: number): TimeWords | null {
  const blanks = matchAt(/[ ]{0,3}\n?[ ]{0,3},?/y, text, at)
  const start = at + (blanks?.[0].length ?? 0)
  const first = readClock(text, start, '')
  if (!first) {
    const loose = matchAt(loosePattern, text, start)
    if (!loose) return null
    const to = loose[1] === '下班' ? 17 * 60 : loose[1] === '下午' ? 12 * 60 : loose[1] === '凌晨' ? 0 : 12 * 60
    const doubt = loose[1] === '下班' ? '“下班前”没有写明钟点，请填写时间' : `“${loose[1]}前”没有写明钟点，请填写时间`
    return { end: start + loose[0].length, from: null, to, named: false, doubt }
  }
  const separator = matchAt(separatorPattern, text, first.end)
  const second = separator ? readClock(text, first.end + separator[0].length, first.half) : null
  if (!second) return { end: first.end, from: null, to: first.minutes, named: true, doubt: first.doubt }
  return { end: second.end, from: first.minutes, to: second.minutes, named: true, doubt: first.doubt ?? second.doubt }
}

const weekdayPattern = /[ ]{0,2}(\()?[ ]?(?:星期|周|礼拜)([一二三四五六日天末])[ ]?(?:,|，)?(?:\)|(?=[上下中晚早\d]))?/y

/** （星期一）, 周五: 0 Sunday to 6 Saturday; -1 for 周末. */
export function readWeekday(text: string, at: number): { readonly end: number; readonly weekday: number } | null {
  const found = matchAt(weekdayPattern, text, at)
  if (!found) return null
  return { end: at + found[0].length, weekday: '日一二三四五六'.indexOf((found[2] ?? '').replace('天', '日')) }
}

const inclusionPattern = /[ ]{0,2}\((?:(不含|含)[^()\n]{0,10}|[^()\n]{1,12}(?=\)(?:之前|以前|前|止|截止)))\)/y

/** （含）, （含当日）, （不含）. */
export function readInclusion(
  text: string,
  at: number,
): { readonly end: number; readonly included: boolean | null } | null {
  const found = matchAt(inclusionPattern, text, at)
  return found ? { end: at + found[0].length, included: found[1] ? found[1] === '含' : null } : null
}
