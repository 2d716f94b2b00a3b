/** What a returned paper was written from: by its own mark, by the code in its footer, or by its words. */
import { type RevisionRow, revisionAttachments, revisionsOf } from '../../../db/queries/revisions.ts'
import { type WordCopyRow, wordCopies } from '../../../db/queries/word-copies.ts'
import type { WordOrigin } from '../../../shared/api/wordback.ts'
import type { FormDefinition, FormValues } from '../../../shared/form/definition.ts'
import type { PrintDocument } from '../../../shared/form/print-document.ts'
import { propertyNames } from '../documents/docx/docx-properties.ts'
import { documentOf, type PageFile } from '../documents/print-data.ts'
import type { HandlerContext } from '../handlers/context.ts'
import { revisionCode, revisionQrText } from '../package/canonical.ts'
import { draftValues, maskedValues, revisionContent } from '../records/content.ts'
import { keptForm } from '../records/kept-forms.ts'
import { formOfRevision, type OwnDraft } from '../records/load.ts'
import { sharedWords } from './compare-word.ts'
import { openWordCopy } from './word-copy.ts'
import type { WordPaper } from './word-paper.ts'

export interface Base {
  readonly origin: WordOrigin
  readonly definition: FormDefinition
  readonly values: FormValues
  readonly document: PrintDocument
}

/** So much of a paper must be there word for word to be called ours without a mark. */
const leastShared = 0.5
const latestRevisions = 10
const codePattern = /核对码[\s:：]*([0-9A-HJKMNP-TV-Z]{4})[\s-]*([0-9A-HJKMNP-TV-Z]{4})/u

/** Null: not written from this record. @throws Problem keys.locked */
export async function baseOf(ctx: HandlerContext, own: OwnDraft, paper: WordPaper): Promise<Base | null> {
  const told = (name: keyof typeof propertyNames): string | undefined => paper.properties[propertyNames[name]]
  const { record } = own
  const masked = told('masked') === 'yes' || paper.edges.includes('个人信息已遮盖')
  const revisions = await revisionsOf(ctx.db, record.record_id)
  const copies = await wordCopies(ctx.db, record.record_id)
  if (told('recordId') === record.record_id) {
    const revision = revisions.find((row) => row.revision === Number(told('revision')))
    if (revision && revisionCode(revision.digest) === told('code'))
      return revisionBase(ctx, own, revision, masked, 'mark')
    const copy = copies.find(
      (row) => row.saved_at === told('draftSavedAt') && row.draft_seq === Number(told('draftSeq')),
    )
    if (copy) return copyBase(ctx, own, copy, masked, 'mark')
  }
  const code = codePattern.exec(paper.edges)
  const coded = code && revisions.find((row) => revisionCode(row.digest) === `${code[1]}${code[2]}`)
  if (coded) return revisionBase(ctx, own, coded, masked, 'code')
  return mostAlike(ctx, own, paper, masked, { revisions, copies, ours: told('recordId') === record.record_id })
}

async function mostAlike(
  ctx: HandlerContext,
  own: OwnDraft,
  paper: WordPaper,
  masked: boolean,
  known: { revisions: readonly RevisionRow[]; copies: readonly WordCopyRow[]; ours: boolean },
): Promise<Base | null> {
  const candidates = [
    await nowBase(ctx, own, masked),
    ...(await Promise.all(known.copies.map((row) => copyBase(ctx, own, row, masked, 'likeness')))),
    ...(await Promise.all(
      known.revisions.slice(0, latestRevisions).map((row) => revisionBase(ctx, own, row, masked, 'likeness')),
    )),
  ].filter((one) => one !== null)
  let best: { base: Base; shared: number } | null = null
  for (const base of candidates) {
    const shared = sharedWords(base.document, paper)
    if (!best || shared > best.shared) best = { base, shared }
  }
  return best && (known.ours || best.shared >= leastShared) ? best.base : null
}

type Written = Pick<Base, 'definition' | 'values'> & { files: readonly PageFile[]; footer: PrintDocument['footer'] }

async function base(
  ctx: HandlerContext,
  own: OwnDraft,
  origin: WordOrigin,
  written: Written,
  officeName?: string,
): Promise<Base> {
  const { definition, values } = written
  const name = officeName === undefined ? {} : { officeName }
  const document = await documentOf(ctx, own.record, { ...written, masked: origin.masked, ...name })
  return { origin, definition, values: origin.masked ? maskedValues(definition, values) : values, document }
}

async function revisionBase(
  ctx: HandlerContext,
  own: OwnDraft,
  row: RevisionRow,
  masked: boolean,
  by: WordOrigin['by'],
): Promise<Base> {
  const { record_id: recordId, revision, digest } = row
  const definition = await formOfRevision(ctx.db, own.record, row)
  const { values } = revisionContent(ctx.vault, row)
  const files = await revisionAttachments(ctx.db, recordId, revision)
  const footer = { code: revisionCode(digest), qrText: revisionQrText(recordId, revision, digest), revision }
  const origin = { from: 'revision' as const, revision, at: row.frozen_at, by, masked }
  return base(ctx, own, origin, { definition, values, files, footer })
}

async function copyBase(
  ctx: HandlerContext,
  own: OwnDraft,
  row: WordCopyRow,
  masked: boolean,
  by: WordOrigin['by'],
): Promise<Base | null> {
  const { notice_id, form_id } = own.record
  const definition = await keptForm(ctx.db, notice_id, form_id, row.form_version)
  if (!definition) return null
  const { values, files } = openWordCopy(ctx, row)
  const origin = { from: 'draft' as const, revision: null, at: row.saved_at, by, masked }
  return base(ctx, own, origin, { definition, values, files, footer: null }, row.office_name)
}

async function nowBase(ctx: HandlerContext, own: OwnDraft, masked: boolean): Promise<Base> {
  const values = draftValues(ctx.vault, own.draft)
  const origin = { from: 'unknown' as const, revision: null, at: null, by: 'likeness' as const, masked }
  return base(ctx, own, origin, { definition: own.definition, values, files: own.files, footer: null })
}
