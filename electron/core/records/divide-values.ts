/** Values on their way from one version of a form to another: what stays, what is kept beside, what comes back. Pure. */
import type { FieldDefinition, FieldValue, FormDefinition, FormValues } from '../../../shared/form/definition.ts'
import { isEmpty } from '../../../shared/form/validate.ts'
import { valueWords } from '../../../shared/form/value-words.ts'
import { keepsValue } from '../../../shared/form/version-changes.ts'

/** A value that the form of the moment does not ask for, as it was. */
export interface Kept {
  readonly label: string
  readonly kind: FieldDefinition['kind']
  readonly personal: boolean
  readonly value: FieldValue
  /** As a person reads it. */
  readonly text: string
}
export type KeptValues = Readonly<Record<string, Kept>>

const fieldsOf = (definition: FormDefinition) => new Map(definition.fields.map((field) => [field.id, field]))

/** What of the value the field can hold. */
function fitting(field: FieldDefinition, value: FieldValue): FieldValue {
  if (field.kind === 'choices' && Array.isArray(value)) {
    const known = new Set(field.options.map((option) => option.id))
    return (value as string[]).filter((id) => known.has(id))
  }
  if (field.kind === 'table' && Array.isArray(value)) {
    const known = new Set(field.columns.map((column) => column.id))
    return (value as Record<string, string>[]).map((row) =>
      Object.fromEntries(Object.entries(row).filter(([column]) => known.has(column))),
    )
  }
  return value
}

const keptOf = (field: FieldDefinition, value: FieldValue): Kept => ({
  label: field.label,
  kind: field.kind,
  personal: field.personal,
  value,
  text: valueWords(field, value, false),
})

const isSame = (a: FieldValue, b: FieldValue): boolean => JSON.stringify(a) === JSON.stringify(b)

/** Options and rows that were cut off come back beside what was chosen since. */
function rejoined(
  field: FieldDefinition,
  before: FieldDefinition,
  now: FieldValue,
  kept: FieldValue,
): FieldValue | null {
  if (field.kind === 'choices' && before.kind === 'choices' && Array.isArray(now) && Array.isArray(kept)) {
    const offered = new Set(before.options.map((option) => option.id))
    const chosen = new Set([...(now as string[]), ...(kept as string[]).filter((id) => !offered.has(id))])
    return field.options.map((option) => option.id).filter((id) => chosen.has(id))
  }
  return isSame(fitting(before, kept), now) ? kept : null
}

export function divideValues(
  before: FormDefinition,
  after: FormDefinition,
  values: FormValues,
  keptBefore: KeptValues,
): { stay: Record<string, FieldValue>; kept: Record<string, Kept> } {
  const [old, now] = [fieldsOf(before), fieldsOf(after)]
  const stay: Record<string, FieldValue> = {}
  const kept: Record<string, Kept> = { ...keptBefore }
  for (const [id, value] of Object.entries(values)) {
    const [from, to] = [old.get(id), now.get(id)]
    // What lies beside the fields, e.g. the reasons of checks.
    if (!from) stay[id] = value
    else if (to && keepsValue(from, to)) {
      stay[id] = fitting(to, value)
      if (!isSame(stay[id], value)) kept[id] = keptOf(from, value)
    } else if (!isEmpty(value)) kept[id] = keptOf(from, value)
  }
  for (const [id, { kind, value }] of Object.entries(keptBefore)) {
    const [from, to, present] = [old.get(id), now.get(id), stay[id]]
    if (to?.kind !== kind) continue
    const back = present === undefined || !from ? fitting(to, value) : rejoined(to, from, present, value)
    if (back === null || (present !== undefined && from?.kind !== kind)) continue
    stay[id] = back
    if (isSame(fitting(to, value), value)) delete kept[id]
  }
  return { stay, kept }
}
