import { office } from '../../../db/queries/offices.ts'
import { revisionAttachments } from '../../../db/queries/revisions.ts'
import type { FormDefinition, FormValues } from '../../../shared/form/definition.ts'
import { makePrintDocument, type PrintDocument, type PrintPicture } from '../../../shared/form/print-document.ts'
import type { HandlerContext } from '../handlers/context.ts'
import { revisionCode, revisionQrText } from '../package/canonical.ts'
import { draftValues, maskedValues, revisionContent } from '../records/content.ts'
import { formOfRevision, needOwnDraft, needRecord, needRevision } from '../records/load.ts'

/**
 * Print data of a frozen revision.
 * @throws Problem record.unknown, revision.unknown, keys.locked
 */
export async function printData(
  ctx: HandlerContext,
  recordId: string,
  revision: number,
  masked: boolean,
): Promise<PrintDocument> {
  const record = await needRecord(ctx.db, recordId)
  const row = await needRevision(ctx.db, recordId, revision)
  const definition = await formOfRevision(ctx.db, record, row.frozen_json)
  const { values } = revisionContent(ctx.vault, row)
  const footer = { code: revisionCode(row.digest), qrText: revisionQrText(recordId, revision, row.digest), revision }
  const files = await revisionAttachments(ctx.db, recordId, revision)
  return documentOf(ctx, record, { definition, values, files, footer, masked })
}

/**
 * The same of a draft as it stands: it says 草稿 instead of a code.
 * @throws Problem record.unknown, record.not-ours, keys.locked
 */
export async function draftPrintData(ctx: HandlerContext, recordId: string, masked: boolean): Promise<PrintDocument> {
  const { record, draft, definition, files } = await needOwnDraft(ctx.db, recordId)
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
