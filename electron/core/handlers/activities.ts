/** 活动登记: the work is in activities/; here stands the contract. */
import type { Queryable } from '../../../db/connection.ts'
import { activityChanges } from '../../../db/queries/activities-journal.ts'
import { changeInfo } from '../activities/change.ts'
import { createActivity, duplicateActivities } from '../activities/create.ts'
import { activityDetail } from '../activities/detail.ts'
import { editActivities, removeActivities, saveActivity } from '../activities/edit.ts'
import { attachFile, captionFile, detachFile } from '../activities/files.ts'
import { activityBoard, activityCalendar, activityFacets, listActivities } from '../activities/list.ts'
import { saveActivitySheet } from '../activities/sheet.ts'
import { stepActivities } from '../activities/undo.ts'
import { changed, type HandlerContext, type Handlers } from './context.ts'

async function writing<T>(ctx: HandlerContext, work: (trx: Queryable) => Promise<T>): Promise<T> {
  const done = await ctx.write(work)
  changed(ctx, 'activities')
  return done
}

export const activitiesHandlers = {
  'activities.list': (input, ctx) => listActivities(ctx.db, input),
  'activities.facets': (input, ctx) => activityFacets(ctx, input),
  'activities.board': (input, ctx) => activityBoard(ctx, input),
  'activities.calendar': (input, ctx) => activityCalendar(ctx.db, input),
  'activities.open': ({ activityId }, ctx) => activityDetail(ctx, activityId),

  'activities.create': async ({ values }, ctx) =>
    activityDetail(ctx, await writing(ctx, (trx) => createActivity(trx, ctx, values))),
  'activities.save': (input, ctx) => writing(ctx, (trx) => saveActivity(trx, ctx, input)),
  'activities.edit': (input, ctx) => writing(ctx, (trx) => editActivities(trx, ctx, input)),
  'activities.duplicate': ({ selection }, ctx) => writing(ctx, (trx) => duplicateActivities(trx, ctx, selection)),
  'activities.remove': ({ selection }, ctx) => writing(ctx, (trx) => removeActivities(trx, ctx, selection)),

  'activities.attach': async (input, ctx, call) => {
    await attachFile(ctx, call, input)
    changed(ctx, 'activities')
    return activityDetail(ctx, input.activityId)
  },
  'activities.detach': async (input, ctx) => {
    await writing(ctx, (trx) => detachFile(trx, ctx, input))
    return activityDetail(ctx, input.activityId)
  },
  'activities.caption': async (input, ctx) => {
    await writing(ctx, (trx) => captionFile(trx, ctx, input))
    return activityDetail(ctx, input.activityId)
  },

  'activities.changes': async (_input, ctx) => (await activityChanges(ctx.db)).map(changeInfo),
  'activities.undo': ({ changeId }, ctx) => writing(ctx, (trx) => stepActivities(trx, ctx, changeId, 'undo')),
  'activities.redo': ({ changeId }, ctx) => writing(ctx, (trx) => stepActivities(trx, ctx, changeId, 'redo')),

  'activities.saveSheet': (input, ctx) => saveActivitySheet(ctx, input),
} satisfies Partial<Handlers>
