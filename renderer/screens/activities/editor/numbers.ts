/** Numbers of an activity as a person types them. */
import { fromUnits, plainDecimal, toUnits } from '../../../../shared/form/decimal.ts'
import { type ActivityValues, countFacts, moneyFacts, type NumberFact } from '../../../../shared/register/activity.ts'

const counts: ReadonlySet<string> = new Set(countFacts)

export const isCount = (fact: NumberFact): boolean => counts.has(fact)

/** Null: not of this kind. '' stays empty, which is not zero. */
export function readNumber(fact: NumberFact, text: string): string | null {
  if (text.trim() === '') return ''
  const plain = plainDecimal(text)
  if (plain === null) return null
  const shape = isCount(fact) ? /^\d{1,12}$/ : /^\d{1,12}(\.\d{1,6})?$/
  return shape.test(plain) ? plain : null
}

/** 万元 over all sources, exact; null: none is filled in. */
export function totalFunds(values: Pick<ActivityValues, (typeof moneyFacts)[number]>): string | null {
  const given = moneyFacts.flatMap((fact) => toUnits(values[fact]) ?? [])
  return given.length === 0 ? null : fromUnits(given.reduce((sum, one) => sum + one, 0n))
}
