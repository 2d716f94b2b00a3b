/** One activity as its page shows it. */
import { activityAttachments, recordsUsing } from '../../../db/queries/activities.ts'
import type { ActivityDetail } from '../../../shared/api/activities.ts'
import type { HandlerContext } from '../handlers/context.ts'
import { recordSummary } from '../records/view.ts'
import { openValuesOf } from './change.ts'
import { activityPersonalOf, needActivity } from './load.ts'

/** @throws Problem activity.unknown, keys.locked when it has something personal and the vault is locked */
export async function activityDetail(ctx: HandlerContext, activityId: string): Promise<ActivityDetail> {
  const row = await needActivity(ctx.db, activityId)
  const files = await activityAttachments(ctx.db, activityId)
  const usedIn: ActivityDetail['usedIn'] = []
  for (const recordId of await recordsUsing(ctx.db, activityId)) {
    const { title, formShortName, state } = await recordSummary(ctx, recordId)
    usedIn.push({ recordId, title, formShortName, state })
  }
  return {
    activityId,
    seq: row.seq,
    values: { ...openValuesOf(row), personal: activityPersonalOf(ctx.vault, row) },
    files: files.map(({ digest, title, bytes, media_type: mediaType, width, height }) => ({
      digest,
      title,
      bytes,
      mediaType,
      width,
      height,
    })),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    usedIn,
    cameFrom: row.came_from_json === null ? null : (JSON.parse(row.came_from_json) as ActivityDetail['cameFrom']),
  }
}
