/** What differs between two fillings of one form, field by field, in words. Personal fields are masked. */
import type { FieldValue, FormDefinition, FormValues } from './definition.ts'
import { isEmpty } from './evaluate.ts'
import { valueWords } from './value-words.ts'

export interface Difference {
  readonly field: string
  readonly label: string
  readonly from: string
  readonly to: string
  readonly personal: boolean
}

/** Values are plain data; the order of keys in a row means nothing. */
export function sameValue(a: FieldValue | undefined, b: FieldValue | undefined): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || Array.isArray(a) !== Array.isArray(b)) return false
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((one, at) => sameValue(one as FieldValue, b[at] as FieldValue))
  const [one, other] = [a, b] as unknown as [Record<string, unknown>, Record<string, unknown>]
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].every((key) => one[key] === other[key])
}

/** In the order of the form. An emptied field equals one that was never filled in. */
export function differences(definition: FormDefinition, before: FormValues, after: FormValues): Difference[] {
  return definition.fields.flatMap((field) => {
    const [a, b] = [before[field.id], after[field.id]].map((value) =>
      value === undefined || isEmpty(value) ? undefined : value,
    )
    if (sameValue(a, b)) return []
    const { id, label, personal } = field
    return [{ field: id, label, from: valueWords(field, a, true), to: valueWords(field, b, true), personal }]
  })
}
