/** Numbers of people and of money as offices type them. Exact: no sum is made with binary fractions. Pure. */
import { hanValue } from '../../../../shared/form/han-number.ts'
import type { GridCell } from './grid.ts'
import { ask, askOpen, notFilled, type Reading, refuse, sure, tight } from './reading.ts'
import type { FoundColumn } from './types.ts'

type Unit = FoundColumn['unit']

/** Digits times a power of ten, without binary fractions: 0.0045 by 10000 is 45. */
export function shifted(digits: string, power: number): number {
  return Number(`${digits}e${power}`)
}

const powers: Readonly<Record<string, number>> = { 百: 2, 千: 3, 万: 4, 萬: 4, 亿: 8 }

interface Amount {
  readonly value: number
  /** 约, 余, 左右 … */
  readonly about: boolean
  /** 0.05万: an odd way to write 500. */
  readonly odd: boolean
  readonly negative: boolean
  /** Behind the number. */
  readonly tail: string
}

/** Null where it is no single number. */
function amountOf(raw: string): Amount | null {
  const words = raw.replace(/^(?:人民币|合计|共计?|总计)/u, '').replace(/^[¥￥]/u, '')
  const before = /^(?:大?约|近|将近|超过?|不足|[≈~])/u.exec(words)?.[0] ?? ''
  const body = words.slice(before.length)
  const match =
    /^([-+−]?)(\d{1,3}(?:[,，']\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+|[零〇○一壹二贰两三叁四肆五伍六陆七柒八捌九玖十拾百佰千仟万萬]+)([余多几]?)([百千万萬亿]?)([余多几]?)(.*)$/u.exec(
      body,
    )
  if (!match) return null
  const [, sign = '', digits = '', more = '', power = '', moreYet = '', tail = ''] = match
  const plain = digits.replace(/[,，']/gu, '')
  const han = hanValue(plain)
  if (han === null && !/^[\d.]+$/u.test(plain)) return null
  const value = shifted(han === null ? plain : String(han), powers[power] ?? 0)
  const around = /^(?:左右|上下|以上|以下|以内|\+)|(?:左右|上下|以上|以下|以内|\+)$/u.test(tail)
  return {
    value: sign === '-' || sign === '−' ? -value : value,
    about: before !== '' || more !== '' || moreYet !== '' || around,
    odd: power !== '' && /^0?\./u.test(plain),
    negative: (sign === '-' || sign === '−') && value !== 0,
    tail: tail.replace(/左右|上下|以上|以下|以内|\+/gu, ''),
  }
}

const countTail =
  /^(?:人次|人|名|位|场次|场|次|个|篇|条|件|份|张|辆|台|家|项|期|册|户|批|组|支|处|所|岁)?(?:左右|上下|以上)?$/u
/** 12 00 may be two numbers; 1 200 is one. */
const isTorn = (text: string): boolean =>
  /\d\s+\d/u.test(text.normalize('NFKC')) && !/^\D*\d{1,3}(?:\s\d{3})+(?!\d)/u.test(text.normalize('NFKC').trim())
const dash = /^[-—–―－/]+$/u

/** Whole numbers; 约500人 and 0.05万 are asked, with what they seem to be. */
export function readCount(cell: GridCell, unit: Unit): Reading {
  if (cell.day !== null || cell.seconds !== null) return askOpen('这一格被存成了日期或时间，看不出原来的数')
  if (cell.number !== null) return ofCount(cell.number, unit)
  const text = tight(cell.text)
  if (text === '') return askOpen(notFilled)
  if (dash.test(text) || text === '无') return ask(0, `写的是“${text}”，按 0 读`)
  const amount = isTorn(cell.text) ? null : amountOf(text)
  if (!amount || !countTail.test(amount.tail)) return askOpen('看不出是多少')
  const read = ofCount(amount.value, unit)
  if (read.question !== null || read.refusal !== null) return read
  if (amount.about) return ask(amount.value, '写的是约数')
  if (amount.odd) return ask(amount.value, `写的是“${text.slice(0, 20)}”，按 ${amount.value} 读`)
  return read
}

function ofCount(value: number, unit: Unit): Reading {
  if (!Number.isFinite(value) || Math.abs(value) >= 1e12) return refuse('这个数太大，不像人数或次数')
  if (value < 0) return ask(value, '是负数')
  if (!Number.isInteger(value) && unit === null) return ask(value, '不是整数')
  return sure(value)
}

const moneyPowers: Readonly<Record<string, number>> = { 元: 0, 千元: 3, 万元: 4, 亿元: 8 }
const moneyTail = /^(?:元|块钱?|人民币|rmb)?整?$/iu

/** The unit that a cell itself states: 1.2万元 → 万元; null where it is a bare number. */
export function statedUnit(cell: GridCell): '元' | '千元' | '万元' | '亿元' | null {
  if (cell.number !== null) return null
  const text = tight(cell.text)
  const found = /(亿|万|萬|千|百)?(元|块)/u.exec(text)
  if (!found) return /\d(?:[余多])?[万萬]$/u.test(text) ? '万元' : null
  return found[1] === '亿' ? '亿元' : found[1] === '万' || found[1] === '萬' ? '万元' : '元'
}

/** In the column's unit. Where the column has none, in 元, and bare numbers beside stated ones are asked. */
export function readMoney(cell: GridCell, unit: Unit, mixed: boolean): Reading {
  if (cell.day !== null || cell.seconds !== null) return askOpen('这一格被存成了日期或时间，看不出原来的数')
  if (cell.number !== null) return ofMoney(cell.number, mixed)
  const text = tight(cell.text)
  if (text === '') return askOpen(notFilled)
  if (dash.test(text) || text === '无') return ask(0, `写的是“${text}”，按 0 读`)
  if (/^[(（][\d.,，]+(?:万?元)?[)）]$/u.test(text)) return askOpen('括号里的数：可能是负数')
  const amount = isTorn(cell.text) ? null : amountOf(text)
  if (!amount || !moneyTail.test(amount.tail)) return askOpen('看不出是多少钱')
  const isBare = statedUnit(cell) === null && amount.tail === '' && !/[千百亿万萬仟佰]/u.test(text)
  const power = isBare ? 0 : -(moneyPowers[unit ?? '元'] ?? 0)
  const value = power === 0 ? amount.value : shifted(String(amount.value), power)
  const read = ofMoney(value, mixed && isBare)
  if (read.question !== null || read.refusal !== null) return read
  if (amount.about) return ask(value, '写的是约数')
  if (!isBare && unit !== null && unit !== '元' && statedUnit(cell) === '元')
    return ask(value, `写的是元，表头是${unit}，换算成 ${value} ${unit}`)
  if (!isBare && unit === '元' && amount.odd) return ask(value, `写的是“${text.slice(0, 20)}”，按 ${value} 元读`)
  return read
}

function ofMoney(value: number, unclear: boolean): Reading {
  if (!Number.isFinite(value) || Math.abs(value) >= 1e12) return refuse('这个数太大，不像金额')
  if (value < 0) return ask(value, '是负数')
  if (unclear && value !== 0) return ask(value, '没有写单位，同一列里别的格写了元或万元')
  return sure(value)
}
