/** 使用手册. The work is in manual/; here stands the contract. */
import type { PrintDocument } from '../../../shared/form/print-document.ts'
import { Problem } from '../../../shared/problems.ts'
import { renderDocument } from '../documents/pdf.ts'
import { manualPaper } from '../manual/paper.ts'
import { searchManual } from '../manual/search.ts'
import { entryOf, manualPage, manualPages } from '../manual/shelf.ts'
import { saveForPerson } from '../store/person-file.ts'
import type { HandlerContext, Handlers } from './context.ts'

async function paperOf(ctx: HandlerContext, pageId: string | null): Promise<PrintDocument> {
  const pages = await manualPages(ctx.resourcesDir)
  const chosen = pageId === null ? pages : pages.filter((page) => page.pageId === pageId)
  if (pageId !== null && chosen.length === 0) throw new Problem('manual.unknown', { pageId })
  return manualPaper(chosen)
}

export const manualHandlers = {
  'manual.entries': async (_input, ctx) => (await manualPages(ctx.resourcesDir)).map(entryOf),

  'manual.page': ({ pageId }, ctx) => manualPage(ctx.resourcesDir, pageId),

  'manual.search': async ({ text }, ctx) => searchManual(await manualPages(ctx.resourcesDir), text),

  'manual.printDocument': ({ pageId }, ctx) => paperOf(ctx, pageId),

  'manual.savePdf': async ({ pageId, out }, ctx) => {
    const bytes = await renderDocument(ctx, await paperOf(ctx, pageId))
    await saveForPerson(ctx, out, bytes)
    return { path: out, bytes: bytes.length }
  },
} satisfies Partial<Handlers>
