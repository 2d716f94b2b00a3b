/** What came back of a form: the fields that are open, and what was said about each. */
import type { FieldDefinition } from '../../shared/form/definition.ts'

export type FieldLocks = {
  /** Null: all fields are open. */
  open: ReadonlySet<string> | null
  /** Why the others are closed, in a sentence. */
  why: string
  /** By field, one line for each thing that was said. */
  reasons: ReadonlyMap<string, string>
}

/** What follows by itself, or is printed by the notice, is not typed: there is nothing to lock. */
export const isLocked = (locks: FieldLocks | null, { id, kind }: Pick<FieldDefinition, 'id' | 'kind'>): boolean =>
  kind !== 'computed' && kind !== 'fixed' && locks?.open?.has(id) === false
