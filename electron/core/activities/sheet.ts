/** The register, or what a filter shows of it, as a workbook for a person. Nothing personal is in it. */
import type { z } from 'zod'
import { activitiesOf, portions } from '../../../db/queries/activities.ts'
import { idsOf } from '../../../db/queries/activities-list.ts'
import type { saveActivitySheetInput } from '../../../shared/api/activities.ts'
import { Problem } from '../../../shared/problems.ts'
import type { SheetActivity } from '../documents/xlsx/activity-sheet.ts'
import type { HandlerContext } from '../handlers/context.ts'
import { saveForPerson } from '../store/person-file.ts'
import { openValuesOf } from './change.ts'
import { listFilter } from './list.ts'

/** @throws Problem activity.nothing-chosen, file.unwritable, disk.full */
export async function saveActivitySheet(
  ctx: HandlerContext,
  { filter, out }: z.output<typeof saveActivitySheetInput>,
): Promise<{ path: string; bytes: number; activities: number }> {
  const ids = await idsOf(ctx.db, listFilter(filter))
  if (ids.length === 0) throw new Problem('activity.nothing-chosen', {})
  const packOf = (noticeId: string) => ctx.notices.find(noticeId)?.pack
  const activities: SheetActivity[] = []
  for (const some of portions(ids)) {
    const records = new Map((await activitiesOf(ctx.db, some)).map((record) => [record.activity_id, record]))
    for (const id of some) {
      const record = records.get(id)
      // Removed while the sheet is made.
      if (!record) continue
      const values = openValuesOf(record)
      activities.push({
        values,
        pictures: record.pictures,
        notices: values.notices.map(({ noticeId }) => packOf(noticeId)?.shortTitle ?? noticeId),
        modules: values.notices.flatMap(({ noticeId, modules }) =>
          modules.map(
            (moduleId) => packOf(noticeId)?.modules.find(({ id: own }) => own === moduleId)?.name ?? moduleId,
          ),
        ),
      })
    }
  }
  // A large library that few calls need.
  const { activityWorkbook } = await import('../documents/xlsx/activity-sheet.ts')
  const bytes = activityWorkbook(activities, ctx.example !== null)
  await saveForPerson(ctx, out, bytes)
  return { path: out, bytes: bytes.length, activities: activities.length }
}
