import type { FormDefinition } from '../../shared/form/definition.ts'
import { expressionReferences } from '../../shared/form/expression.ts'
import { screenLabel } from '../../shared/form/form-sections.ts'
import type { ControlIds, FieldOf } from './field-props.ts'

const named = 4

/** 由“线下”“线上”算出: what a figure follows from, in the words of the form. */
export function sourceWords(definition: FormDefinition, field: FieldOf<'computed'>): string {
  const labels = new Map(definition.fields.map((one) => [one.id, one]))
  const words = expressionReferences(field.expression).map((reference) => {
    const source = labels.get(reference.field)
    const label = screenLabel(source?.label ?? reference.field)
    if (reference.kind === 'column' && source?.kind === 'table')
      return `${label}·${source.columns.find(({ id }) => id === reference.column)?.label ?? ''}`
    if (reference.kind === 'rows') return `${label}的行数`
    if (reference.kind === 'text') return `${label}的字数`
    if (reference.kind === 'files') return `${label}的个数`
    return reference.kind === 'lastYear' ? `去年的${label}` : label
  })
  const all = [...new Set(words)]
  const told = all.slice(0, named).map((word) => `“${word}”`)
  return told.length === 0 ? '' : `由${told.join('')}${all.length > named ? `等 ${all.length} 项` : ''}算出`
}

/** Never typed: follows the other fields. Empty while what it needs is empty. */
export function ComputedControl({
  field,
  result,
  source,
  ids,
}: {
  field: FieldOf<'computed'>
  result: string | null
  source: string
  ids: ControlIds
}) {
  return (
    <div className="computed">
      <output
        id={ids.id}
        className="computed-value"
        aria-labelledby={ids.labelledBy}
        aria-describedby={ids.describedBy}
      >
        {result ?? '—'}
        {result !== null && field.unit ? <span className="computed-unit">{field.unit}</span> : null}
      </output>
      <span className="quiet">{source}</span>
    </div>
  )
}
