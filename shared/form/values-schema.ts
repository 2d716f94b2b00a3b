import { z } from 'zod'
import { type ColumnDefinition, type FieldDefinition, type FormDefinition, reasonsField } from './definition.ts'

const decimalText = z.string().regex(/^-?\d{1,15}(\.\d{1,6})?$/)

function columnSchema(column: ColumnDefinition): z.ZodType {
  switch (column.kind) {
    case 'integer':
    case 'decimal':
      return z.union([decimalText, z.literal('')])
    case 'choice':
      return z.enum(['', ...column.options.map((option) => option.id)])
    default:
      return z.string()
  }
}

function fieldSchema(field: FieldDefinition): z.ZodType | null {
  switch (field.kind) {
    case 'text':
    case 'long-text':
    case 'address':
    case 'mobile':
    case 'phone':
    case 'identity-number':
    case 'postcode':
    case 'region':
    case 'credit-code':
    case 'date-time':
    case 'date-range':
      return z.string()
    case 'date':
      return z.iso.date()
    case 'email':
      return z.email()
    case 'integer':
      return z.string().regex(/^-?\d{1,15}$/)
    case 'decimal':
      return decimalText
    case 'vague-time':
      return z.strictObject({ words: z.string(), date: z.iso.date().nullable() })
    case 'choices': {
      const ids = z.array(z.enum(field.options.map((option) => option.id)))
      return field.max === undefined ? ids.min(field.min) : ids.min(field.min).max(field.max)
    }
    case 'table': {
      const cells = field.columns.map((column) => {
        const schema = columnSchema(column).meta({ title: column.label })
        return [column.id, column.required ? schema : schema.optional()] as const
      })
      return z.array(z.strictObject(Object.fromEntries(cells)))
    }
    case 'attachments':
    case 'computed':
    case 'fixed':
      return null
  }
}

function description(field: FieldDefinition): string {
  const parts = [field.help ?? '']
  if ('limit' in field && field.limit) {
    parts.push(field.limit.wording ?? `${field.limit.max}字${field.limit.grade === 'soft' ? '左右' : '以内'}`)
  }
  if ('unit' in field && field.unit) parts.push(`单位：${field.unit}。`)
  if (field.kind === 'choices') parts.push(field.options.map((option) => `${option.id}=${option.label}`).join('，'))
  if (field.personal) parts.push('个人信息，加密保存。')
  return parts.filter((part) => part !== '').join(' ')
}

/** JSON Schema (2020-12) of the values of a form; attachments, computed and fixed fields are not values. */
export function valuesJsonSchema(definition: FormDefinition): Record<string, unknown> {
  const shape: Record<string, z.ZodType> = {}
  for (const field of definition.fields) {
    const schema = fieldSchema(field)
    if (!schema) continue
    const text = description(field)
    const told = schema.meta(text === '' ? { title: field.label } : { title: field.label, description: text })
    shape[field.id] = field.required ? told : told.optional()
  }
  if (definition.checks.some((check) => check.grade === 'verify'))
    shape[reasonsField] = z
      .array(z.strictObject({ check: z.string(), reason: z.string() }))
      .meta({ title: '核实说明' })
      .optional()
  const schema = z.strictObject(shape).meta({ title: definition.name })
  return z.toJSONSchema(schema) as Record<string, unknown>
}
