/**
 * Numbers that look slipped: a zero too many, 元 where 万元 is asked. Held against the middle of the other offices and
 * against what the same office said before. Offices differ by several times; that alone is nothing odd. Pure.
 */
import { fromUnits, roundUnits, toUnits } from '../form/decimal.ts'
import type { SummedField } from './fields.ts'

/** Ten times, with room for rounding: a slipped zero. */
const slipped = 8
/** 元 instead of 万元 is ten thousand times; nothing honest is a thousand times the others. */
const otherUnit = 1000
/** With fewer others there is no middle to speak of. */
const fewest = 3
/** Normal spread, in deviations of the logarithm; 1.4826 makes the median deviation one of a normal spread. */
const spread = 3.5 * 1.4826
/** Below these a jump is a matter of one or two. */
const smallest = (field: Pick<SummedField, 'places'>): number => (field.places === 0 ? 10 : 1)

export interface Earlier {
  /** 上一版, 去年 … */
  readonly words: string
  readonly value: string
}
type Field = Pick<SummedField, 'label' | 'unit' | 'places'>

const size = (text: string | null): number | null => {
  const units = text === null ? null : toUnits(text)
  // A judgement of size, no sum: here a float is enough.
  return units === null || units <= 0n ? null : Number(units) / 1_000_000
}

function median(sorted: readonly number[]): number {
  const at = sorted.length >> 1
  const [low = 0, high = 0] = [sorted[at - 1], sorted[at]]
  return sorted.length % 2 === 1 ? high : (low + high) / 2
}
const middle = (values: readonly number[]): number => median([...values].sort((a, b) => a - b))

/** 9.97 times is 10 times. */
function timesWords(times: number): string {
  const big = times >= 1 ? times : 1 / times
  const shown = big >= 1000 ? `${Math.round(big / 100) * 100}` : big >= 10 ? `${Math.round(big)}` : big.toFixed(1)
  return times >= 1 ? `约为它的 ${shown} 倍` : `只有它的约 ${shown} 分之一`
}

function askWords(times: number, unit: string): string {
  const far = times >= otherUnit || times <= 1 / otherUnit
  if (far && unit !== '') return `请核对单位是不是“${unit}”`
  if (far) return '请核对单位和位数'
  return times > 1 ? '请核对是不是多写了一个 0' : '请核对是不是少写了一个 0'
}

const withUnit = (value: string, unit: string): string => (unit === '' ? value : `${value} ${unit}`)

/** Middle of the others in the digits of the field. */
function middleText(value: number, { places, unit }: Field): string {
  const units = BigInt(Math.round(value * 1_000_000))
  return withUnit(fromUnits(roundUnits(units, Math.min(places, 2))), unit)
}

function againstOthers(field: Field, said: string, others: readonly (string | null)[]): string | null {
  const own = size(said)
  const sizes = others.map(size).filter((one) => one !== null)
  if (own === null || sizes.length < 2) return null
  const mid = middle(sizes)
  const times = own / mid
  if (Math.max(own, mid) < smallest(field)) return null
  const distance = Math.abs(Math.log(times))
  const usual = spread * middle(sizes.map((one) => Math.abs(Math.log(one / mid))))
  const far = distance >= Math.log(otherUnit)
  const odd = sizes.length >= fewest && distance >= Math.log(slipped) && distance > usual
  if (!far && !odd) return null
  const { label, unit } = field
  return `“${label}”报 ${withUnit(said, unit)}，其他 ${sizes.length} 家的中间数是 ${middleText(mid, field)}，${timesWords(times)}，${askWords(times, unit)}`
}

function againstEarlier(field: Field, said: string, { words, value }: Earlier): string | null {
  const [own, before] = [size(said), size(value)]
  if (own === null || before === null || Math.max(own, before) < smallest(field)) return null
  const times = own / before
  if (Math.abs(Math.log(times)) < Math.log(slipped)) return null
  const { label, unit } = field
  return `“${label}”${words}是 ${withUnit(value, unit)}，这次报 ${withUnit(said, unit)}，${timesWords(times)}，${askWords(times, unit)}`
}

/**
 * Tells of a value, without looking at every other one, that it is no outlier among `values`: the middle of the others
 * lies between the neighbours of the middle of all, and it is near both. False says nothing.
 */
export function nearMiddle(values: readonly (string | null)[]): (said: string) => boolean {
  const sizes = values
    .map(size)
    .filter((one) => one !== null)
    .sort((a, b) => a - b)
  const at = sizes.length >> 1
  const [low, high] = [sizes[at - 1], sizes[at + 1]]
  return (said) => {
    const own = size(said)
    if (own === null || low === undefined || high === undefined) return false
    return own < slipped * low && high < slipped * own
  }
}

/**
 * @param others what the other offices say; null where one says nothing
 * @param earlier what this office said before, the nearest first
 * @returns one sentence with the numbers in it, or null where nothing is odd
 */
export function outlierWords(
  field: Field,
  said: string | null,
  others: readonly (string | null)[],
  earlier: readonly Earlier[],
): string | null {
  if (said === null) return null
  for (const one of earlier) {
    const words = againstEarlier(field, said, one)
    if (words !== null) return words
  }
  return againstOthers(field, said, others)
}

/** Nearly everybody fills it in, this one does not: said, because empty adds nothing. */
export function emptyWords(
  field: Pick<Field, 'label'>,
  said: string | null,
  others: readonly (string | null)[],
): string | null {
  const filled = others.filter((one) => one !== null).length
  return said === null && filled >= 2 && filled * 2 > others.length
    ? `“${field.label}”空着，其他 ${others.length} 家里 ${filled} 家填了；空着不当作 0，没有加进合计`
    : null
}
