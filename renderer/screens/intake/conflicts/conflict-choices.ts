/** Which of two contents counts, record by record. Pure. */
import type { MethodInput } from '../../../../shared/api/contract.ts'
import type { RecordConflict } from '../../../../shared/api/intake.ts'

export type Take = 'here' | 'arrived'
export type ConflictChoices = ReadonlyMap<string, Take>

export const conflictKey = (conflict: RecordConflict): string => `${conflict.recordId}/${conflict.arrived.revision}`

/** Index of the next record without a choice, from `at` on and around; -1 when all have one. */
export function nextOpen(conflicts: readonly RecordConflict[], choices: ConflictChoices, at: number): number {
  const count = conflicts.length
  for (let step = 1; step <= count; step++) {
    const index = (at + step) % count
    const conflict = conflicts[index]
    if (conflict && !choices.has(conflictKey(conflict))) return index
  }
  return -1
}

/** The same for every record that has no choice yet. */
export function takeRest(conflicts: readonly RecordConflict[], choices: ConflictChoices, take: Take): ConflictChoices {
  const open = conflicts.map(conflictKey).filter((key) => !choices.has(key))
  return new Map([...choices, ...open.map((key) => [key, take] as const)])
}

export function decided(
  conflicts: readonly RecordConflict[],
  choices: ConflictChoices,
): NonNullable<MethodInput<'intake.decide'>['conflicts']> {
  return conflicts.flatMap((conflict) => {
    const take = choices.get(conflictKey(conflict))
    return take ? [{ recordId: conflict.recordId, revision: conflict.arrived.revision, take }] : []
  })
}
