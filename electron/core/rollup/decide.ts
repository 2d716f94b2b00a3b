/** What a person decides about rows of a roll-up: left out, asked about, counted once. */
import type { z } from 'zod'
import { putJointChoice, putRollupMark, removeRollupMark } from '../../../db/queries/rollups.ts'
import type { jointInput, markRollupInput, Rollup } from '../../../shared/api/rollups.ts'
import { Problem } from '../../../shared/problems.ts'
import { changed, type HandlerContext } from '../handlers/context.ts'
import { openRollup } from './rollup.ts'

/** @throws Problem as openRollup, rollup.row-unknown, rollup.reason-missing, field.unknown */
export async function markRow(ctx: HandlerContext, order: z.output<typeof markRollupInput>): Promise<Rollup> {
  const { recordId, mark, reason, remove } = order
  const { key, rollup } = await openRollup(ctx, order)
  const row = rollup.rows.find((one) => one.recordId === recordId)
  if (!row) throw new Problem('rollup.row-unknown', { recordId })
  const field = mark === 'checked' ? (order.field ?? '') : ''
  if (field !== '' && !rollup.fields.some((one) => one.field === field))
    throw new Problem('field.unknown', { fieldId: field })
  if (!remove && reason === '') throw new Problem('rollup.reason-missing', {})
  const place = { notice_id: key.noticeId, form_id: key.formId, record_id: recordId, mark, field }
  const { revision } = row
  await ctx.write((trx) =>
    remove
      ? removeRollupMark(trx, place)
      : putRollupMark(trx, { ...place, revision, reason, at: ctx.now().toISOString() }),
  )
  changed(ctx, 'records')
  return (await openRollup(ctx, order)).rollup
}

/** @throws Problem as openRollup, rollup.joint-unknown, rollup.reason-missing */
export async function chooseJoint(ctx: HandlerContext, order: z.output<typeof jointInput>): Promise<Rollup> {
  const { jointKey, countsIn, reason } = order
  const { key, rollup } = await openRollup(ctx, order)
  const found = rollup.joint.find((one) => one.key === jointKey)
  if (!found || (countsIn !== null && !found.rows.some(({ recordId }) => recordId === countsIn)))
    throw new Problem('rollup.joint-unknown', { key: jointKey })
  if (reason === '') throw new Problem('rollup.reason-missing', {})
  const at = ctx.now().toISOString()
  await ctx.write((trx) =>
    putJointChoice(trx, {
      notice_id: key.noticeId,
      form_id: key.formId,
      joint_key: jointKey,
      record_id: countsIn,
      reason,
      at,
    }),
  )
  changed(ctx, 'records')
  return (await openRollup(ctx, order)).rollup
}
