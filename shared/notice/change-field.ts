/** One field with the clerk's settings. Settings that make no sense are left out: what comes back is always sound. Pure. */
import type { ColumnDefinition, FieldDefinition } from '../form/definition.ts'
import { type FieldChange, newColumn } from './field-edits.ts'

/** Braces would be read as the name of a field where a label stands in a sentence. */
export const plainWords = (text: string): string => text.replaceAll('{', '（').replaceAll('}', '）').trim()

export function changedField(field: FieldDefinition, change: FieldChange | undefined): FieldDefinition {
  if (!change) return field
  const { help: oldHelp, ...bare } = field
  const help = change.help === undefined ? oldHelp : change.help.trim()
  const base = {
    ...bare,
    ...(help && { help }),
    label: plainWords(change.label ?? '') || field.label,
    required: change.required ?? field.required,
    personal: change.personal ?? field.personal,
  }
  // Who must, must always: the condition of the form would contradict the tick.
  if (change.required !== undefined) delete base.requiredWhen
  return settings(base, change)
}

function settings(field: FieldDefinition, change: FieldChange): FieldDefinition {
  switch (field.kind) {
    case 'text':
    case 'long-text':
    case 'address':
      return limited(field, change)
    case 'integer':
    case 'decimal':
      return { ...field, ...bounded(field, change, field.kind === 'integer' ? /^-?\d{1,15}$/ : bound) }
    case 'identity-number':
      return { ...field, personal: true }
    case 'choices':
      return choices(field, change)
    case 'attachments': {
      if (!change.count) return field
      const { min, max } = change.count
      const { wording: _before, ...rest } = field
      return { ...rest, min, max: Math.max(min, max), wording: min === 0 ? `不超过${max}个` : `${min}-${max}个` }
    }
    case 'table':
      return table(field, change)
    default:
      return field
  }
}

type OfKind<K extends FieldDefinition['kind']> = Extract<FieldDefinition, { kind: K }>

function limited<F extends OfKind<'text'> | OfKind<'long-text'> | OfKind<'address'>>(
  field: F,
  { limit }: FieldChange,
): F {
  if (limit === undefined) return field
  const { limit: _before, ...rest } = field
  if (limit === null) return rest as F
  const words = limit.about ? { wording: `${limit.max}字左右` } : {}
  return { ...field, limit: { max: limit.max, grade: limit.about ? 'soft' : 'hard', ...words } }
}

const bound = /^-?\d{1,15}(\.\d{1,6})?$/

function bounded(field: OfKind<'integer'> | OfKind<'decimal'>, change: FieldChange, pattern: RegExp) {
  const read = (typed: string | undefined, before: string | undefined): string | undefined => {
    if (typed === undefined) return before
    return pattern.test(typed.trim()) ? typed.trim() : undefined
  }
  const ends = [read(change.min, field.min), read(change.max, field.max)]
  const [low, high] =
    ends[0] !== undefined && ends[1] !== undefined && Number(ends[0]) > Number(ends[1]) ? [ends[1], ends[0]] : ends
  return { unit: change.unit === undefined ? field.unit : change.unit.trim() || undefined, min: low, max: high }
}

function unique<T extends { id: string }>(items: readonly T[]): T[] {
  const seen = new Set<string>()
  return items.filter(({ id }) => !(id in Object.prototype) && !seen.has(id) && seen.add(id))
}

function choices(field: OfKind<'choices'>, change: FieldChange): FieldDefinition {
  const typed = unique(change.options ?? [])
    .map(({ id, label }) => ({ id, label: label.trim() }))
    .filter(({ label }) => label !== '')
  const options = typed.length > 0 ? typed : field.options
  const { max, ...rest } = field
  const most = change.one === undefined ? max : change.one ? 1 : undefined
  const min = Math.min(field.min, options.length, most ?? options.length)
  return { ...rest, options, min, ...(most !== undefined && { max: most }) }
}

function table(field: OfKind<'table'>, change: FieldChange): FieldDefinition {
  const wanted = unique(change.columns ?? []).flatMap(({ id, label, sort }): ColumnDefinition[] => {
    const before = field.columns.find((one) => one.id === id)
    const name = plainWords(label)
    if (before) return [{ ...before, label: name || before.label }]
    return sort === 'kept' ? [] : [newColumn(id, name || '栏目', sort)]
  })
  const columns = wanted.length > 0 ? wanted : field.columns
  const personal = field.personal || columns.some(({ kind }) => kind === 'identity-number')
  const made = { ...field, columns, personal }
  if (!change.count) return made
  const { wording: _before, ...rest } = made
  return { ...rest, minRows: change.count.min, maxRows: Math.max(change.count.min, change.count.max) }
}
