/** What each call tells. A method that is added to the contract does not compile before somebody decided this. */
import type { AnyRule, DeedRules } from './rule.ts'
import { exchangeRules } from './rules-exchange.ts'
import { keepingRules } from './rules-keeping.ts'
import { recordRules } from './rules-records.ts'
import { workRules } from './rules-work.ts'

const rules: DeedRules = { ...recordRules, ...exchangeRules, ...workRules, ...keepingRules }

// The contract pairs each rule with its method; the union of all of them cannot say so.
export const ruleOf = (method: keyof DeedRules): AnyRule => rules[method] as AnyRule
