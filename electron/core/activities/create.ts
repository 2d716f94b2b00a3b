/** New activities: by hand, out of tables, as copies of others. */
import { v7 as uuidv7 } from 'uuid'
import type { z } from 'zod'
import type { Queryable } from '../../../db/connection.ts'
import type { ActivityChangeInfo, ActivityDetail, activitySelection } from '../../../shared/api/activities.ts'
import type { ActivityValues } from '../../../shared/register/activity.ts'
import { noteActivities } from '../deeds/activity-notes.ts'
import { noteDeed } from '../deeds/note.ts'
import type { HandlerContext } from '../handlers/context.ts'
import { addActivities, type NewActivity, sealedPersonal } from './change.ts'
import { chosen, stored } from './edit.ts'
import { activityPersonalOf } from './load.ts'
import { stepWords } from './step-words.ts'

export interface ActivityToAdd {
  readonly values: ActivityValues
  readonly cameFrom: ActivityDetail['cameFrom']
}
function newActivity(ctx: HandlerContext, { values, cameFrom }: ActivityToAdd): NewActivity {
  const activityId = uuidv7()
  const { personal, ...open } = stored(values)
  const sealed = sealedPersonal(ctx.vault, activityId, personal)
  const state = { values: open, files: [], deleted: false, sealed }
  return { activityId, state, cameFrom: cameFrom && JSON.stringify(cameFrom) }
}

/**
 * For tables that are taken in: one step, which one undo takes back. The caller tells the pages.
 * @throws Problem keys.locked when one of them has something personal and the vault is locked
 */
export async function createActivities(
  trx: Queryable,
  ctx: HandlerContext,
  rows: readonly ActivityToAdd[],
  words: string,
): Promise<{ changeId: string; ids: string[] }> {
  const added = rows.map((row) => newActivity(ctx, row))
  const { changeId } = await addActivities(trx, ctx, { kind: 'take', words }, added)
  noteDeed(trx, { deed: 'tables.taken', subject: 'activity', subjectId: '', facts: { count: added.length } })
  return { changeId, ids: added.map(({ activityId }) => activityId) }
}

export async function createActivity(trx: Queryable, ctx: HandlerContext, values: ActivityValues): Promise<string> {
  const added = newActivity(ctx, { values, cameFrom: null })
  const words = stepWords('新建了', [added.state.values.title])
  await addActivities(trx, ctx, { kind: 'create', words }, [added])
  noteActivities(trx, 'activity.created', [{ activityId: added.activityId, after: added.state }])
  return added.activityId
}

/** What only came to be when it was held: a copy that is held later must not count it once more. */
const outcomes = {
  state: 'planned',
  onsite: '',
  online: '',
  fullTime: '',
  scientists: '',
  volunteers: '',
  otherStaff: '',
  fundsCentral: '',
  fundsProvince: '',
  fundsCity: '',
  fundsCounty: '',
  fundsEnterprise: '',
  inKindValue: '',
  fundsOther: '',
  inKindNote: '',
  press: [],
  moreOutlets: '',
  moreItems: '',
  results: '',
} as const satisfies Partial<ActivityValues>
const copyMark = '（复制）'
const maxTitle = 160

/** As plans, without files. @throws Problem activity.unknown, activity.nothing-chosen, keys.locked */
export async function duplicateActivities(
  trx: Queryable,
  ctx: HandlerContext,
  selection: z.output<typeof activitySelection>,
): Promise<ActivityChangeInfo & { ids: string[] }> {
  const known = await chosen(trx, selection)
  const added = known.map(({ record, state }) => {
    const title = `${state.values.title.slice(0, maxTitle - copyMark.length)}${copyMark}`
    const personal = activityPersonalOf(ctx.vault, record)
    const values = { ...state.values, ...outcomes, press: [], title, personal }
    return newActivity(ctx, { values, cameFrom: null })
  })
  const words = stepWords(
    '复制了',
    known.map(({ state }) => state.values.title),
  )
  const step = await addActivities(trx, ctx, { kind: 'duplicate', words }, added)
  noteActivities(
    trx,
    'activity.duplicated',
    added.map(({ activityId, state: after }) => ({ activityId, after })),
  )
  return { ...step, ids: added.map(({ activityId }) => activityId) }
}
