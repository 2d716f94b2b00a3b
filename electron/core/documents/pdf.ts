import { Readable } from 'node:stream'
import { document, insertDocument } from '../../../db/queries/revisions.ts'
import type { PrintDocument } from '../../../shared/form/print-document.ts'
import { Problem } from '../../../shared/problems.ts'
import type { Call, HandlerContext } from '../handlers/context.ts'
import { printData } from './print-data.ts'

export interface RevisionPdf {
  /** SHA-256 of the clear PDF: its name in `ctx.documents`. */
  readonly digest: string
  readonly bytes: number
}

/** The PDF of a revision if it was made already; null otherwise. */
export async function findPdf(
  ctx: HandlerContext,
  recordId: string,
  revision: number,
  masked: boolean,
): Promise<RevisionPdf | null> {
  const row = await document(ctx.db, recordId, revision, masked)
  return row && ctx.documents.has(row.digest) ? { digest: row.digest, bytes: row.bytes } : null
}

/**
 * Makes the PDF once per revision and kind and keeps it by digest: the masked one in clear, the other sealed.
 * @throws Problem print.needs-window without a main process, print.failed, revision.unknown, keys.locked
 */
export async function ensurePdf(
  ctx: HandlerContext,
  call: Call,
  recordId: string,
  revision: number,
  masked: boolean,
): Promise<RevisionPdf> {
  const made = await findPdf(ctx, recordId, revision, masked)
  if (made) return made
  const data = await printData(ctx, recordId, revision, masked)
  const pdf = await renderDocument(ctx, data)
  if (call.signal.aborted) throw new Problem('cancelled', {})
  const staged = await ctx.documents.stage(Readable.from([pdf], { objectMode: false }), { sealed: !masked, recordId })
  await ctx.documents.put(staged)
  const row = {
    record_id: recordId,
    revision,
    masked: masked ? 1 : 0,
    digest: staged.digest,
    bytes: staged.bytes,
  } as const
  await ctx.write((trx) => insertDocument(trx, { ...row, sealed: masked ? 0 : 1, made_at: ctx.now().toISOString() }))
  return (await findPdf(ctx, recordId, revision, masked)) ?? { digest: staged.digest, bytes: staged.bytes }
}

/**
 * An A4 PDF of any document, not kept.
 * @throws Problem print.needs-window without a main process, print.failed
 */
export const renderDocument = (ctx: HandlerContext, data: unknown): Promise<Buffer> => render(ctx, { document: data })

/**
 * One A4 PDF of several documents, each beginning on a page of its own and numbered by itself; not kept.
 * @throws as renderDocument
 */
export const renderDocuments = (ctx: HandlerContext, documents: readonly PrintDocument[]): Promise<Buffer> =>
  render(ctx, { documents })

async function render(ctx: HandlerContext, input: unknown): Promise<Buffer> {
  if (!ctx.ask) throw new Problem('print.needs-window', {})
  let answer: unknown
  try {
    answer = await ctx.ask('print.render', input)
  } catch (error) {
    if (error instanceof Problem) throw error
    throw new Problem('print.failed', { reason: ctx.log.error('print.render', error) })
  }
  if (!(answer instanceof Uint8Array)) throw new Problem('print.failed', { reason: 'no bytes' })
  const pdf = Buffer.from(answer)
  if (pdf.toString('latin1', 0, 5) !== '%PDF-') throw new Problem('print.failed', { reason: 'not a PDF' })
  return pdf
}

/** Pages of a PDF that Chromium made: it writes every page as an object of its own, in clear. */
export const pdfPages = (pdf: Buffer): number => [...pdf.toString('latin1').matchAll(/\/Type\s*\/Page\b(?!s)/g)].length
