/** Which step Ctrl+Z takes back and which one Ctrl+Y does again. Steps come newest first, as the core gives them. */
import type { ActivityChangeInfo } from '../../../shared/api/activities.ts'

type Steps = readonly ActivityChangeInfo[]

export const lastDone = (steps: Steps): ActivityChangeInfo | undefined =>
  steps.find(({ undoneAt }) => undoneAt === null)

/** The one that was taken back last, unless something new was done since: then there is nothing to do again. */
export function lastUndone(steps: Steps): ActivityChangeInfo | undefined {
  const newest =
    steps
      .map(({ at }) => at)
      .sort()
      .at(-1) ?? ''
  let last: ActivityChangeInfo | undefined
  for (const step of steps)
    if (step.undoneAt !== null && step.undoneAt >= newest && step.undoneAt > (last?.undoneAt ?? '')) last = step
  return last
}
