/** Pictures and films of activities into the fields of a record; the files lie in the store already. */
import type { Queryable } from '../../../db/connection.ts'
import { activityAttachments } from '../../../db/queries/activities.ts'
import { addDraftAttachment } from '../../../db/queries/attachments.ts'
import { Problem } from '../../../shared/problems.ts'
import { clause } from '../../../shared/register/fact-words.ts'
import { changeDraftFiles, type FileField } from '../attachments/take-file.ts'
import { changed, type HandlerContext } from '../handlers/context.ts'
import { needFileField, needOwnDraft } from '../records/load.ts'
import { refuseLockedFiles } from '../records/return-lock.ts'
import { countedActivity } from './register-now.ts'

type ActivityFile = Awaited<ReturnType<typeof activityAttachments>>[number]

/** Which files of an activity a field has a use for. */
export const fittingFiles = (field: FileField, files: readonly ActivityFile[]): ActivityFile[] =>
  field.personal
    ? []
    : files.filter((file) => field.accept.some((type) => type === file.media_type) && file.bytes <= field.maxBytes)

const longestCaption = 80
/** A name that was given to a file by counting says nothing of it. */
const counted = /^(?:照片|视频)\d+$/u

/** 专家到田头：现场诊断; of several without words of their own the second is 专家到田头（2）. */
function caption(title: string, file: ActivityFile, at: number): string {
  const own = counted.test(file.title) ? '' : file.title.trim()
  const words = own === '' ? (at === 0 ? '' : `（${at + 1}）`) : `：${own}`
  return `${clause(title).slice(0, longestCaption - Math.min(words.length, 40))}${words}`.slice(0, longestCaption)
}

/**
 * The files of these activities, each with the activity's name as its caption, in their order and behind those that are
 * there already. What is there stays as it is; the field is filled up to the number that it is meant to have.
 * @throws Problem record.*, field.unknown, activity.unknown, attachment.too-many where it is full already, keys.locked
 */
export async function takeActivityFiles(
  ctx: HandlerContext,
  { recordId, field: fieldId, activityIds }: { recordId: string; field: string; activityIds: string[] },
): Promise<void> {
  ctx.vault.refusePurged(recordId)
  await ctx.write(async (trx) => {
    const own = await needOwnDraft(trx, recordId)
    const field = needFileField(own.definition, fieldId)
    if (field.personal) throw new Problem('field.unknown', { fieldId })
    await refuseLockedFiles(trx, own, fieldId)
    await changeDraftFiles(trx, ctx, recordId, ({ files }) =>
      addFiles(trx, ctx, { recordId, field, activityIds }, files),
    )
  })
  changed(ctx, 'records')
}

async function addFiles(
  trx: Queryable,
  ctx: HandlerContext,
  { recordId, field, activityIds }: { recordId: string; field: FileField; activityIds: readonly string[] },
  present: readonly { readonly field: string; readonly digest: string }[],
): Promise<void> {
  const there = new Set(present.filter((file) => file.field === field.id).map(({ digest }) => digest))
  if (there.size >= field.max)
    throw new Problem('attachment.too-many', { fieldLabel: field.label, count: there.size + 1, limit: field.max })
  for (const activityId of new Set(activityIds)) {
    const activity = await countedActivity(trx, ctx, activityId)
    if (!activity) throw new Problem('activity.unknown', { activityId })
    const files = fittingFiles(field, await activityAttachments(trx, activityId))
    for (const [at, file] of files.entries()) {
      if (there.has(file.digest) || there.size >= field.max) continue
      there.add(file.digest)
      await addDraftAttachment(trx, recordId, field.id, file.digest, caption(activity.values.title, file, at))
    }
  }
}
