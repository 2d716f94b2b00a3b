import type { PrintDocument } from '../../../../shared/form/print-document.ts'
import type { HandlerContext } from '../../handlers/context.ts'
import { needOwnDraft, needRecord, needRevision } from '../../records/load.ts'
import { draftPrintData, printData } from '../print-data.ts'
import type { PictureBytes } from './pictures.ts'
import { type DocxFacts, writeDocx } from './write-docx.ts'

/**
 * The Word document of a revision, or of our draft (`revision` null). Not kept: it takes milliseconds and the same
 * revision gives the same bytes.
 * @throws Problem record.unknown, record.not-ours (draft), revision.unknown, keys.locked
 */
export async function recordDocx(
  ctx: HandlerContext,
  recordId: string,
  revision: number | null,
  masked: boolean,
): Promise<Buffer> {
  const document = await (revision === null
    ? draftPrintData(ctx, recordId, masked)
    : printData(ctx, recordId, revision, masked))
  const facts = await factsOf(ctx, recordId, revision)
  const code = document.footer?.code ?? null
  const bytesOf = await pictureBytes(ctx, document)
  return writeDocx(document, { ...facts, recordId, revision, code, masked, bytesOf })
}

type OwnFacts = Pick<DocxFacts, 'at' | 'draftSeq' | 'formId' | 'formVersion'>

async function factsOf(ctx: HandlerContext, recordId: string, revision: number | null): Promise<OwnFacts> {
  if (revision === null) {
    const { draft, definition } = await needOwnDraft(ctx.db, recordId)
    const { id, version } = definition
    return { at: draft.saved_at, draftSeq: draft.draft_seq, formId: id, formVersion: version }
  }
  const row = await needRevision(ctx.db, recordId, revision)
  const { form_id } = await needRecord(ctx.db, recordId)
  const { formVersion } = JSON.parse(row.frozen_json) as { formVersion: string }
  return { at: row.frozen_at, draftSeq: null, formId: form_id, formVersion }
}

/** A picture that is not on this computer leaves its place empty, as in a record received without it. */
async function pictureBytes(ctx: HandlerContext, document: PrintDocument): Promise<PictureBytes> {
  const bytes = new Map<string, Buffer>()
  for (const block of document.blocks) {
    if (block.kind !== 'pictures') continue
    for (const { digest } of block.pictures)
      if (!bytes.has(digest) && ctx.attachments.has(digest)) bytes.set(digest, await ctx.attachments.readAll(digest))
  }
  return (digest) => bytes.get(digest) ?? null
}
