/** One step back, or forth again. An activity that was changed since stays as it is and is told. */
import type { Queryable } from '../../../db/connection.ts'
import { activityChange, changeRows, markUndone } from '../../../db/queries/activities-journal.ts'
import type { UndoneActivities } from '../../../shared/api/activities.ts'
import { Problem } from '../../../shared/problems.ts'
import { noteActivities } from '../deeds/activity-notes.ts'
import type { HandlerContext } from '../handlers/context.ts'
import { type ActivityMove, knownActivities, writeMoves } from './change.ts'
import { patched, type StatePatch, stateMark } from './state.ts'

/**
 * Doing it twice does nothing. A step of which nothing could be taken back counts as not undone.
 * @throws Problem activity.change-unknown when it is older than the steps that are kept
 */
export async function stepActivities(
  trx: Queryable,
  ctx: HandlerContext,
  changeId: string,
  way: 'undo' | 'redo',
): Promise<UndoneActivities> {
  const change = await activityChange(trx, changeId)
  if (!change) throw new Problem('activity.change-unknown', { changeId })
  if ((change.undone_at !== null) === (way === 'undo')) return { undone: 0, left: [] }
  const rows = await changeRows(trx, changeId)
  const known = new Map(
    (
      await knownActivities(
        trx,
        rows.map((row) => row.activity_id),
      )
    ).map((one) => [one.record.activity_id, one]),
  )
  const moves: ActivityMove[] = []
  const left: UndoneActivities['left'] = []
  for (const row of rows) {
    const one = known.get(row.activity_id)
    const standing = way === 'undo' ? row.after_mark : row.before_mark
    if (!one || stateMark(one.state) !== standing) {
      left.push({ activityId: row.activity_id, title: one?.state.values.title ?? '' })
      continue
    }
    const [patch, sealed] = way === 'undo' ? [row.before_json, row.before_sealed] : [row.after_json, row.after_sealed]
    moves.push({ known: one, after: patched(one.state, JSON.parse(patch) as StatePatch, sealed) })
  }
  if (moves.length === 0) return { undone: 0, left }
  await writeMoves(trx, ctx, moves)
  noteActivities(
    trx,
    way === 'undo' ? 'activity.undone' : 'activity.redone',
    moves.map(({ known: one, after }) => ({ activityId: one.record.activity_id, before: one.state, after })),
  )
  await markUndone(trx, changeId, way === 'undo' ? ctx.now().toISOString() : null)
  return { undone: moves.length, left }
}
