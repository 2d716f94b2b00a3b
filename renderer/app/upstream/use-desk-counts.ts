import type { DeskOverview } from '../../../shared/api/desk.ts'
import { type Reading, useMethod } from '../use-method.ts'

/** Files may come in many a second: the counts follow once in this time (milliseconds). */
const followMs = 1000

/** What waits, for the rail and for the two halves of 收报台. */
export function useDeskCounts(): Reading<DeskOverview> {
  return useMethod('desk.overview', {}, ['packages'], followMs)
}
