/** 代录: the papers of an office without the program, typed here. Its record is its own, and editable here. */
import type { z } from 'zod'
import type { enterRecordInput } from '../../../shared/api/rosters.ts'
import { changed, type HandlerContext } from '../handlers/context.ts'
import { createOwnRecord } from '../records/create.ts'
import { needOffices } from './roster.ts'

/**
 * An empty draft in that office's name. After 定稿 it counts as received at `arrivedAt`.
 * @returns its id
 * @throws Problem notice.unknown, form.unknown, office.missing, roster.unknown-office
 */
export async function enterRecord(
  ctx: HandlerContext,
  { noticeId, formId, officeId, arrivedAt }: z.output<typeof enterRecordInput>,
): Promise<string> {
  const { pack } = ctx.notices.get(noticeId)
  const definition = ctx.notices.form(formId, pack.id)
  const entered = { officeId, arrivedAt: new Date(arrivedAt).toISOString() }
  const recordId = await ctx.write(async (trx) => {
    await needOffices(trx, [officeId])
    return createOwnRecord(trx, ctx, { pack, definition, entered }, {})
  })
  changed(ctx, 'records')
  return recordId
}
