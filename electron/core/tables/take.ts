/** What a person looked at goes into the register: one transaction, one step that can be taken back as a whole. */
import type { z } from 'zod'
import type { TablesTaken, takeTablesInput } from '../../../shared/api/tables.ts'
import { Problem } from '../../../shared/problems.ts'
import { tableWords } from '../../../shared/wording/tables.ts'
import { createActivities } from '../activities/create.ts'
import { type Call, changed, type HandlerContext } from '../handlers/context.ts'
import { coverName } from '../personal/cover-numbers.ts'
import { forgetTables } from './load.ts'
import { lookAtTables } from './preview.ts'
import { isTelling, rememberWay } from './ways.ts'

/** @throws Problem table.open, table.nothing, keys.locked, and as lookAtTables: nothing is taken then */
export async function takeTables(
  ctx: HandlerContext,
  call: Call,
  order: z.output<typeof takeTablesInput>,
): Promise<TablesTaken> {
  const { rows, tables } = await lookAtTables(ctx, call, order)
  const ready = rows.filter(({ open }) => open.length === 0)
  const leftOpen = rows.length - ready.length
  if (leftOpen > 0 && !order.leaveOpen) throw new Problem('table.open', { rows: leftOpen })
  const taken = ready.filter(({ same }) => same === null || !order.leaveSame)
  const leftSame = ready.length - taken.length
  if (taken.length === 0) throw new Problem('table.nothing', { leftOpen, leftSame })
  const created = taken.map(({ values, fileName, sheet, row, sender }) => ({
    values,
    cameFrom: { fileName: coverName(fileName), sheet: coverName(sheet), row, sender: coverName(sender) },
  }))
  const files = new Set(taken.map(({ path }) => path)).size
  const at = ctx.now().toISOString()
  if (call.signal.aborted) throw new Problem('cancelled', {})
  const { changeId } = await ctx.write(async (trx) => {
    for (const { confirmed, found } of tables) {
      if (confirmed.sender === '' || !isTelling(found)) continue
      await rememberWay(
        trx,
        confirmed.sender,
        found,
        (column) => confirmed.columns.find((one) => one.column === column),
        at,
      )
    }
    return createActivities(trx, ctx, created, tableWords.taken(created.length, files))
  })
  forgetTables(ctx, new Set(order.tables.map(({ path }) => path)))
  changed(ctx, 'activities')
  return { changeId, created: created.length, leftOpen, leftSame }
}
