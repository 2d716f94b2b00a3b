/** 汇总. The work is in rollup/. */
import { renderDocument } from '../documents/pdf.ts'
import { recordDetail } from '../records/view.ts'
import { checkTotals } from '../rollup/check.ts'
import { chooseJoint, markRow } from '../rollup/decide.ts'
import { fillTotals } from '../rollup/fill.ts'
import { freezeRollup } from '../rollup/freeze.ts'
import { rollupList, rollupSources } from '../rollup/lists.ts'
import { showRollup } from '../rollup/rollup.ts'
import { rollupDocument } from '../rollup/sheet.ts'
import { rollupWorkbook } from '../rollup/workbook.ts'
import { saveForPerson } from '../store/person-file.ts'
import type { Handlers } from './context.ts'

export const rollupsHandlers = {
  'rollups.list': async ({ noticeId }, ctx) => rollupList(ctx, noticeId),
  'rollups.show': async (input, ctx) => showRollup(ctx, input),
  'rollups.sources': async (input, ctx) => rollupSources(ctx, input),
  'rollups.mark': async (input, ctx) => markRow(ctx, input),
  'rollups.joint': async (input, ctx) => chooseJoint(ctx, input),
  'rollups.freeze': async (input, ctx) => freezeRollup(ctx, input),
  'rollups.fill': async (input, ctx) => recordDetail(ctx, await fillTotals(ctx, input)),
  'rollups.printDocument': async (input, ctx) => rollupDocument(ctx, await showRollup(ctx, input)),
  'rollups.savePdf': async ({ out, ...input }, ctx) => {
    const bytes = await renderDocument(ctx, await rollupDocument(ctx, await showRollup(ctx, input)))
    await saveForPerson(ctx, out, bytes)
    return { path: out, bytes: bytes.length }
  },
  'rollups.saveSheet': async ({ out, ...input }, ctx) => {
    const bytes = await rollupWorkbook(ctx, await showRollup(ctx, input))
    await saveForPerson(ctx, out, bytes)
    return { path: out, bytes: bytes.length }
  },
  'rollups.check': async ({ recordId }, ctx) => checkTotals(ctx, recordId),
} satisfies Partial<Handlers>
