/** An activity as a step of the journal holds it: what differs, and how to go there and back. Pure. */
import { createHash } from 'node:crypto'
import type { ActivityValues } from '../../../shared/register/activity.ts'

export type OpenValues = Omit<ActivityValues, 'personal'>
export interface HeldFile {
  readonly digest: string
  readonly title: string
}
export interface ActivityState {
  readonly values: OpenValues
  readonly files: readonly HeldFile[]
  readonly deleted: boolean
  /** As it lies in the store: the same content sealed once more would be another state. */
  readonly sealed: Buffer | null
}
/** One side of a step. `sealed` says only that it differs: the bytes lie in a column of their own. */
export interface StatePatch {
  readonly values?: Partial<OpenValues>
  readonly files?: readonly HeldFile[]
  readonly deleted?: boolean
  readonly sealed?: true
}
export interface StateStep {
  readonly before: StatePatch
  readonly after: StatePatch
  readonly beforeSealed: Buffer | null
  readonly afterSealed: Buffer | null
}

const isSame = (one: unknown, other: unknown): boolean =>
  one === other || (typeof one === 'object' && JSON.stringify(one) === JSON.stringify(other))
const sameBytes = (one: Buffer | null, other: Buffer | null): boolean =>
  one === null || other === null ? one === other : one.equals(other)

/** Names of the facts that differ; `personal`, `files` and `deleted` among them. */
export function differences(before: ActivityState, after: ActivityState): string[] {
  const facts = Object.keys(after.values).filter(
    (key) => !isSame(before.values[key as keyof OpenValues], after.values[key as keyof OpenValues]),
  )
  return [
    ...facts,
    ...(sameBytes(before.sealed, after.sealed) ? [] : ['personal']),
    ...(isSame(before.files, after.files) ? [] : ['files']),
    ...(before.deleted === after.deleted ? [] : ['deleted']),
  ]
}

export function stepBetween(before: ActivityState, after: ActivityState): StateStep {
  const differs = new Set(differences(before, after))
  const side = (state: ActivityState): StatePatch => {
    const values = Object.fromEntries(Object.entries(state.values).filter(([key]) => differs.has(key)))
    return {
      ...(Object.keys(values).length > 0 && { values: values as Partial<OpenValues> }),
      ...(differs.has('files') && { files: state.files }),
      ...(differs.has('deleted') && { deleted: state.deleted }),
      ...(differs.has('personal') && { sealed: true as const }),
    }
  }
  const sealed = differs.has('personal')
  return {
    before: side(before),
    after: side(after),
    beforeSealed: sealed ? before.sealed : null,
    afterSealed: sealed ? after.sealed : null,
  }
}

export const patched = (state: ActivityState, patch: StatePatch, sealed: Buffer | null): ActivityState => ({
  values: { ...state.values, ...patch.values },
  files: patch.files ?? state.files,
  deleted: patch.deleted ?? state.deleted,
  sealed: patch.sealed ? sealed : state.sealed,
})

const isEmpty = (value: unknown): boolean =>
  value === '' || value === null || value === false || (Array.isArray(value) && value.length === 0)

/**
 * Two states with one mark are the same. Empty facts do not count: those that a later program adds leave the marks of
 * older steps as they were.
 */
export function stateMark({ values, files, deleted, sealed }: ActivityState): string {
  const facts = Object.entries(values)
    .filter(([, value]) => !isEmpty(value))
    .sort(([one], [other]) => (one < other ? -1 : 1))
  const hash = createHash('sha256').update(JSON.stringify([facts, files, deleted]))
  if (sealed) hash.update(sealed)
  return hash.digest('hex').slice(0, 32)
}
