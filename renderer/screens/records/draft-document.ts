import type { AttachmentInfo, RecordDetail } from '../../../shared/api/records.ts'
import type { FormValues } from '../../../shared/form/definition.ts'
import { makePrintDocument, type PrintDocument, type PrintPicture } from '../../../shared/form/print-document.ts'

/** The paper as it would be now. What was made final keeps its own code; a draft says that it is one. */
export function draftDocument(
  detail: RecordDetail,
  values: FormValues,
  attachments: readonly AttachmentInfo[],
  example: boolean,
): PrintDocument {
  const pictures: Record<string, PrintPicture[]> = {}
  for (const { field, digest, title, width, height, mediaType } of attachments) {
    if (!mediaType.startsWith('image/')) continue
    pictures[field] = [...(pictures[field] ?? []), { digest, title, width, height }]
  }
  return makePrintDocument(detail.definition, values, {
    officeName: detail.summary.officeName,
    footer: null,
    masked: false,
    pictures,
    example,
  })
}

/** What the record is called while it is being typed. */
export function titleOf(detail: RecordDetail, values: FormValues): string {
  const named = detail.definition.titleField === undefined ? undefined : values[detail.definition.titleField]
  return typeof named === 'string' && named.trim() !== '' ? named.trim() : detail.definition.name
}
