/** Tallies of the notices that records count over, kept in memory while the program runs: one change costs one change. */
import type { Queryable } from '../../../db/connection.ts'
import type { FigureRule } from '../../../shared/register/rules.ts'
import { FigureTally, type TalliedActivity } from '../../../shared/register/tally.ts'
import { noticeActivities } from '../activities/load.ts'
import type { HandlerContext } from '../handlers/context.ts'

/** One activity before and after; null: it was not there, or was deleted. */
export interface FigureMove {
  readonly before: TalliedActivity | null
  readonly after: TalliedActivity | null
}

const tallies = new WeakMap<HandlerContext['store'], Map<string, FigureTally>>()

/** After a transaction that was rolled back: some may have seen what never came to be. */
export function forgetTallies(store: HandlerContext['store']): void {
  tallies.delete(store)
}

/** What the activities come to after these moves, which are in the store already. Only queries of `trx` are awaited. */
export async function movedTally(
  trx: Queryable,
  store: HandlerContext['store'],
  { noticeId, rules, moves }: { noticeId: string; rules: readonly FigureRule[]; moves: readonly FigureMove[] },
): Promise<FigureTally> {
  const known = tallies.get(store) ?? new Map<string, FigureTally>()
  tallies.set(store, known)
  const there = known.get(noticeId)
  // Counting all of them anew is quicker then.
  if (there?.counts(rules) && moves.length * 2 <= there.size) {
    const counts = (one: TalliedActivity | null): one is TalliedActivity =>
      one?.values.notices.some((notice) => notice.noticeId === noticeId) === true
    for (const { before, after } of moves) {
      if (counts(before)) there.remove(before)
      if (counts(after)) there.add(after)
    }
    return there
  }
  known.delete(noticeId)
  const tally = new FigureTally(rules, noticeId)
  for (const activity of await noticeActivities(trx, noticeId)) tally.add(activity)
  known.set(noticeId, tally)
  return tally
}

/** Nobody counts over it any more; what changes meanwhile would be missed. */
export function dropTally(store: HandlerContext['store'], noticeId: string): void {
  tallies.get(store)?.delete(noticeId)
}
