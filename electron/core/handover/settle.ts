import { createHash } from 'node:crypto'
import { readFile, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { handoverFiles, markHandover, unfinishedHandovers } from '../../../db/queries/handovers.ts'
import type { HandlerContext } from '../handlers/context.ts'
import { messageName } from './lay-out.ts'

/**
 * At start, after a crash: a folder under its final name is whole (it got the name at the very end) and counts as
 * written; a half one goes. A stick that is not plugged in is looked at another time.
 */
export async function settleHandovers(ctx: HandlerContext): Promise<void> {
  for (const row of await unfinishedHandovers(ctx.db)) {
    if (!(await stat(path.dirname(row.path)).catch(() => null))) continue
    await rm(`${row.path}.part`, { recursive: true, force: true }).catch(() => undefined)
    const message = (await handoverFiles(ctx.db, row.handover_id)).find((file) => file.name === messageName)
    const found = await readFile(path.join(row.path, messageName)).catch(() => null)
    // Another folder of this name came meanwhile: it has another message, or none.
    const ours = found !== null && createHash('sha256').update(found).digest('hex') === message?.sha256
    const at = ctx.now().toISOString()
    await ctx.write((trx) =>
      markHandover(trx, row.handover_id, ours ? { state: 'written', at } : { state: 'cancelled' }),
    )
  }
}
