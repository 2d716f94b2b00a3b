/** 年度情况: one page of an office and a year, filled from the register. */
import type { z } from 'zod'
import { activitiesOfYear } from '../../../db/queries/activities-year.ts'
import type { yearInput } from '../../../shared/api/year.ts'
import { Problem } from '../../../shared/problems.ts'
import { storedActivity } from '../activities/load.ts'
import type { HandlerContext } from '../handlers/context.ts'
import { chinaDay } from '../handover/china-day.ts'
import { type FilledSheet, fillSheet } from '../papers/fill-sheet.ts'
import { needOffice } from '../records/load.ts'
import { yearValues } from './year-values.ts'

/** @throws Problem office.missing, notice.unknown, year.empty */
export async function yearPage(
  ctx: HandlerContext,
  { year, noticeId }: z.output<typeof yearInput>,
): Promise<FilledSheet> {
  const { office } = await needOffice(ctx.db)
  const notice = noticeId === null ? null : ctx.notices.get(noticeId).pack
  const rows = await activitiesOfYear(ctx.db, year, noticeId)
  if (rows.length === 0) throw new Problem('year.empty', { year, scope: notice?.shortTitle ?? null })
  const values = yearValues(rows.map(storedActivity), {
    year,
    words: notice?.shortTitle ?? '全部活动',
    madeOn: chinaDay(ctx.now()),
    noticeId,
    moduleName: (id, module) => ctx.notices.find(id)?.pack.modules.find((one) => one.id === module)?.name ?? null,
  })
  return fillSheet(ctx, 'SHEET-YEAR', office.name, values)
}
