/** Saved activities, bulk edits, removals: each one transaction and one step. */
import type { z } from 'zod'
import type { Queryable } from '../../../db/connection.ts'
import { changeRows, deleteChange, lastChange, replaceChange } from '../../../db/queries/activities-journal.ts'
import { idsOf } from '../../../db/queries/activities-list.ts'
import type {
  ActivityChangeInfo,
  activitySelection,
  editActivitiesInput,
  SavedActivity,
  saveActivityInput,
} from '../../../shared/api/activities.ts'
import { Problem } from '../../../shared/problems.ts'
import { type ActivityValues, activityPersonal, activityValues } from '../../../shared/register/activity.ts'
import { noteActivities, noteActivitySave } from '../deeds/activity-notes.ts'
import type { HandlerContext } from '../handlers/context.ts'
import {
  type ActivityMove,
  type KnownActivity,
  knownActivities,
  moveActivities,
  rowBetween,
  sealedPersonal,
  writeMoves,
} from './change.ts'
import { settled } from './columns.ts'
import { listFilter } from './list.ts'
import { activityPersonalOf } from './load.ts'
import { type ActivityState, differences, patched, type StatePatch, stateMark } from './state.ts'
import { stepWords } from './step-words.ts'

type Selection = z.output<typeof activitySelection>

const maxNotices = 20
const maxModules = 20
/** Autosaves of one activity within so many milliseconds are one step. */
const oneStepMs = 10 * 60_000

/** @throws Problem activity.unknown */
export async function needKnown(trx: Queryable, activityId: string): Promise<KnownActivity> {
  const [known] = await knownActivities(trx, [activityId])
  if (!known || known.state.deleted) throw new Problem('activity.unknown', { activityId })
  return known
}

/** Checked once more: what was cleaned must still be what later reads take. */
export const stored = (values: ActivityValues): ActivityValues => activityValues.parse(settled(values))

function changedState(
  ctx: HandlerContext,
  { record, state }: KnownActivity,
  change: Partial<ActivityValues>,
): ActivityState {
  const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))
  const before = { ...state.values, personal: activityPersonal.parse({}) }
  const { personal, ...values } = stored({ ...before, ...given })
  if (change.personal === undefined) return { ...state, values }
  // What says the same keeps its bytes: sealing it once more would look like a change.
  const same = JSON.stringify(activityPersonalOf(ctx.vault, record)) === JSON.stringify(personal)
  return { ...state, values, sealed: same ? state.sealed : sealedPersonal(ctx.vault, record.activity_id, personal) }
}

/** @throws Problem activity.unknown, activity.conflict, keys.locked when `changes` has something personal */
export async function saveActivity(
  trx: Queryable,
  ctx: HandlerContext,
  { activityId, seq, changes }: z.output<typeof saveActivityInput>,
): Promise<SavedActivity> {
  const known = await needKnown(trx, activityId)
  if (known.record.seq !== seq) throw new Problem('activity.conflict', { activityId })
  const after = changedState(ctx, known, changes)
  if (differences(known.state, after).length === 0) return { seq, savedAt: known.record.updated_at }
  const move = { known, after }
  noteActivitySave(trx, { activityId, before: known.state, after })
  if (!(await continuedStep(trx, ctx, move)))
    await moveActivities(trx, ctx, { kind: 'save', words: (facts, titles) => stepWords('修改了', titles, facts) }, [
      move,
    ])
  return { seq: seq + 1, savedAt: ctx.now().toISOString() }
}

/** Whether the last step was a save of the same activity a moment ago, and goes on with this one. */
async function continuedStep(trx: Queryable, ctx: HandlerContext, { known, after }: ActivityMove): Promise<boolean> {
  const last = await lastChange(trx)
  if (last?.kind !== 'save' || last.undone_at !== null) return false
  const age = ctx.now().getTime() - Date.parse(last.at)
  if (age < 0 || age > oneStepMs) return false
  const id = known.record.activity_id
  const [row] = await changeRows(trx, last.change_id)
  if (row?.activity_id !== id || row.after_mark !== stateMark(known.state)) return false
  await writeMoves(trx, ctx, [{ known, after }])
  const start = patched(known.state, JSON.parse(row.before_json) as StatePatch, row.before_sealed)
  const facts = new Set(differences(start, after))
  if (facts.size === 0) {
    await deleteChange(trx, last.change_id)
    return true
  }
  const { digests: _, ...joined } = rowBetween(id, start, after)
  const words = stepWords('修改了', [after.values.title], facts)
  await replaceChange(trx, { change_id: last.change_id, words }, { ...joined, change_id: last.change_id })
  return true
}

/** @throws Problem activity.unknown, activity.nothing-chosen */
export async function chosen(trx: Queryable, selection: Selection): Promise<KnownActivity[]> {
  if ('ids' in selection) {
    const known = await knownActivities(trx, selection.ids)
    const there = new Set(known.filter(({ state }) => !state.deleted).map(({ record }) => record.activity_id))
    const lost = selection.ids.find((id) => !there.has(id))
    if (lost !== undefined) throw new Problem('activity.unknown', { activityId: lost })
    return known
  }
  const except = new Set(selection.except)
  const ids = (await idsOf(trx, listFilter(selection.filter))).filter((id) => !except.has(id))
  if (ids.length === 0) throw new Problem('activity.nothing-chosen', {})
  return knownActivities(trx, ids)
}

const toldStep = ({ known, after }: ActivityMove) => ({
  activityId: known.record.activity_id,
  before: known.state,
  after,
})

type Edit = z.output<typeof editActivitiesInput>

/** @throws Problem activity.too-many-notices */
function editedNotices({ addNotice, removeNotice }: Edit, { title, notices }: ActivityState['values']) {
  const kept = notices.filter(({ noticeId }) => noticeId !== removeNotice)
  if (!addNotice) return kept
  const { noticeId, modules } = addNotice
  const there = kept.find((one) => one.noticeId === noticeId)
  const joined = { noticeId, modules: [...new Set([...(there?.modules ?? []), ...modules])] }
  const all = there ? kept.map((one) => (one === there ? joined : one)) : [...kept, joined]
  if (all.length > maxNotices || joined.modules.length > maxModules)
    throw new Problem('activity.too-many-notices', { title, limit: maxNotices })
  return all
}

/** @throws Problem activity.unknown, activity.nothing-chosen, activity.nothing-changed, activity.too-many-notices, keys.locked */
export async function editActivities(trx: Queryable, ctx: HandlerContext, edit: Edit): Promise<ActivityChangeInfo> {
  const moves = (await chosen(trx, edit.selection)).map((known): ActivityMove => {
    const changed = edit.change ? changedState(ctx, known, edit.change) : known.state
    const notices = editedNotices(edit, changed.values)
    return { known, after: { ...changed, values: { ...changed.values, notices } } }
  })
  const words = (facts: ReadonlySet<string>, titles: readonly string[]) => stepWords('修改了', titles, facts)
  const step = await moveActivities(trx, ctx, { kind: 'edit', words }, moves)
  if (!step) throw new Problem('activity.nothing-changed', {})
  noteActivities(trx, 'activity.edited-many', moves.map(toldStep))
  return step
}

/** @throws Problem activity.unknown, activity.nothing-chosen */
export async function removeActivities(
  trx: Queryable,
  ctx: HandlerContext,
  selection: Selection,
): Promise<ActivityChangeInfo> {
  const moves = (await chosen(trx, selection)).map((known) => ({ known, after: { ...known.state, deleted: true } }))
  const words = (_facts: ReadonlySet<string>, titles: readonly string[]) => stepWords('删除了', titles)
  const step = await moveActivities(trx, ctx, { kind: 'remove', words }, moves)
  if (!step) throw new Problem('activity.nothing-chosen', {})
  noteActivities(trx, 'activity.removed', moves.map(toldStep))
  return step
}
