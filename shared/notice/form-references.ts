/** Conditions, checks and calculations of a form after fields, options or columns of it are gone. Pure. */
import type { FieldDefinition, FormCheck } from '../form/definition.ts'
import { conditionReferences, type Expression, expressionReferences, type Reference } from '../form/expression.ts'

type Holds = (reference: Reference) => boolean

/** Whether what is named is still there. Kinds do not change, so nothing else can have become wrong. */
function stillThere(fields: readonly FieldDefinition[]): Holds {
  const byId = new Map(fields.map((field) => [field.id, field]))
  return (reference) => {
    const field = byId.get(reference.field)
    if (!field) return false
    if (reference.kind === 'option')
      return field.kind === 'choices' && field.options.some(({ id }) => id === reference.option)
    if (reference.kind === 'column')
      return field.kind === 'table' && field.columns.some(({ id }) => id === reference.column)
    return true
  }
}

/** A sum goes on without the parts that are gone; null: nothing is left to calculate with. */
function pruned(expression: Expression, holds: Holds): Expression | null {
  if (!('sum' in expression)) return expressionReferences(expression).every(holds) ? expression : null
  const parts = expression.sum.map((part) => pruned(part, holds)).filter((part) => part !== null)
  return parts.length === 0 ? null : { sum: parts }
}

function settled(field: FieldDefinition, holds: Holds): FieldDefinition[] {
  const kept = { ...field }
  if (kept.requiredWhen && !conditionReferences(kept.requiredWhen).every(holds)) delete kept.requiredWhen
  if (kept.kind !== 'computed') return [kept]
  const expression = pruned(kept.expression, holds)
  if (expression) return [{ ...kept, expression }]
  // A figure that only helped the clerk goes with what it was made of; one on the paper is filled in by hand.
  if (kept.printed === false) return []
  const { expression: _gone, ...typed } = kept
  return [{ ...typed, kind: 'decimal' }]
}

/** Again and again, for a calculation that is gone may have been a part of another. */
export function settleFields(fields: readonly FieldDefinition[]): FieldDefinition[] {
  const next = fields.flatMap((field) => settled(field, stillThere(fields)))
  return next.length === fields.length ? next : settleFields(next)
}

/** Checks that still have all that they look at. */
export function settleChecks(checks: readonly FormCheck[], fields: readonly FieldDefinition[]): FormCheck[] {
  const holds = stillThere(fields)
  return checks.flatMap((check) => {
    const shownAt = check.fields.filter((id) => fields.some((field) => field.id === id))
    const sound =
      shownAt.length > 0 &&
      conditionReferences(check.holds).every(holds) &&
      (check.when === undefined || conditionReferences(check.when).every(holds))
    return sound ? [{ ...check, fields: shownAt }] : []
  })
}
