import type { FieldDefinition } from '../../../shared/form/definition.ts'
import type { Report } from './issue.ts'

/** Fields by id. Null: there is one, but it is broken itself, so nothing is said about what refers to it. */
export type FieldsById = ReadonlyMap<string, FieldDefinition | null>

/** @returns the field; undefined where there is none (which is told) or nothing is known of it */
export function named(fields: FieldsById, id: string, report: Report): FieldDefinition | undefined {
  if (!fields.has(id)) report('', `没有这个栏目：${id}`)
  return fields.get(id) ?? undefined
}
