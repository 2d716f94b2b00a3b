/** 定下: a roll-up as it stood goes into the store for ever; what comes later goes into a supplement. */
import { v7 as uuidv7 } from 'uuid'
import { insertRollup, lastRollup, type RollupKey } from '../../../db/queries/rollups.ts'
import type { Rollup } from '../../../shared/api/rollups.ts'
import { Problem } from '../../../shared/problems.ts'
import { changed, type HandlerContext } from '../handlers/context.ts'
import { openRollup } from './rollup.ts'

/**
 * The first time the report, later a supplement with what changed against the one before. Who is missing stands in it.
 * @throws Problem notice.unknown, form.unknown, rollup.no-numbers, rollup.empty, rollup.unchanged
 */
export async function freezeRollup(ctx: HandlerContext, of: RollupKey): Promise<Rollup> {
  const { key, rollup } = await openRollup(ctx, of)
  if (!rollup.rows.some((row) => row.leftOut === null)) throw new Problem('rollup.empty', { formName: rollup.formName })
  const frozen = await ctx.write(async (trx) => {
    const last = await lastRollup(trx, key)
    const number = (last?.number ?? 0) + 1
    // Somebody else's freeze in between shows the same stand.
    if (last && (!rollup.changedSince || last.frozen_at !== rollup.frozenAt))
      throw new Problem('rollup.unchanged', { number: last.number })
    const snapshot: Rollup = { ...rollup, number, frozenAt: ctx.now().toISOString(), changedSince: false }
    await insertRollup(trx, {
      rollup_id: uuidv7(),
      notice_id: key.noticeId,
      form_id: key.formId,
      number,
      snapshot_json: JSON.stringify(snapshot),
      frozen_at: snapshot.frozenAt ?? '',
    })
    return snapshot
  })
  changed(ctx, 'records')
  return frozen
}
