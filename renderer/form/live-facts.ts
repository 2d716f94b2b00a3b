/** What follows from the answers so far: stars, figures that are worked out, findings to show. Pure. */
import { type FormDefinition, figureReasonsField, reasonsField } from '../../shared/form/definition.ts'
import { computedValue, type Facts, holds, tableRows } from '../../shared/form/evaluate.ts'
import type { Finding } from '../../shared/form/validate.ts'
import type { ShownFinding } from './field-props.ts'

/** Fields that must be filled as things stand. */
export function requiredFields(facts: Facts): ReadonlySet<string> {
  const must = facts.definition.fields.filter(
    (field) => field.required || (field.requiredWhen !== undefined && holds(facts, field.requiredWhen) === true),
  )
  return new Set(must.map(({ id }) => id))
}

export function computedResults(facts: Facts): ReadonlyMap<string, string | null> {
  return new Map(
    facts.definition.fields.flatMap((field) =>
      field.kind === 'computed' ? [[field.id, computedValue(facts, field)] as const] : [],
    ),
  )
}

/**
 * By field. What was typed wrongly or oddly shows once a field of it was left; what only warns shows at once, and so
 * does a 核实 that has begun to get its reason.
 */
export function shownFindings(
  definition: FormDefinition,
  findings: readonly Finding[],
  values: Facts['values'],
  touched: ReadonlySet<string>,
): ReadonlyMap<string, ShownFinding[]> {
  const checks = new Map(definition.checks.map((check) => [check.id, check]))
  // As it was typed, to the last space.
  const reasons = new Map(tableRows(values[reasonsField]).map((row) => [row.check ?? '', row.reason ?? '']))
  const figures = new Map(tableRows(values[figureReasonsField]).map((row) => [row.field ?? '', row.reason ?? '']))
  const reasonOf = ({ code, path }: Finding, check: FormDefinition['checks'][number] | undefined) => {
    if (code === 'figure-reason') return figures.get(path) ?? ''
    return check?.grade === 'verify' ? (reasons.get(check.id) ?? '') : undefined
  }
  const fields = new Map<string, ShownFinding[]>()
  for (const finding of findings) {
    const check = finding.check === undefined ? undefined : checks.get(finding.check)
    const given = reasonOf(finding, check)
    const left = check ? check.fields.some((id) => touched.has(id)) : touched.has(finding.path)
    if (finding.severity !== 'warn' && !left && !given) continue
    const shown = given === undefined ? finding : { ...finding, given }
    const group = fields.get(finding.path)
    if (group) group.push(shown)
    else fields.set(finding.path, [shown])
  }
  return fields
}

/** Groups that say the same keep their identity: only the rows that changed are drawn anew. */
export function keepEqual<T>(
  before: ReadonlyMap<string, readonly T[]>,
  now: ReadonlyMap<string, readonly T[]>,
): ReadonlyMap<string, readonly T[]> {
  return new Map(
    [...now].map(([key, group]) => {
      const old = before.get(key)
      return [key, old && JSON.stringify(old) === JSON.stringify(group) ? old : group]
    }),
  )
}
