/** 用印清单: everything that waits for the seal, for whoever keeps it. */
import type { TableRow } from '../../../shared/form/definition.ts'
import { Problem } from '../../../shared/problems.ts'
import { ensurePdf } from '../documents/pdf.ts'
import type { Call, HandlerContext } from '../handlers/context.ts'
import { chinaDay } from '../handover/china-day.ts'
import { needOffice } from '../records/load.ts'
import { recordSummaries } from '../records/view.ts'
import { type FilledSheet, fillSheet } from './fill-sheet.ts'
import { subjectOf } from './subjects.ts'

/**
 * @param noticeId null: of all notices
 * @throws Problem paper.nothing-to-stamp, notice.unknown, office.missing, print.failed, keys.locked
 */
export async function stampList(
  ctx: HandlerContext,
  call: Call,
  { noticeId, copies }: { noticeId: string | null; copies: number },
): Promise<FilledSheet> {
  const { office } = await needOffice(ctx.db)
  const about = noticeId === null ? '各项通知的报送材料' : `${ctx.notices.get(noticeId).pack.shortTitle}报送材料`
  const waiting = (await recordSummaries(ctx, noticeId, { own: true })).filter(({ state }) => state === 'to-stamp')
  if (waiting.length === 0) throw new Problem('paper.nothing-to-stamp', {})
  const items: TableRow[] = []
  for (const [index, { recordId }] of waiting.entries()) {
    if (call.signal.aborted) throw new Problem('cancelled', {})
    call.progress({ phase: 'render', done: index, total: waiting.length, unit: 'records' })
    const { title, code, place, recipient, revision } = await subjectOf(ctx, recordId)
    const pages = revision === null ? null : await pagesOf(ctx, call, recordId, revision)
    items.push({
      document: title,
      code,
      pages: pages === null ? '' : String(pages),
      copies: String(copies),
      place,
      purpose: `报送${recipient}`,
    })
  }
  return fillSheet(ctx, 'SHEET-STAMP-LIST', office.name, { about, listedOn: chinaDay(ctx.now()), items })
}

/** Pages of the printed revision; null where it cannot be printed here. */
async function pagesOf(ctx: HandlerContext, call: Call, recordId: string, revision: number): Promise<number | null> {
  if (!ctx.ask) return null
  const { digest } = await ensurePdf(ctx, call, recordId, revision, false)
  const chunks: Buffer[] = []
  for await (const chunk of ctx.documents.read(digest) as AsyncIterable<Buffer>) chunks.push(chunk)
  return pdfPages(Buffer.concat(chunks))
}

/** Of a PDF as Chromium writes it: the page tree stands in clear, its root has the largest count. */
export function pdfPages(pdf: Buffer): number | null {
  const counts = [...pdf.toString('latin1').matchAll(/\/Type\s*\/Pages\b[^>]*?\/Count\s+(\d+)/gu)]
  const largest = Math.max(0, ...counts.map((match) => Number(match[1])))
  return largest > 0 ? largest : null
}
