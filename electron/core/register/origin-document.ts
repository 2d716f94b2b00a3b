/** 数字来源表: every figure of a record with its rule and the activities that make it, on paper. */
import { office } from '../../../db/queries/offices.ts'
import type { TableRow } from '../../../shared/form/definition.ts'
import type { PrintDocument } from '../../../shared/form/print-document.ts'
import { codeText } from '../../../shared/wording/revision-code.ts'
import type { HandlerContext } from '../handlers/context.ts'
import { chinaDay } from '../handover/china-day.ts'
import { sheetTable } from '../handover/sheet.ts'
import { revisionCode } from '../package/canonical.ts'
import { fillSheet } from '../papers/fill-sheet.ts'
import { type OriginTable, paperTables, sheetTables } from './origin-tables.ts'
import { type FigureView, figureView } from './sources.ts'

/** @throws Problem record.unknown, revision.unknown */
export async function originDocument(
  ctx: HandlerContext,
  of: { recordId: string; revision: number | null },
): Promise<PrintDocument> {
  return originPages(ctx, await figureView(ctx, of))
}

export async function originPages(ctx: HandlerContext, view: FigureView): Promise<PrintDocument> {
  const { record, definition, revision, figures } = view
  const from = await office(ctx.db, record.office_id)
  const rows = figures.map(
    ({ figure: { label, unit, value, computed, sources, rule, reason, fault } }): TableRow => ({
      label: unit === '' ? label : `${label}（${unit}）`,
      value: value ?? '',
      computed: computed ?? '',
      sources: String(sources),
      rule,
      reason: reason || (fault === null ? '' : '没有写原因'),
    }),
  )
  const { document } = fillSheet(ctx, 'SHEET-FIGURES', from?.name ?? '', {
    about: definition.name,
    notice: ctx.notices.find(record.notice_id)?.pack.shortTitle ?? record.notice_id,
    stand: revision
      ? `第${revision.revision}版，版本核对码 ${codeText(revisionCode(revision.digest))}`
      : view.totals
        ? '草稿，随各单位的报表变化'
        : '草稿，随活动登记变化',
    madeOn: chinaDay(revision ? new Date(revision.frozen_at) : ctx.now()),
    figures: rows,
  })
  return { ...document, blocks: [...document.blocks, ...paperTables(figures).map(block)] }
}

const block = ({ title, columns, rows }: OriginTable) => sheetTable({ title, columns, rows })

/** For the workbook of a record; [] where none of its figures comes from the register. */
export async function originTables(
  ctx: HandlerContext,
  recordId: string,
  revision: number | null,
): Promise<OriginTable[]> {
  const { bound, figures } = await figureView(ctx, { recordId, revision })
  return bound ? sheetTables(figures) : []
}
