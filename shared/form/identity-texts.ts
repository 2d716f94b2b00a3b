/** Identity numbers in a form, and pages on which they are covered. */
import type { FormDefinition, FormValues } from './definition.ts'
import { tableRows } from './evaluate.ts'
import { maskPersonal } from './value-words.ts'

/** All identity numbers, or what stands in their place; empty ones left out. */
export function identityTexts(definition: FormDefinition, values: FormValues): Set<string> {
  const texts = new Set<string>()
  const add = (text: unknown): void => {
    if (typeof text === 'string' && text.trim() !== '') texts.add(text)
  }
  for (const field of definition.fields) {
    if (field.kind === 'identity-number') add(values[field.id])
    if (field.kind !== 'table') continue
    const columns = field.columns.filter((column) => column.kind === 'identity-number')
    if (columns.length === 0) continue
    for (const row of tableRows(values[field.id])) for (const { id } of columns) add(row[id])
  }
  return texts
}

/** The same document with these numbers covered wherever they stand. Made anew only where one does. */
export function coverDocument<T>(document: T, numbers: ReadonlySet<string>): T {
  if (numbers.size === 0) return document
  return cover(document, numbers) as T
}

function cover(value: unknown, numbers: ReadonlySet<string>): unknown {
  if (typeof value === 'string')
    return value.replace(/[0-9A-Za-z]+/g, (word) => (numbers.has(word) ? maskPersonal(word) : word))
  if (Array.isArray(value)) {
    const items = value.map((item) => cover(item, numbers))
    return items.some((item, at) => item !== value[at]) ? items : value
  }
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([name, item]) => [name, item, cover(item, numbers)] as const)
  return entries.some(([, before, after]) => before !== after)
    ? Object.fromEntries(entries.map(([name, , after]) => [name, after]))
    : value
}
