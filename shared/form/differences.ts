/** What differs between two fillings of one form, field by field, in words. Personal fields are masked. */

import type { FieldDefinition, FieldValue, FormDefinition, FormValues } from './definition.ts'
import { dateText, maskPersonal } from './print-document.ts'
import { isEmpty } from './validate.ts'

export interface Difference {
  readonly field: string
  readonly label: string
  readonly from: string
  readonly to: string
  readonly personal: boolean
}

const same = (a: FieldValue | undefined, b: FieldValue | undefined): boolean =>
  Array.isArray(a) && Array.isArray(b) ? a.join('\n') === b.join('\n') : a === b

/** The value as a person reads it; '' when there is none. */
export function valueWords(field: FieldDefinition, value: FieldValue | undefined, masked: boolean): string {
  if (value === undefined || isEmpty(value)) return ''
  if (Array.isArray(value)) {
    const labels =
      field.kind === 'choices' ? field.options.filter(({ id }) => value.includes(id)).map(({ label }) => label) : value
    return labels.join('、')
  }
  if (masked && field.personal) return maskPersonal(value)
  return field.kind === 'date' ? dateText(value) : value
}

/** In the order of the form. An emptied field equals one that was never filled in. */
export function differences(definition: FormDefinition, before: FormValues, after: FormValues): Difference[] {
  return definition.fields.flatMap((field) => {
    const [a, b] = [before[field.id], after[field.id]].map((value) =>
      value === undefined || isEmpty(value) ? undefined : value,
    )
    if (same(a, b)) return []
    const { id, label, personal } = field
    return [{ field: id, label, from: valueWords(field, a, true), to: valueWords(field, b, true), personal }]
  })
}
