/** Numbers in Chinese characters, as people write them in words and tables. Pure. */
import { plainDecimal } from './decimal.ts'

const figures: Readonly<Record<string, number>> = Object.fromEntries(
  ['零〇○', '一壹', '二贰两', '三叁', '四肆', '五伍', '六陆', '七柒', '八捌', '九玖'].flatMap((signs, value) =>
    [...signs].map((sign) => [sign, value] as const),
  ),
)
const places: Readonly<Record<string, number>> = { 十: 1, 拾: 1, 百: 2, 佰: 2, 千: 3, 仟: 3 }
const hanNumber = /^[零〇○一壹二贰两三叁四肆五伍六陆七柒八捌九玖十拾百佰千仟万萬亿]+$/u

/** 一百二十 → 120, 两千 → 2000, 一万二千 → 12000, 一千二 → 1200. Null for what is no such number. */
export function hanValue(words: string): number | null {
  // 万 alone is a unit.
  if (!hanNumber.test(words) || /^[百佰千仟万萬亿]/u.test(words)) return null
  const large = words.split(/[万萬]/u)
  if (large.length === 2) {
    const head = hanValue(large[0] ?? '')
    const tail = large[1] === '' ? 0 : hanValue(large[1] ?? '')
    const short = /^[一二三四五六七八九]$/u.test(large[1] ?? '')
    return head === null || tail === null ? null : head * 10_000 + tail * (short ? 1000 : 1)
  }
  if (large.length > 2 || /亿/u.test(words)) return null
  if (![...words].some((sign) => sign in places)) {
    // 一二〇 is read digit by digit.
    return words.length > 1 && words.length <= 9
      ? Number([...words].map((sign) => figures[sign]).join(''))
      : (figures[words] ?? null)
  }
  let sum = 0
  let figure: number | null = null
  let lastPlace = 9
  let zero = false
  for (const sign of words) {
    const place = places[sign]
    if (place === undefined) {
      if (figure !== null && figure !== 0) return null
      figure = figures[sign] ?? 0
      zero ||= figure === 0
      continue
    }
    if (place >= lastPlace) return null
    sum += (figure ?? 1) * 10 ** place
    figure = null
    lastPlace = place
    zero = false
  }
  // 一千二 is 1200, 一千零二 is 1002.
  return sum + (figure ?? 0) * (zero || lastPlace === 9 ? 1 : 10 ** (lastPlace - 1))
}

/**
 * As plainDecimal, and 三百, 两千五百, 一万二: whoever types the number in words is not sent away. For counts only: 五千 in
 * a place for 万元 may be meant in 元.
 */
export function typedNumber(text: string): string | null {
  const plain = plainDecimal(text)
  if (plain !== null) return plain
  const value = hanValue(text.replace(/\s/gu, ''))
  return value === null ? null : String(value)
}
