import type { PrintDocument } from '../../../../shared/form/print-document.ts'
import type { HandlerContext } from '../../handlers/context.ts'
import { draftValues } from '../../records/content.ts'
import { frozenText } from '../../records/frozen.ts'
import { needRecord, needRevision, needTypedDraft } from '../../records/load.ts'
import { keepWordCopy } from '../../wordback/word-copy.ts'
import { documentOf, printData } from '../print-data.ts'
import type { PictureBytes } from './pictures.ts'
import { type DocxFacts, writeDocx } from './write-docx.ts'

/**
 * The Word document of a revision, or of our draft (`revision` null). The file is not kept: it takes milliseconds and the
 * same revision gives the same bytes.
 * @throws Problem record.unknown, record.not-ours (draft), revision.unknown, keys.locked
 */
export async function recordDocx(
  ctx: HandlerContext,
  recordId: string,
  revision: number | null,
  masked: boolean,
): Promise<Buffer> {
  if (revision === null) return draftDocx(ctx, recordId, masked)
  const document = await printData(ctx, recordId, revision, masked)
  const facts = await factsOf(ctx, recordId, revision)
  const code = document.footer?.code ?? null
  const bytesOf = await pictureBytes(ctx, document)
  return writeDocx(document, { ...facts, recordId, revision, code, masked, bytesOf })
}

/** For the director's pen: what it says is kept, so that what comes back can be compared with it. */
async function draftDocx(ctx: HandlerContext, recordId: string, masked: boolean): Promise<Buffer> {
  ctx.vault.refusePurged(recordId)
  const own = await needTypedDraft(ctx.db, recordId)
  const { draft, definition, files } = own
  const values = draftValues(ctx.vault, draft)
  const document = await documentOf(ctx, own.record, { definition, values, files, footer: null, masked })
  const bytesOf = await pictureBytes(ctx, document)
  await keepWordCopy(ctx, own, document.officeName)
  const { id: formId, version: formVersion } = definition
  const { saved_at: at, draft_seq: draftSeq } = draft
  const standing = { recordId, revision: null, code: null, draftSeq, draftSavedAt: at, formId, formVersion, masked }
  return writeDocx(document, { ...standing, at, bytesOf })
}

type OwnFacts = Pick<DocxFacts, 'at' | 'draftSeq' | 'formId' | 'formVersion'>

async function factsOf(ctx: HandlerContext, recordId: string, revision: number): Promise<OwnFacts> {
  const row = await needRevision(ctx.db, recordId, revision)
  const { form_id } = await needRecord(ctx.db, recordId)
  const { formVersion } = JSON.parse(frozenText(row)) as { formVersion: string }
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
