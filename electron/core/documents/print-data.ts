import { office } from '../../../db/queries/offices.ts'
import { revisionAttachments } from '../../../db/queries/revisions.ts'
import { personsSuffix } from '../../../shared/domain/revision-qr.ts'
import type { FormDefinition, FormValues } from '../../../shared/form/definition.ts'
import { letterTable } from '../../../shared/form/letter-table.ts'
import { makePrintDocument, type PrintDocument, type PrintPicture } from '../../../shared/form/print-document.ts'
import { letterOf, signingRows } from '../authorizations/letter.ts'
import type { HandlerContext } from '../handlers/context.ts'
import { revisionCode, revisionQrText } from '../package/canonical.ts'
import { draftValues, maskedValues, refuseLost, revisionContent } from '../records/content.ts'
import { formOfRevision, needRecord, needRevision, needTypedDraft } from '../records/load.ts'

/**
 * Print data of a frozen revision.
 * @param persons of a letter to be signed: positions of those for whom it is, from 1, rising; null: all of them
 * @throws Problem record.unknown, revision.unknown, revision.changed, keys.locked; record.purged and record.personal-lost
 *   unless masked
 */
export async function printData(
  ctx: HandlerContext,
  recordId: string,
  revision: number,
  masked: boolean,
  persons: readonly number[] | null = null,
): Promise<PrintDocument> {
  const record = await needRecord(ctx.db, recordId)
  if (!masked) ctx.vault.refusePurged(recordId)
  const row = await needRevision(ctx.db, recordId, revision)
  const definition = await formOfRevision(ctx.db, record, row)
  const content = revisionContent(ctx.vault, row)
  if (!masked) refuseLost(record, content)
  const part = partOf(definition, content.values, persons)
  const qrText = revisionQrText(recordId, revision, row.digest) + part.suffix
  const footer = { code: revisionCode(row.digest), qrText, revision }
  const files = await revisionAttachments(ctx.db, recordId, revision)
  const document = await documentOf(ctx, record, { definition, values: part.values, files, footer, masked })
  return withLetter(document, definition, masked ? maskedValues(definition, part.values) : part.values)
}

/** The rows of those for whom a letter is, and what its code says about them: nothing when it is for all. */
function partOf(definition: FormDefinition, values: FormValues, persons: readonly number[] | null) {
  const table = letterTable(definition)
  if (!table || persons === null) return { values, suffix: '' }
  const rows = signingRows(values, table)
  const chosen = rows.filter((_row, at) => persons.includes(at + 1))
  if (chosen.length === rows.length) return { values, suffix: '' }
  return { values: { ...values, [table.id]: chosen }, suffix: personsSuffix(persons) }
}

function withLetter(document: PrintDocument, definition: FormDefinition, values: FormValues): PrintDocument {
  if (!letterTable(definition)) return document
  const { workTitle, participants } = letterOf(definition, values)
  return { ...document, letter: { title: workTitle, persons: participants.map(({ name }) => name) } }
}

/**
 * The same of a draft as it stands: it says 草稿 instead of a code.
 * @throws Problem record.unknown, record.not-ours, record.purged unless masked, keys.locked
 */
export async function draftPrintData(ctx: HandlerContext, recordId: string, masked: boolean): Promise<PrintDocument> {
  if (!masked) ctx.vault.refusePurged(recordId)
  const { record, draft, definition, files } = await needTypedDraft(ctx.db, recordId)
  return documentOf(ctx, record, { definition, values: draftValues(ctx.vault, draft), files, footer: null, masked })
}

export type PageFile = {
  field: string
  digest: string
  title: string
  media_type: string
  width: number | null
  height: number | null
}

/** Print data of any values of a record's form. `files` in their order; those that are no pictures are left out. */
export async function documentOf(
  ctx: HandlerContext,
  record: { office_id: string },
  {
    definition,
    values,
    files,
    footer,
    masked,
    officeName,
  }: {
    definition: FormDefinition
    values: FormValues
    files: readonly PageFile[]
    footer: PrintDocument['footer']
    masked: boolean
    /** Absent: as the office is called now. */
    officeName?: string
  },
): Promise<PrintDocument> {
  const pictures: Record<string, PrintPicture[]> = {}
  for (const file of files) {
    if (!file.media_type.startsWith('image/')) continue
    // A picture of a personal field has no masked form: the masked page goes without it.
    if (masked && definition.fields.some((field) => field.id === file.field && field.personal)) continue
    const { digest, title, width, height } = file
    pictures[file.field] = [...(pictures[file.field] ?? []), { digest, title, width, height }]
  }
  const from = officeName === undefined ? await office(ctx.db, record.office_id) : undefined
  return makePrintDocument(definition, masked ? maskedValues(definition, values) : values, {
    officeName: officeName ?? from?.name ?? '',
    footer,
    masked,
    pictures,
    example: ctx.example !== null,
  })
}
