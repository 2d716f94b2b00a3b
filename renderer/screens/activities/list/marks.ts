/** Which activities are chosen for a common action: some of them, or all that a filter shows but a few. */
import type { ActivityFilter, ActivitySelection } from '../../../../shared/api/activities.ts'

export type Marks = { kind: 'some'; ids: ReadonlySet<string> } | { kind: 'all'; except: ReadonlySet<string> }

export const noMarks: Marks = { kind: 'some', ids: new Set() }
export const allMarks: Marks = { kind: 'all', except: new Set() }

export const isMarked = (marks: Marks, activityId: string): boolean =>
  marks.kind === 'all' ? !marks.except.has(activityId) : marks.ids.has(activityId)

/** @param total of what the filter shows */
export const markedCount = (marks: Marks, total: number): number =>
  marks.kind === 'all' ? Math.max(total - marks.except.size, 0) : marks.ids.size

function toggled(ids: ReadonlySet<string>, id: string): Set<string> {
  const next = new Set(ids)
  if (!next.delete(id)) next.add(id)
  return next
}

export const toggleMark = (marks: Marks, activityId: string): Marks =>
  marks.kind === 'all'
    ? { kind: 'all', except: toggled(marks.except, activityId) }
    : { kind: 'some', ids: toggled(marks.ids, activityId) }

export function addMarks(marks: Marks, ids: readonly string[]): Marks {
  if (marks.kind === 'some') return { kind: 'some', ids: new Set([...marks.ids, ...ids]) }
  const except = new Set(marks.except)
  for (const id of ids) except.delete(id)
  return { kind: 'all', except }
}

/** Null: nothing is chosen. */
export function selectionOf(marks: Marks, filter: ActivityFilter): ActivitySelection | null {
  if (marks.kind === 'all') return { filter, except: [...marks.except] }
  return marks.ids.size === 0 ? null : { ids: [...marks.ids] }
}
