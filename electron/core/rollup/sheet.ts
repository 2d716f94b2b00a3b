/** A roll-up on paper: the totals as the form groups them, every office beside them, and what a reader has to know. */
import type { Rollup } from '../../../shared/api/rollups.ts'
import type { TableRow } from '../../../shared/form/definition.ts'
import type { PrintDocument } from '../../../shared/form/print-document.ts'
import type { HandlerContext } from '../handlers/context.ts'
import { chinaDay } from '../handover/china-day.ts'
import { sheetTable } from '../handover/sheet.ts'
import { findOwnOffice } from '../offices/own-office.ts'
import { fillSheet } from '../papers/fill-sheet.ts'
import { changesTable, labelOf, officeTables, remarkTables, standWords } from './tables.ts'

export async function rollupDocument(ctx: HandlerContext, rollup: Rollup): Promise<PrintDocument> {
  const { noticeId, fields, totals, number, frozenAt } = rollup
  const office = await findOwnOffice(ctx.db)
  const rows = fields.map((field, at): TableRow => {
    const { value, filled, empty } = totals[field.field] ?? { value: null, filled: 0, empty: 0 }
    return {
      // Said once over the rows that it spans.
      group: fields[at - 1]?.group === field.group ? '' : field.group,
      label: labelOf(field),
      value: value ?? '',
      filled: String(filled),
      empty: String(empty),
    }
  })
  const { document } = fillSheet(ctx, 'SHEET-ROLLUP', office?.name ?? '', {
    about: rollup.formName,
    notice: ctx.notices.find(noticeId)?.pack.shortTitle ?? noticeId,
    stand: standWords(rollup),
    madeOn: chinaDay(number !== null && frozenAt !== null ? new Date(frozenAt) : ctx.now()),
    totals: rows,
  })
  const [facts, ...body] = document.blocks
  // A supplement is read for what changed.
  const changes = number === 1 ? [] : changesTable(rollup).map(sheetTable)
  const following = [...officeTables(rollup), ...remarkTables(rollup)].map(sheetTable)
  return { ...document, blocks: [...(facts ? [facts] : []), ...changes, ...body, ...following] }
}
