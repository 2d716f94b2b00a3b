import { z } from 'zod'
import type { FieldDefinition, FormDefinition } from './definition.ts'

function fieldSchema(field: FieldDefinition): z.ZodType | null {
  switch (field.kind) {
    case 'text':
    case 'long-text':
      return z.string()
    case 'date':
      return z.iso.date()
    case 'mobile':
    case 'phone':
      return z.string()
    case 'email':
      return z.email()
    case 'choices': {
      const ids = z.array(z.enum(field.options.map((option) => option.id)))
      return field.max === undefined ? ids.min(field.min) : ids.min(field.min).max(field.max)
    }
    case 'attachments':
      return null
  }
}

function description(field: FieldDefinition): string {
  const parts = [field.help ?? '']
  if ('limit' in field && field.limit) {
    parts.push(field.limit.wording ?? `${field.limit.max}字${field.limit.grade === 'soft' ? '左右' : '以内'}`)
  }
  if (field.kind === 'choices') parts.push(field.options.map((option) => `${option.id}=${option.label}`).join('，'))
  if (field.personal) parts.push('个人信息，加密保存。')
  return parts.filter((part) => part !== '').join(' ')
}

/** JSON Schema (2020-12) of the values of a form; attachments are not values. */
export function valuesJsonSchema(definition: FormDefinition): Record<string, unknown> {
  const shape: Record<string, z.ZodType> = {}
  for (const field of definition.fields) {
    const schema = fieldSchema(field)
    if (!schema) continue
    const text = description(field)
    const told = schema.meta(text === '' ? { title: field.label } : { title: field.label, description: text })
    shape[field.id] = field.required ? told : told.optional()
  }
  const schema = z.strictObject(shape).meta({ title: definition.name })
  return z.toJSONSchema(schema) as Record<string, unknown>
}
