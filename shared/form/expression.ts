/**
 * Calculations and conditions of a form, as data: a closed set of shapes, never text that is evaluated. Empty is not
 * zero: a sum counts what is filled and is empty when nothing is; every other calculation is empty when one part is.
 */
import { z } from 'zod'

export const fieldId = z.string().regex(/^[a-z][a-zA-Z0-9]{0,39}$/)

/** Deeper nesting than this is refused; a form never needs it. */
export const maxDepth = 12

export type Expression =
  | { readonly value: string }
  /** Number of a field; of a computed one its result. */
  | { readonly field: string }
  /** The same form as it was filled last year; empty where there is none. */
  | { readonly lastYear: string }
  | { readonly sum: readonly Expression[] }
  | { readonly product: readonly Expression[] }
  | { readonly difference: readonly [Expression, Expression] }
  /** Rounded half away from zero. */
  | { readonly quotient: readonly [Expression, Expression]; readonly places: number }
  /** Sum of a column of a table. */
  | { readonly column: { readonly table: string; readonly column: string } }
  /** Number of rows that are not empty. */
  | { readonly rows: string }
  /** Characters as offices count them, white space left out. */
  | { readonly characters: string }
  /** Number of files of an attachment field. */
  | { readonly files: string }

export type Comparison = '<' | '<=' | '=' | '!=' | '>=' | '>'
/** A day: that of a field (of a period its first day) or a fixed one. */
export type DayOf = { readonly field: string; readonly end?: boolean | undefined } | { readonly date: string }

export type Condition =
  | { readonly filled: string }
  | { readonly includes: { readonly field: string; readonly option: string } }
  | { readonly equals: { readonly field: string; readonly text: string } }
  | { readonly compare: { readonly left: Expression; readonly is: Comparison; readonly right: Expression } }
  /** The first is not later than the second. */
  | { readonly notAfter: readonly [DayOf, DayOf] }
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition }

const number = z.string().regex(/^-?\d{1,15}(\.\d{1,6})?$/)

export const expression: z.ZodType<Expression> = z.lazy(() =>
  z.union([
    z.strictObject({ value: number }),
    z.strictObject({ field: fieldId }),
    z.strictObject({ lastYear: fieldId }),
    z.strictObject({ sum: z.array(expression).min(1).max(200) }),
    z.strictObject({ product: z.array(expression).min(1).max(20) }),
    z.strictObject({ difference: z.tuple([expression, expression]) }),
    z.strictObject({ quotient: z.tuple([expression, expression]), places: z.number().int().min(0).max(6) }),
    z.strictObject({ column: z.strictObject({ table: fieldId, column: fieldId }) }),
    z.strictObject({ rows: fieldId }),
    z.strictObject({ characters: fieldId }),
    z.strictObject({ files: fieldId }),
  ]),
)

const dayOf = z.union([
  z.strictObject({ field: fieldId, end: z.boolean().optional() }),
  z.strictObject({ date: z.iso.date() }),
])

export const condition: z.ZodType<Condition> = z.lazy(() =>
  z.union([
    z.strictObject({ filled: fieldId }),
    z.strictObject({ includes: z.strictObject({ field: fieldId, option: fieldId }) }),
    z.strictObject({ equals: z.strictObject({ field: fieldId, text: z.string().max(200) }) }),
    z.strictObject({
      compare: z.strictObject({ left: expression, is: z.enum(['<', '<=', '=', '!=', '>=', '>']), right: expression }),
    }),
    z.strictObject({ notAfter: z.tuple([dayOf, dayOf]) }),
    z.strictObject({ all: z.array(condition).min(1).max(20) }),
    z.strictObject({ any: z.array(condition).min(1).max(20) }),
    z.strictObject({ not: condition }),
  ]),
)

/** What an expression or condition reads, for the checks of a pack: kind of reference and id. */
export type Reference =
  | { readonly kind: 'number' | 'any' | 'rows' | 'text' | 'files' | 'day' | 'lastYear'; readonly field: string }
  | { readonly kind: 'column'; readonly field: string; readonly column: string }
  | { readonly kind: 'option'; readonly field: string; readonly option: string }

export function expressionReferences(one: Expression): Reference[] {
  if ('value' in one) return []
  if ('field' in one) return [{ kind: 'number', field: one.field }]
  if ('lastYear' in one) return [{ kind: 'lastYear', field: one.lastYear }]
  if ('sum' in one) return one.sum.flatMap(expressionReferences)
  if ('product' in one) return one.product.flatMap(expressionReferences)
  if ('difference' in one) return one.difference.flatMap(expressionReferences)
  if ('quotient' in one) return one.quotient.flatMap(expressionReferences)
  if ('column' in one) return [{ kind: 'column', field: one.column.table, column: one.column.column }]
  if ('rows' in one) return [{ kind: 'rows', field: one.rows }]
  if ('characters' in one) return [{ kind: 'text', field: one.characters }]
  return [{ kind: 'files', field: one.files }]
}

export function conditionReferences(one: Condition): Reference[] {
  if ('filled' in one) return [{ kind: 'any', field: one.filled }]
  if ('includes' in one) return [{ kind: 'option', ...one.includes }]
  if ('equals' in one) return [{ kind: 'text', field: one.equals.field }]
  if ('compare' in one) return [one.compare.left, one.compare.right].flatMap(expressionReferences)
  if ('notAfter' in one)
    return one.notAfter.flatMap((day) => ('field' in day ? [{ kind: 'day', field: day.field }] : []))
  if ('all' in one) return one.all.flatMap(conditionReferences)
  if ('any' in one) return one.any.flatMap(conditionReferences)
  return conditionReferences(one.not)
}

/** Levels of nesting; counted on parsed data, whose size the schema bounds. */
export function depthOf(one: unknown): number {
  if (one === null || typeof one !== 'object') return 0
  return 1 + Math.max(0, ...Object.values(one).map(depthOf))
}
