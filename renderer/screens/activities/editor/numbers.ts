/** Numbers of an activity as a person types them. */
import { fromUnits, plainDecimal } from '../../../../shared/form/decimal.ts'
import { typedNumber } from '../../../../shared/form/han-number.ts'
import { countFacts, type NumberFact } from '../../../../shared/register/activity.ts'
import { fundsUnits } from '../../../../shared/register/fact-words.ts'

const counts: ReadonlySet<string> = new Set(countFacts)

export const isCount = (fact: NumberFact): boolean => counts.has(fact)

/** The unit stands behind the box already; some type it once more. */
const countUnits = /(?:人次|人|场次|场|次|家|条|篇|个)$/u
const moneyUnits = /(?:万元|万)$/u

/** Null: not of this kind. '' stays empty, which is not zero. 300人, 三百 and 1.5万元 are read as what they say. */
export function readNumber(fact: NumberFact, text: string): string | null {
  const typed = text.trim()
  if (typed === '') return ''
  const plain = isCount(fact) ? typedNumber(typed.replace(countUnits, '')) : plainDecimal(typed.replace(moneyUnits, ''))
  if (plain === null) return null
  const shape = isCount(fact) ? /^\d{1,12}$/ : /^\d{1,12}(\.\d{1,6})?$/
  return shape.test(plain) ? plain : null
}

/** 万元 over all sources, exact; null: none is filled in. */
export function totalFunds(values: Parameters<typeof fundsUnits>[0]): string | null {
  const units = fundsUnits(values)
  return units === null ? null : fromUnits(units)
}
