import { office } from '../../../db/queries/offices.ts'
import { revisionAttachments } from '../../../db/queries/revisions.ts'
import { makePrintDocument, type PrintDocument, type PrintPicture } from '../../../shared/form/print-document.ts'
import type { HandlerContext } from '../handlers/context.ts'
import { revisionCode, revisionQrText } from '../package/canonical.ts'
import { maskedValues, revisionContent } from '../records/content.ts'
import { formOf, needRecord, needRevision } from '../records/load.ts'

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
  const definition = await formOf(ctx.db, record)
  const { values } = revisionContent(ctx.vault, row)
  const pictures: Record<string, PrintPicture[]> = {}
  for (const file of await revisionAttachments(ctx.db, recordId, revision)) {
    if (!file.media_type.startsWith('image/')) continue
    // A picture of a personal field has no masked form: the masked page goes without it.
    if (masked && definition.fields.some((field) => field.id === file.field && field.personal)) continue
    const { digest, title, width, height } = file
    pictures[file.field] = [...(pictures[file.field] ?? []), { digest, title, width, height }]
  }
  const from = await office(ctx.db, record.office_id)
  return makePrintDocument(definition, masked ? maskedValues(definition, values) : values, {
    officeName: from?.name ?? '',
    footer: { code: revisionCode(row.digest), qrText: revisionQrText(recordId, revision, row.digest), revision },
    masked,
    pictures,
    example: ctx.example !== null,
  })
}
