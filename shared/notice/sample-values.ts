/** A made-up filling of a form, so that its paper can be looked at before anybody has filled it in. Pure. */
import type { ColumnDefinition, FieldDefinition, FieldValue, FormDefinition, FormValues } from '../form/definition.ts'
import { isBlocking, validateForm } from '../form/validate.ts'

const texts = {
  date: '2027-05-12',
  'date-time': '2027-05-12T09:00',
  'date-range': '2027-05-12/2027-05-14',
  phone: '0000-00000000',
  mobile: '19900000000',
  email: 'example@example.invalid',
  'identity-number': '11010519491231002X',
  postcode: '000000',
  region: '320000',
  'credit-code': '',
} as const

/** A number within the bounds. */
function sampleNumber({ min, max }: { min?: string | undefined; max?: string | undefined }): string {
  const wanted = '12'
  if (min !== undefined && Number(wanted) < Number(min)) return min
  return max !== undefined && Number(wanted) > Number(max) ? max : wanted
}

function sampleCell(column: ColumnDefinition): string {
  switch (column.kind) {
    case 'text':
      return `示例${column.label}`.slice(0, column.limit?.max ?? 40)
    case 'integer':
    case 'decimal':
      return sampleNumber(column)
    case 'choice':
      return column.options[0]?.id ?? ''
    default:
      return texts[column.kind]
  }
}

export function sampleValue(field: FieldDefinition): FieldValue | null {
  switch (field.kind) {
    case 'text':
    case 'address':
      return `示例${field.label}`.slice(0, field.limit?.max ?? 40)
    case 'long-text': {
      const sentence = `这里写${field.label}。`
      const all = sentence.repeat(6)
      return all.slice(0, field.limit?.max ?? all.length)
    }
    case 'integer':
    case 'decimal':
      return sampleNumber(field)
    case 'choices':
      return field.options.slice(0, Math.max(field.min, 1)).map(({ id }) => id)
    case 'table': {
      const row = Object.fromEntries(field.columns.map((column) => [column.id, sampleCell(column)]))
      return Array.from({ length: Math.min(Math.max(field.minRows, 1), 5, field.maxRows) }, () => ({ ...row }))
    }
    case 'vague-time':
      return { words: '5月中旬', date: null }
    case 'attachments':
    case 'computed':
    case 'fixed':
      return null
    default:
      return texts[field.kind]
  }
}

/**
 * The form's example where it has one; what its checks refuse is made up anew.
 * @param isNew fields that the example does not know yet
 */
export function sampleValues(form: FormDefinition, isNew: (id: string) => boolean = () => false): FormValues {
  const { example } = form
  const values: Record<string, FieldValue> = {}
  for (const field of form.fields) {
    const value = example?.[field.id] ?? (!example || isNew(field.id) ? sampleValue(field) : null)
    if (value !== null) values[field.id] = value
  }
  const byId = new Map(form.fields.map((field) => [field.id, field]))
  for (const finding of blockingFindings(form, values)) {
    const field = byId.get(finding.path)
    const value = field && sampleValue(field)
    if (value != null) values[finding.path] = value
  }
  return values
}

/** As many files as are asked for count as there. */
export function blockingFindings(form: FormDefinition, values: FormValues) {
  const files = form.fields.flatMap((field) =>
    field.kind === 'attachments' ? [[field.id, Math.max(field.min, 1)]] : [],
  )
  return validateForm(form, values, Object.fromEntries(files)).filter(isBlocking)
}
