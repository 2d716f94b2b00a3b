/** Telephone and identity numbers. What lost digits on its way cannot be had back: it is refused, never filled in. Pure. */
import { isIdentityNumber, isMobile } from '../../../../shared/domain/standard-numbers.ts'
import type { GridCell } from './grid.ts'
import { ask, askOpen, type Reading, refuse, sure, tight } from './reading.ts'

const scientific = /^\d(?:\.\d+)?e[+]?\d+$/iu

/** One number as text, several as a list. A landline keeps its hyphen. */
export function readPhone(cell: GridCell): Reading {
  if (cell.day !== null || cell.seconds !== null) return refuse('这一格被存成了日期或时间，电话号码没有了')
  const text = cell.text.normalize('NFKC').trim()
  if (tight(text) === '' || /^[-—/无]+$/u.test(tight(text))) return sure(null)
  if (scientific.test(tight(text))) return refuse('电话号码存成了科学计数，后面的数字已经丢失，请重新填报')
  const words = text.match(/[\p{Script=Han}]+/gu) ?? []
  const parts = text
    .replace(/转|分机/gu, '-')
    .replace(/[\p{Script=Han}a-z:：()（）'’‘]+/giu, (sign) => (/^[()（）]+$/u.test(sign) ? ' ' : '/'))
    .split(/[/、,，;；\n|]+/u)
    .flatMap(apart)
    .filter((part) => part !== '')
  const read = parts.map(numberOf)
  const wrong = read.find((one) => one.refusal !== null)
  if (wrong) return refuse(wrong.refusal ?? '')
  const numbers = [...new Set(read.map(({ value }) => value))]
  if (numbers.length === 0) return askOpen('这里没有电话号码')
  const value = numbers.length === 1 ? (numbers[0] ?? null) : numbers
  const named = words.some((word) => !/^(?:转|分机|电话|手机|办公室?|座机|固话|或|和)$/u.test(word))
  return named ? ask(value, '电话旁边还有别的字，没有取') : sure(value)
}

/** Two whole mobiles with a blank between them; the blanks within one number are only for the eye. */
function apart(part: string): string[] {
  const whole = part.trim().split(/\s+/u)
  return whole.length > 1 && whole.every((one) => /^(?:\+?86-?)?1[3-9]\d{9}$|^0\d{2,3}-?\d{7,8}$/u.test(one))
    ? whole
    : [part.replace(/\s+/gu, whole.length === 2 && /^0\d{2,3}$/u.test(whole[0] ?? '') ? '-' : '')]
}

function numberOf(part: string): { value: string; refusal: string | null } {
  const bare = part.replace(/^-+|(?<!-)-+$/gu, '').replace(/^(?:\+|00)?86-?(?=1[3-9]\d{9}$|1[3-9]\d-)/u, '')
  const digits = bare.replace(/-/gu, '')
  const good = (value: string) => ({ value, refusal: null })
  const bad = (refusal: string) => ({ value: '', refusal })
  if (isMobile(digits)) return good(digits)
  if (!/^[\d-]+$/u.test(bare)) return bad('不像电话号码')
  if (/^0\d{2,3}-?\d{7,8}(?:-\d{1,6})?$/u.test(bare)) return good(bare)
  if (/^\d{7,8}(?:-\d{1,6})?$/u.test(bare) || /^(?:400|800)-?\d{3}-?\d{4}$/u.test(bare)) return good(bare)
  if (/^1\d*$/u.test(digits) && !bare.startsWith('0'))
    return bad(digits.length === 11 ? '没有这样的手机号段' : `手机号应有 11 位，这里是 ${digits.length} 位`)
  return bad(`电话号码的位数不对（${digits.length} 位）`)
}

/** The reasons never quote the number. */
export function readIdentity(cell: GridCell): Reading {
  if (cell.day !== null || cell.seconds !== null) return refuse('这一格被存成了日期，身份证号没有了，请重新填报')
  if (cell.number !== null)
    return cell.number >= 1e15
      ? refuse('身份证号存成了数字，15 位以后的数字已经丢失，请重新填报（先把单元格设成文本）')
      : refuse('身份证号的位数不对')
  const text = tight(cell.text)
    .replace(/^['’‘`]+/u, '')
    .toUpperCase()
  if (text === '' || /^[-—/无]+$/u.test(text)) return sure(null)
  if (scientific.test(text))
    return refuse('身份证号存成了科学计数，后面的数字已经丢失，请重新填报（先把单元格设成文本）')
  const number = text.replace(/(?<![-*])[-*]+$/u, '')
  if (isIdentityNumber(number)) return sure(number)
  if (/^\d{15}$/u.test(number)) return refuse('是 15 位的旧号码，请填 18 位的')
  if (!/^\d{17}[\dX]$/u.test(number)) return refuse('身份证号应有 18 位')
  return refuse(
    /000$/u.test(number) ? '校验码不对：最后几位可能存成数字时丢了，请重新填报' : '校验码不对，请核对后重新填报',
  )
}
