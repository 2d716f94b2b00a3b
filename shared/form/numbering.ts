/** The mark at the beginning of a line of an official document: 一、 （一） 1. （1） (GB/T 9704 7.3.3). Pure. */
import type { HeadingLevel } from './official-text.ts'

export type MarkedLevel = Exclude<HeadingLevel, 0>
/** `lead`: white space before the mark. `level` 0: no mark, `mark` is ''. */
export type MarkedLine = { lead: string; level: HeadingLevel; mark: string; rest: string }

const digits = '〇一二三四五六七八九'
const numeral = '[〇零一二三四五六七八九十百]{1,5}'
const beginnings: readonly [MarkedLevel, RegExp][] = [
  [1, new RegExp(`^${numeral}、`, 'u')],
  [2, new RegExp(`^[（(]${numeral}[）)]`, 'u')],
  [3, /^\d{1,3}[.．、](?!\d)/u],
  [4, /^[（(]\d{1,3}[）)]/u],
]
/** Marks go on to this; what is beyond stays as it was written. */
export const lastNumber = 999

/** 1 to 999 in Chinese numerals: 十, 十一, 二十, 一百零一. */
export function chineseNumber(number: number): string {
  const [hundreds, tens, ones] = [Math.floor(number / 100), Math.floor(number / 10) % 10, number % 10]
  const last = ones > 0 ? digits.charAt(ones) : ''
  const ten = (name: string) => `${name}十${last}`
  if (hundreds === 0) return tens === 0 ? last : ten(tens === 1 ? '' : digits.charAt(tens))
  const head = `${digits.charAt(hundreds)}百`
  if (tens > 0) return head + ten(digits.charAt(tens))
  return last === '' ? head : `${head}零${last}`
}

export function markOf(level: MarkedLevel, number: number): string {
  switch (level) {
    case 1:
      return `${chineseNumber(number)}、`
    case 2:
      return `（${chineseNumber(number)}）`
    case 3:
      return `${number}.`
    case 4:
      return `（${number}）`
  }
}

/** 三、四月份 and 一、二等奖 are words of a sentence, no heading; so is what may still become one while it is typed. */
function tellsOfTwo(mark: string, rest: string): boolean {
  const first = digits.indexOf(mark.charAt(0))
  const next = digits.charAt(first + 1)
  return (
    mark.length === 2 &&
    first > 0 &&
    next !== '' &&
    rest.startsWith(next) &&
    /^(?:$|[月日年季等级届期批类个名位线号班组层楼、]|十)/u.test(rest.slice(1))
  )
}

export function readLine(line: string): MarkedLine {
  const lead = /^\s*/u.exec(line)?.[0] ?? ''
  const written = line.slice(lead.length)
  for (const [level, beginning] of beginnings) {
    const mark = beginning.exec(written)?.[0]
    if (mark === undefined) continue
    const rest = written.slice(mark.length)
    if (level === 1 && tellsOfTwo(mark, rest)) break
    return { lead, level, mark, rest }
  }
  return { lead, level: 0, mark: '', rest: written }
}

/** A line with a mark of this level before it; a space keeps 1. 2022年 from being read as a number of its own. */
export function marked({ lead, rest }: Pick<MarkedLine, 'lead' | 'rest'>, level: MarkedLevel, number: number): string {
  const mark = markOf(level, number)
  const line = `${lead}${mark}${rest}`
  return readLine(line).level === level ? line : `${lead}${mark} ${rest}`
}
