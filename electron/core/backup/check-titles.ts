/** What findings call things by. */
import { office } from '../../../db/queries/offices.ts'
import type { HandlerContext } from '../handlers/context.ts'
import { recordSummary } from '../records/view.ts'

/** “科技志愿者进乡村”, 示例县科协的“特色活动登记表”, or 一份已删去的记录; never personal. */
export async function titleOf(ctx: HandlerContext, recordId: string): Promise<string> {
  try {
    const { own, damaged, title, formShortName, officeName } = await recordSummary(ctx, recordId)
    const name = damaged && !own ? formShortName : title
    return own ? `“${name}”` : `${officeName}的“${name}”`
  } catch {
    return '一份已删去或读不出来的记录'
  }
}

export async function officeOf(ctx: HandlerContext, officeId: string): Promise<string> {
  const row = await office(ctx.db, officeId).catch(() => undefined)
  return row?.name ?? '一个单位'
}
